package pipeline

import (
	"sync/atomic"
	"time"
)

// Timings adds up how long the stages of documents take. It is safe for
// concurrent use; the times of several workers add up.
type Timings struct{ spent [len(stages)]atomic.Int64 }

// stages are the parts that are timed, in their order.
var stages = [...]string{"normalise", "segment", "match", "resolve", "link", "records"}

const (
	stageNormalise = iota // with decoding
	stageSegment
	stageMatch
	stageResolve // with names and the time line
	stageLink
	stageRecords // with their check
)

// Each gives the stages in their order, and how long each took.
func (t *Timings) Each(do func(stage string, spent time.Duration)) {
	for i := range stages {
		do(stages[i], time.Duration(t.spent[i].Load()))
	}
}

// lap is a clock that runs from stage to stage; that of no Timings stands still.
type lap struct {
	timings *Timings
	from    time.Time
}

func (t *Timings) start() lap {
	if t == nil {
		return lap{}
	}
	return lap{t, time.Now()}
}

// end counts the time since the stage before to a stage.
func (l *lap) end(stage int) {
	if l.timings == nil {
		return
	}
	now := time.Now()
	l.timings.spent[stage].Add(int64(now.Sub(l.from)))
	l.from = now
}
