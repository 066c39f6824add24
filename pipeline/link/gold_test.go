package link_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"zhfacts/dict"
	"zhfacts/pipeline"
	"zhfacts/pipeline/link"
	"zhfacts/pipeline/normalise"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

var (
	goldDir = flag.String("gold", "", "a folder of annotated articles (NAME.txt, NAME.gold.tsv) on which to measure linking by itself")
	goldDoc = flag.String("doc", "", "only the article of this NAME")
	show    = flag.Bool("show", false, "print every fact with its faults")
)

// goldFiles are the annotations in the folder of -gold; the test is left out
// without one.
func goldFiles(t *testing.T) []string {
	t.Helper()
	if *goldDir == "" {
		t.Skip("no folder given with -gold")
	}
	files, err := filepath.Glob(filepath.Join(*goldDir, "*.gold.tsv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no *.gold.tsv in %s: %v", *goldDir, err)
	}
	return files
}

// TestGold measures linking on annotated mentions: the quantities, times and
// entities are those of the annotators, so every fault is one of linking. It
// judges the slots as the annotation guidelines say and only reports.
func TestGold(t *testing.T) {
	files := goldFiles(t)
	env := newEnv(t)
	var sum tally
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".gold.tsv")
		if *goldDoc != "" && *goldDoc != name {
			continue
		}
		g := readGold(t, env, file)
		got := g.judge(t, env.linker.Link(g.doc))
		t.Logf("%-14s %s", name, got)
		sum.add(got)
	}
	t.Logf("%-14s %s", "all", sum)
}

// env is what linking a text needs besides its mentions.
type env struct {
	segmenter *pipeline.Segmenter
	linker    *link.Linker
}

