// Package normalise turns a decoded source into the text that rules read: it
// mends what extraction broke and keeps the exact map back to the source.
//
// The work is a list of steps, one file each. A step gets a draft and gives a
// new one; it deletes, replaces and marks, and never moves a rune past another.
package normalise

import (
	"fmt"
	"strings"
	"sync"

	"zhfacts/pipeline/text"
)

// Words tells what is a word; a dictionary stands behind it.
type Words interface{ HasWord(string) bool }

// Options says how to normalise. The zero value runs every step.
type Options struct {
	Words Words    // decides whether two halves joined make a word; may be nil
	Skip  []string // names of steps to leave out

	// Trace, if it is set, is told of all that the steps do, in the order in
	// which they do it.
	Trace func(Change)

	// Memory spares the work of making it anew for each text; may be nil.
	Memory *Memory
}

// Memory is what runs leave to later ones to work in. The texts that they made
// hold nothing of it. Its zero value is ready, and it is safe for concurrent
// use.
type Memory struct{ jobs sync.Pool } // of *job

func (m *Memory) job(opt Options) *job {
	var j *job
	if m != nil {
		j, _ = m.jobs.Get().(*job)
	}
	if j == nil {
		j = new(job)
	}
	j.Options = opt
	return j
}

// keep takes back the memory of a job that is done.
func (m *Memory) keep(j *job) {
	if m != nil {
		j.Options, j.warnings = Options{}, nil
		m.jobs.Put(j)
	}
}

// Check reports names in Skip that are no step that can be left out.
func (opt Options) Check() error {
	for _, name := range opt.Skip {
		known := false
		var names []string
		for _, s := range steps {
			known = known || s.Name == name
			names = append(names, s.Name)
		}
		if !known {
			return fmt.Errorf("no normalising step %q; the steps are %s", name, strings.Join(names, ", "))
		}
	}
	return nil
}

// StepInfo names and explains one step.
type StepInfo struct {
	Name string
	Doc  string // its obligation: what it may delete, join or mark, and what it never touches
}

type step struct {
	StepInfo
	run func(*text.Draft, *job) *text.Draft

	// wake are the traits of which a text must have one for the step to change
	// or mark anything; 0 if it must always run.
	wake trait
}

// job is one run of the steps over one text.
type job struct {
	Options
	desk   text.Desk
	traits trait // of the draft

	linesEdition int    // of the draft whose lines are known
	lines        []line // as they were read
	marked       []line // with the kinds of one draft

	gapEdition int        // of the draft whose lines with gaps are known
	gapped     []text.Pos // where these begin
	gapLine    gapLine

	shapes []pageShape // of the lines
	paged  []bool      // the line is a page number
	edges  []bool      // the line stands at the edge of a page

	joiner joiner

	odd      bool // the source has runes that no reading can mend
	warnings []text.Warning
}

// steps is the order of the work. Characters come first, since all later steps
// compare them: line ends, what is no text, what is invisible, markup (whose entities may write
// both, so its decoded spaces are plain ones at once), widths, look-alikes.
// Glyphs printed twice hide everything else, so they go before any pattern is
// looked for. Columns and tables are told by their gaps, so before any gap is closed;
// numbers are mended before spaces, whose rules would see their halves as
// words. Page furniture is found by its lines, so before lines are joined, and
// joining needs to know it. What a paragraph is can be said last, when it is
// whole.
var steps = []step{
	{StepInfo{"line-ends", docLineEnds}, lineEnds, hasLineEnd},
	{StepInfo{"encoded", docEncoded}, encoded, 0},
	{StepInfo{"invisible", docInvisible}, invisible, hasInvisible},
	{StepInfo{"markup", docMarkup}, markup, hasMarkup},
	{StepInfo{"width", docWidth}, width, hasWide},
	{StepInfo{"look-alikes", docLookAlikes}, lookAlikes, hasLookAlike},
	{StepInfo{"doubled", docDoubled}, doubled, 0},
	{StepInfo{"columns", docColumns}, columns, 0},
	{StepInfo{"tables", docTables}, tables, 0},
	{StepInfo{"numbers", docNumbers}, numbers, 0},
	{StepInfo{"formulas", docFormulas}, formulas, 0},
	{StepInfo{"spaces", docSpaces}, spaces, 0},
	{StepInfo{"furniture", docFurniture}, furniture, 0},
	{StepInfo{"head", docHead}, head, 0},
	{StepInfo{"captions", docCaptions}, captions, 0},
	{StepInfo{"wraps", docWraps}, wraps, 0},
}

// Steps lists the steps in the order in which they run.
func Steps() []StepInfo {
	infos := make([]StepInfo, len(steps))
	for i, s := range steps {
		infos[i] = s.StepInfo
	}
	return infos
}

// Change is what one step did to one stretch of the text.
type Change struct {
	Step    string
	Raw     text.RawSpan // the place in the source that the stretch came from
	Was, Is string       // the stretch before and behind the step

	// Kind is what the step took the stretch for; "" if it changed its runes.
	Kind text.ParagraphKind
}

// Normalise runs the steps and gives the text. It is safe for concurrent use.
func Normalise(src *text.Source, opt Options) *text.Text {
	job := opt.Memory.job(opt)
	defer opt.Memory.keep(job)
	doc := job.desk.Draft(src)
	job.traits = traitsOf(doc.Runes())
	job.odd = job.traits&hasOdd != 0
	for _, s := range steps {
		if opt.skips(s.Name) || s.wake != 0 && s.wake&job.traits == 0 {
			continue
		}
		if opt.Trace != nil {
			doc = traced(doc, job, s)
		} else {
			doc = s.run(doc, job)
		}
	}
	return paragraphs(doc, job)
}

func (opt Options) skips(name string) bool {
	for _, skip := range opt.Skip {
		if skip == name {
			return true
		}
	}
	return false
}

// traced runs a step and tells of its changes.
func traced(doc *text.Draft, job *job, s step) *text.Draft {
	known := map[text.Mark]bool{} // by their places in the source
	place := func(doc *text.Draft, m text.Mark) text.Mark {
		raw := doc.Raw(m.Span)
		return text.Mark{Span: text.Span{Start: text.Pos(raw.Start), End: text.Pos(raw.End)}, Kind: m.Kind}
	}
	for _, m := range doc.Marks() {
		known[place(doc, m)] = true
	}
	doc = s.run(doc.Watch(func(raw text.RawSpan, was, is string) {
		job.Trace(Change{Step: s.Name, Raw: raw, Was: was, Is: is})
	}), job)
	for _, m := range doc.Marks() {
		if at := place(doc, m); !known[at] {
			stretch := string(doc.Runes()[m.Start:m.End])
			job.Trace(Change{Step: s.Name, Raw: doc.Raw(m.Span), Was: stretch, Is: stretch, Kind: m.Kind})
		}
	}
	return doc
}
