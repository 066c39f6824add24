package pipeline

import (
	"errors"
	"math"
	"slices"
	"sync"

	"zhfacts/pipeline/text"
)

// pathFinder finds the path through a sentence that gse finds, by the tree of
// all its words and that of the project's; tests show it token by token.
type pathFinder struct {
	known *wordTree
	own   *ownTree
	costs []float32 // of known's words, by what their cells count as frequencies
	words []ownWord // that own counts
	pos   []string  // the parts of speech: known's, then the others
	stray uint8     // that of a character in no dictionary
	paths sync.Pool // of *path
}

// ownWord is an own word as the search knows it.
type ownWord struct {
	cost float32
	pos  uint8 // index into the finder's parts of speech
}

// The cost of a character that no dictionary holds, and what gse calls it.
const (
	strayCost = 32
	strayPOS  = "x"
)

var errTooManyPOS = errors.New("the segmenter's words have more than 255 parts of speech")

// newPathFinder makes the finder of words whose frequencies add up to total.
// The cost of a word is -log2 of its share of them.
func newPathFinder(known *wordTree, own *ownTree, words []Word, total float64) (*pathFinder, error) {
	f := &pathFinder{known: known, own: own, pos: slices.Clone(known.pos), costs: make([]float32, len(known.freqs))}
	logTotal := float32(math.Log2(total))
	for i, freq := range known.freqs {
		f.costs[i] = logTotal - float32(math.Log2(freq))
	}
	f.stray = f.number(strayPOS)
	f.words = make([]ownWord, len(words))
	for i, w := range words {
		f.words[i] = ownWord{logTotal - float32(math.Log2(float64(w.Freq))), f.number(w.POS)}
	}
	if len(f.pos) > math.MaxUint8 {
		return nil, errTooManyPOS
	}
	return f, nil
}

// number is the index of a part of speech, which is made where there is none.
func (f *pathFinder) number(pos string) uint8 {
	i := slices.Index(f.pos, pos)
	if i < 0 {
		i = len(f.pos)
		f.pos = append(f.pos, pos)
	}
	return uint8(i)
}

// ahead is the number of runes of a word that are looked up ahead of the walk:
// few words have more.
const ahead = 3

// path is the search for the cheapest way through one sentence.
type path struct {
	codes []uint16      // of its runes, and zeros behind the last
	nodes [ahead][]cell // by rune: the nodes of it alone, with the next, ...
	mine  []int         // where the own words end that begin at a rune
	jumps []jump        // by place: the cheapest way that ends there
}

// jump is the last word of a way.
type jump struct {
	cost float32 // of the whole way; 0 before one is found
	from int32   // where the word begins
	pos  uint8
}

// segment appends the tokens of one sentence; see Segmentation.Segment. What
// is cheapest is reckoned as gse reckons it, in the same order and precision.
func (f *pathFinder) segment(rs []rune, at text.Pos, buf []text.Token) []text.Token {
	p, _ := f.paths.Get().(*path)
	if p == nil {
		p = new(path)
	}
	p.read(f.known, rs)
	p.walk(f, rs)
	first, last := len(buf), len(buf)
	for end := len(rs); end > 0; end = int(p.jumps[end].from) {
		last++
	}
	buf = slices.Grow(buf, last-first)[:last]
	for end := len(rs); end > 0; {
		j := &p.jumps[end]
		last--
		buf[last] = text.Token{Span: text.Span{Start: at + text.Pos(j.from), End: at + text.Pos(end)}, POS: f.pos[j.pos]}
		end = int(j.from)
	}
	f.paths.Put(p)
	return buf
}

// read looks up the beginnings of words at each rune of a sentence. It does so
// ahead of the walk, for then the processor waits for many cells at a time, and
// not for one after the other.
func (p *path) read(t *wordTree, rs []rune) {
	n := len(rs)
	p.codes = slices.Grow(p.codes[:0], n+ahead)[:n+ahead]
	for i, r := range rs {
		p.codes[i] = t.codes.of(r)
	}
	clear(p.codes[n:])
	for k := range p.nodes {
		p.nodes[k] = slices.Grow(p.nodes[k][:0], n)[:n]
	}
	root := t.cell(0)
	ones, twos, threes := p.nodes[0], p.nodes[1], p.nodes[2]
	for i, code := range p.codes[:n] {
		ones[i], _ = t.step(root, 0, code)
	}
	for i, one := range ones {
		two := cell(0)
		if one.base() > 0 && inWords(p.codes[i+1]) {
			two, _ = t.step(one, t.child(root, p.codes[i]), p.codes[i+1])
		}
		twos[i] = two
	}
	for i, two := range twos {
		three := cell(0)
		if two.base() > 0 && inWords(p.codes[i+2]) {
			three, _ = t.step(two, t.child(ones[i], p.codes[i+1]), p.codes[i+2])
		}
		threes[i] = three
	}
}

// joined tells that the rune at i goes on with the unit of the one before:
// each character is a unit, a run of Latin (and Greek, Cyrillic ...) letters and
// digits is one.
func (p *path) joined(i int) bool { return p.codes[i-1]&p.codes[i]&runsOn != 0 }

// walk finds the cheapest way to the end of each unit.
func (p *path) walk(f *pathFinder, rs []rune) {
	n := len(rs)
	p.jumps = slices.Grow(p.jumps[:0], n+1)[:n+1]
	clear(p.jumps)
	for from, unit := 0, 0; from < n; from = unit {
		for unit++; p.joined(unit); unit++ { // up to the next one
		}
		base := p.jumps[from].cost
		alone := false // the unit by itself is a word
		if !f.own.empty() {
			alone = p.takeOwn(f, rs, from, unit)
		}
		node, number := p.nodes[0][from], 0
		for end := from + 1; node != 0; end++ {
			if node.isWord() && !p.joined(end) && !slices.Contains(p.mine, end) {
				alone = alone || end == unit
				p.jumps[end].better(base+f.costs[node.freq()], from, node.pos())
			}
			switch {
			case end < from+ahead:
				node = p.nodes[end-from][from]
			case end == n || node.base() == 0:
				node = 0
			default:
				if end == from+ahead { // the first step that was not looked up
					number = f.known.child(p.nodes[ahead-2][from], p.codes[end-1])
				}
				node, number = f.known.step(node, number, p.codes[end])
			}
		}
		if !alone {
			p.jumps[unit].better(base+strayCost, from, f.stray)
		}
	}
}

// takeOwn takes the own words that begin at a rune, which stand before known
// ones, and tells whether the unit there by itself is one.
func (p *path) takeOwn(f *pathFinder, rs []rune, from, unit int) (alone bool) {
	p.mine = p.mine[:0]
	f.own.prefixes(rs[from:], func(n, index int) {
		end, w := from+n, f.words[index]
		if p.joined(end) {
			return
		}
		p.mine = append(p.mine, end)
		alone = alone || end == unit
		p.jumps[end].better(p.jumps[from].cost+w.cost, from, w.pos)
	})
	return alone
}

// better takes a way if it costs less than the one known so far.
func (j *jump) better(cost float32, from int, pos uint8) {
	if j.cost == 0 || j.cost > cost {
		*j = jump{cost, int32(from), pos}
	}
}