func newEnv(t testing.TB) env {
	t.Helper()
	lexicons, err := dict.Load(dict.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	var words []pipeline.Word
	for _, name := range lexicons.Names() {
		lex, _ := lexicons.Lexicon(name)
		for _, e := range lex.Entries() {
			if lex.Segment > 0 {
				words = append(words, pipeline.Word{Text: e.Word, Freq: lex.Segment, POS: lex.POS})
			}
		}
	}
	segmenter, err := pipeline.NewSegmenter(words)
	if err != nil {
		t.Fatal(err)
	}
	linker, err := link.New(lexicons)
	if err != nil {
		t.Fatal(err)
	}
	return env{segmenter, linker}
}

// document normalises and cuts a text.
func (e env) document(t testing.TB, source string) link.Document {
	t.Helper()
	doc := normalise.Normalise(text.FromString(source), normalise.Options{Words: e.segmenter})
	folded, _ := dict.SimplifyRunes(nil, doc.Runes(text.Span{Start: 0, End: doc.Len()}))
	cutter, err := e.segmenter.For(folded)
	if err != nil {
		t.Fatal(err)
	}
	var toks [][]text.Token
	for _, s := range doc.Sentences() {
		toks = append(toks, cutter.Segment(folded[s.Start:s.End], s.Start, nil))
	}
	return link.Document{Text: doc, Simplified: folded, Tokens: toks, Date: doc.Date()}
}

// gold is an annotated article.
type gold struct {
	doc   link.Document
	lines map[int]goldLine // by index of the mention
}

type goldLine struct {
	n      int
	fields []string // padded to 10
	free   bool     // optional, or no fact is claimed
}

// readGold reads an article and its annotation, and makes mentions of the lines.
func readGold(t *testing.T, e env, file string) gold {
	src, err := os.ReadFile(strings.TrimSuffix(file, ".gold.tsv") + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	g := gold{doc: e.document(t, string(src)), lines: map[int]goldLine{}}
	// The annotation's surfaces have no white space: so has packed, the source
	// rune for rune; at says where in the normalised text each rune is.
	source := []rune(string(src))
	where := make([]text.Pos, len(source)+1)
	for i := range where {
		where[i] = -1
	}
	for p := text.Pos(0); p < g.doc.Text.Len(); p++ {
		raw := g.doc.Text.Raw(text.Span{Start: p, End: p + 1})
		for i := raw.Start; i < raw.End; i++ {
			where[i] = p
		}
	}
	var packed []rune
	var at []text.Pos
	for i, r := range source {
		if !unicode.IsSpace(r) && r != '\ufeff' && r != '\u200b' {
			packed, at = append(packed, r), append(at, where[i])
		}
	}
	type found struct {
		m    rules.Mention
		line goldLine
		opt  bool
	}
	var all []found
	used := map[[3]int]bool{}
	pos := 0
	for n, ln := range strings.Split(string(lines), "\n") {
		if date, ok := strings.CutPrefix(ln, "# date: "); ok && date != "none" {
			g.doc.Date = date
		}
		if ln == "" || ln[0] == '#' {
			continue
		}
		f := strings.Split(ln, "\t")
		for len(f) < 10 {
			f = append(f, "")
		}
		kind, optional := strings.CutSuffix(f[0], "~")
		best, size := -1, 0
		for _, a := range strings.Split(f[1], "|") {
			rs := []rune(a)
			p := index(packed, rs, max(0, pos-60))
			for p >= 0 && used[[3]int{int(kind[0]), p, len(rs)}] {
				p = index(packed, rs, p+1)
			}
			if p >= 0 && (best < 0 || p < best || p == best && len(rs) > size) {
				best, size = p, len(rs)
			}
		}
		if best < 0 {
			t.Logf("%s:%d: not found: %s", file, n+1, ln)
			continue
		}
		used[[3]int{int(kind[0]), best, size}] = true
		pos = max(pos, best)
		start, end := at[best], at[best+size-1]+1
		if start < 0 || end <= start {
			t.Logf("%s:%d: not in the normalised text: %s", file, n+1, ln)
			continue
		}
		m := rules.Mention{Span: text.Span{Start: start, End: end}, Sentence: -1}
		for i, s := range g.doc.Text.Sentences() {
			if s.Span.Contains(m.Span) {
				m.Sentence = i
			}
		}
		if m.Sentence < 0 {
			t.Logf("%s:%d: in no sentence: %s", file, n+1, ln)
			continue
		}
		first := func(s string) string { s, _, _ = strings.Cut(s, "|"); return s }
		switch kind {
		case "q":
			q := &rules.Quantity{}
			q.Unit = first(f[3])
			q.Kind = kindOf(q.Unit, f[1], f[8])
			m.Type, m.Quantity = record.TypeQuantity, q
		case "t":
			tm := &rules.Time{}
			if from := first(f[2]); from != "" && from != "-" && !strings.Contains(from, "X") {
				tm.From, tm.To = from, first(f[3])
			}
			tm.Value = first(f[4])
			if strings.HasPrefix(f[1], "每") || strings.HasPrefix(f[1], "年年") || strings.HasPrefix(f[1], "逐") {
				tm.Kind = record.TimeSet
			}
			m.Type, m.Time = record.TypeTime, tm
		case "e":
			m.Type, m.Entity = record.TypeEntity, &rules.Entity{Kind: record.EntityKind(first(f[2])), Name: first(f[3])}
		}
		all = append(all, found{m, goldLine{n + 1, f, optional || f[5] == "" && f[6] == ""}, optional})
	}
	// An optional mention gives way to the others of its type that it overlaps.
	for _, a := range all {
		if a.opt && slices.ContainsFunc(all, func(b found) bool {
			return b.m.Type == a.m.Type && b.m.Span.Overlaps(a.m.Span) && b.m.Span != a.m.Span && (!b.opt || b.m.Span.Len() > a.m.Span.Len())
		}) {
			continue
		}
		at, _ := slices.BinarySearchFunc(g.doc.Mentions, a.m, func(x, y rules.Mention) int {
			if x.Span.Start != y.Span.Start {
				return int(x.Span.Start - y.Span.Start)
			}
			if x.Span.End != y.Span.End {
				return int(y.Span.End - x.Span.End)
			}
			return slices.Index(order, x.Type) - slices.Index(order, y.Type)
		})
		g.doc.Mentions = slices.Insert(g.doc.Mentions, at, a.m)
	}
	for i, m := range g.doc.Mentions {
		for _, a := range all {
			if m.Quantity != nil && a.m.Quantity == m.Quantity {
				g.lines[i] = a.line
			}
		}
	}
	return g
}

// order is that of mentions with the same span.
var order = []record.Type{record.TypeQuantity, record.TypeTime, record.TypeEntity}

func index(rs, sub []rune, from int) int {
	for i := from; i+len(sub) <= len(rs); i++ {
		if slices.Equal(rs[i:i+len(sub)], sub) {
			return i
		}
	}
	return -1
}

// kindOf guesses the kind of quantity that an annotated unit means.
func kindOf(unit, surface, change string) record.QuantityKind {
	switch unit {
	case "%", "‰":
		return record.QuantityPercent
	case "百分点", "基点", "个基点":
		return record.QuantityPercentagePoint
	case "元", "美元", "欧元", "港元":
		return record.QuantityMoney
	case "倍":
		return record.QuantityMultiple
	case "ordinal":
		return record.QuantityOrdinal
	case "吨", "公斤", "亩", "公顷", "平方米", "平方公里", "公里", "米", "千瓦", "吨/年", "吨/小时", "斤", "吨标准煤":
		return record.QuantityMeasure
	case "ratio":
		return record.QuantityRatio
	}
	if strings.HasPrefix(surface, "第") || change == "rank" {
		return record.QuantityOrdinal
	}
	if strings.Contains(surface, "分之") || strings.Contains(surface, "半") && unit == "" {
		return record.QuantityFraction
	}
	return record.QuantityCount
}

// tally counts facts and slots.
type tally struct {
	gold, right, system int
	slots               map[string][2]int
}

func (a *tally) add(b tally) {
	a.gold, a.right, a.system = a.gold+b.gold, a.right+b.right, a.system+b.system
	for k, v := range b.slots {
		if a.slots == nil {
			a.slots = map[string][2]int{}
		}
		a.slots[k] = [2]int{a.slots[k][0] + v[0], a.slots[k][1] + v[1]}
	}
}

func (a tally) String() string {
	s := fmt.Sprintf("F1 %.3f  %d of %d right, %d made ", 2*float64(a.right)/float64(a.gold+a.system), a.right, a.gold, a.system)
	for _, k := range []string{"subject", "metric", "time", "change", "status"} {
		s += fmt.Sprintf(" %s %d/%d", k, a.slots[k][0], a.slots[k][1])
	}
	return s
}

// judge compares facts with the annotation.
func (g gold) judge(t *testing.T, facts []link.Fact) tally {
	sum := tally{slots: map[string][2]int{}}
	byQuantity := map[int]link.Fact{}
	for _, f := range facts {
		if _, twice := byQuantity[f.Quantity]; twice {
			t.Errorf("two facts for one quantity %d", f.Quantity)
		}
		byQuantity[f.Quantity] = f
	}
	last := text.Pos(-1)
	for i, m := range g.doc.Mentions {
		line, ok := g.lines[i]
		if !ok {
			continue
		}
		f, made := byQuantity[i]
		if s := g.doc.Text.Sentences()[m.Sentence]; *show && s.Start != last {
			last = s.Start
			fmt.Printf("\n%s\n", g.doc.Text.String(s.Span))
		}
		if line.free {
			if *show {
				fmt.Printf("      ~ %s\n", g.describe(m, f, made))
			}
			if made && !strings.HasSuffix(line.fields[0], "~") {
				sum.system++
			}
			continue
		}
		sum.gold++
		if !made {
			if *show {
				fmt.Printf("   MISS %s  gold %q\n", g.doc.Text.String(m.Span), line.fields[5:])
			}
			continue
		}
		sum.system++
		wrong, judged := line.wrong(f)
		for _, name := range judged {
			n := sum.slots[name]
			n[1]++
			if !slices.Contains(wrong, name) {
				n[0]++
			}
			sum.slots[name] = n
		}
		if len(wrong) == 0 {
			sum.right++
		}
		if *show {
			mark := "     ok"
			if len(wrong) > 0 {
				mark = "  WRONG"
			}
			fmt.Printf("%s %s", mark, g.describe(m, f, made))
			if len(wrong) > 0 {
				fmt.Printf("\n          %v gold %q", wrong, line.fields[5:])
			}
			fmt.Println()
		}
	}
	return sum
}

// wrong gives the slots of a fact that are not as the line has them, and those that the
// line judges.
func (line goldLine) wrong(f link.Fact) (wrong, judged []string) {
	slot := func(name string, judge, right bool) {
		if !judge {
			return
		}
		judged = append(judged, name)
		if !right {
			wrong = append(wrong, name)
		}
	}
	subject, metric, period := alts(line.fields[5]), alts(line.fields[6]), alts(line.fields[7])
	claimed := func(vs []string) bool { return len(vs) > 0 && !slices.Contains(vs, "-") }
	like := func(v string) bool { return similar(v, f.Subject) >= 0.6 }
	slot("subject", len(subject) > 0, slices.ContainsFunc(subject, like) || slices.Contains(subject, "-") && (f.Subject == "" || len(subject) == 1))
	slot("metric", claimed(metric), slices.ContainsFunc(metric, func(v string) bool { return sameMetric(v, f.Metric) }))
	slot("time", claimed(period), slices.Contains(period, f.From[:min(10, len(f.From))]+".."+f.To[:min(10, len(f.To))]))
	change := alts(line.fields[8])
	switch {
	case len(change) == 0:
		slot("change", true, f.Change == "" || f.Change == record.ChangeRank)
	case claimed(change):
		slot("change", true, slices.ContainsFunc(change, func(v string) bool {
			kind, basis, has := strings.Cut(v, ":")
			return string(f.Change) == kind && (!has || string(f.Basis) == basis)
		}))
	}
	if status := alts(line.fields[9]); len(status) > 0 {
		got := string(f.Status)
		if got == "" {
			got = "actual"
		}
		slot("status", true, slices.Contains(status, got))
	}
	return wrong, judged
}

func (g gold) describe(m rules.Mention, f link.Fact, made bool) string {
	if !made {
		return g.doc.Text.String(m.Span) + " no fact"
	}
	return fmt.Sprintf("%s | %s | %s | %s..%s | %s:%s | %s | %s", g.doc.Text.String(m.Span), f.Subject, f.Metric, f.From, f.To, f.Change, f.Basis, f.Status, f.Rule)
}

func alts(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// similar and sameMetric are the guidelines' measures of likeness.
func similar(a, b string) float64 {
	quotes := strings.NewReplacer("“", "", "”", "")
	a, b = quotes.Replace(a), quotes.Replace(b)
	if a == "" || b == "" {
		return 0
	}
	x, y := []rune(a), []rune(b)
	if strings.Contains(a, b) || strings.Contains(b, a) {
		return float64(min(len(x), len(y)))/float64(max(len(x), len(y)))*0.5 + 0.5
	}
	in := map[rune]int{}
	for _, r := range x {
		in[r] |= 1
	}
	for _, r := range y {
		in[r] |= 2
	}
	both := 0
	for _, v := range in {
		if v == 3 {
			both++
		}
	}
	return float64(both) / float64(len(in))
}

func sameMetric(want, got string) bool {
	n, m := len([]rune(want)), len([]rune(got))
	return similar(want, got) >= 0.6 && !(strings.Contains(want, got) && (m < 2 || 2*m < n))
}
