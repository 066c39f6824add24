package pipeline

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// damageTexts is the environment variable that names a JSONL file of texts.
// With it TestDamage breaks 300 of them, not the articles in testdata, and
// prints what was lost to each kind of damage, with examples.
const damageTexts = "ZHFACTS_DAMAGE"

// cleanText is a document as a careful typist would have written it.
type cleanText struct {
	Input
	paras []cleanPara
}

type cleanPara struct {
	text     string
	headline bool
	row      bool // of a table
}

// oneLine tells what print never breaks into lines nor sets wide: headlines here
// and rows.
func (para cleanPara) oneLine() bool { return para.headline || para.row }

// damage is one way to break a text.
type damage struct {
	name  string
	apply func(*breaker, cleanText) string
	store encoding.Encoding // nil for UTF-8

	// The shares of the clean text's records that must be found again with the
	// same values: of quantities and of times, and of entities.
	values, entities float64
}

// damages are the kinds, each with what must be found again behind it.
var damages = []damage{
	{"wrapped", (*breaker).wrapped, nil, 0.99, 0.97},
	{"wrapped through numbers", (*breaker).wrappedAnywhere, nil, 0.99, 0.97},
	{"columns and pages", (*breaker).paged, nil, 0.99, 0.97},
	{"spaced numbers", (*breaker).spacedNumbers, nil, 0.99, 0.97},
	{"spaced characters", (*breaker).spacedHan, nil, 0.99, 0.97},
	{"doubled headings", (*breaker).doubledHeadings, nil, 0.99, 0.97},
	{"wide digits", (*breaker).wideDigits, nil, 0.99, 0.97},
	{"captions", (*breaker).captioned, nil, 0.99, 0.97},
	{"markup", (*breaker).markedUp, nil, 0.99, 0.97},
	{"gb18030", (*breaker).plain, simplifiedchinese.GB18030, 1, 1},
	{"utf-16", (*breaker).plain, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), 1, 1},
	{"all together", (*breaker).everything, nil, 0.99, 0.97},
}

// TestDamage: what a clean text says is found again when extraction broke it.
func TestDamage(t *testing.T) {
	x := newExtractor(t)
	docs, rounds := cleanTexts(t, x), 5
	if os.Getenv(damageTexts) != "" {
		rounds = 1
	}
	var table strings.Builder
	fmt.Fprintf(&table, "%-24s %16s %16s %16s\n", "", "quantities", "times", "entities")
	for kind, dmg := range damages {
		var total tally
		var lost []string
		for i, doc := range docs {
			clean := values(extract(t, x, doc.Input))
			for round := range rounds {
				in := doc.Input
				b := &breaker{rand.New(rand.NewPCG(uint64(kind), uint64(i*rounds+round)))}
				broken := dmg.apply(b, doc)
				in.Bytes, in.Text = []byte(broken), ""
				if dmg.store != nil {
					var err error
					if in.Bytes, err = dmg.store.NewEncoder().Bytes(in.Bytes); err != nil {
						t.Fatalf("%s of %s: %v", dmg.name, in.ID, err)
					}
				}
				for _, key := range total.add(clean, values(extract(t, x, in))) {
					lost = append(lost, in.ID+" "+key)
				}
			}
		}
		fmt.Fprintf(&table, "%-24s %v %v %v\n", dmg.name, total[0], total[1], total[2])
		for i, least := range [...]float64{dmg.values, dmg.values, dmg.entities} {
			if total[i].share() < least {
				t.Errorf("%s: %v of the %s are found again, want %v", dmg.name, total[i], [...]string{"quantities", "times", "entities"}[i], least)
			}
		}
		if os.Getenv(damageTexts) != "" || t.Failed() {
			slices.Sort(lost)
			for n := range min(len(lost), 25) {
				fmt.Fprintf(&table, "\tlost %s\n", lost[n*len(lost)/min(len(lost), 25)])
			}
		}
	}
	t.Log("\n" + table.String())
}

// cleanTexts are the paragraphs of the texts as normalising leaves them, with
// the furniture of their own pages left out.
func cleanTexts(t *testing.T, x *Extractor) []cleanText {
	inputs := articles(t)
	if path := os.Getenv(damageTexts); path != "" {
		inputs = inputsOf(t, path, 300)
	}
	var docs []cleanText
	for _, in := range inputs {
		doc, err := x.Normalise(in)
		if err != nil {
			t.Fatal(err)
		}
		clean := cleanText{Input: in}
		for _, para := range doc.Paragraphs() {
			if para.Kind != text.Furniture {
				clean.paras = append(clean.paras, cleanPara{doc.String(para.Span), para.Kind == text.Headline, para.Kind == text.Table})
			}
		}
		clean.Input.Text, clean.Bytes = (*breaker)(nil).plain(clean), nil
		docs = append(docs, clean)
	}
	return docs
}

// inputsOf reads n texts of a JSONL file, evenly strewn over it.
func inputsOf(t *testing.T, path string, n int) []Input {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []Input
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var in Input
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			t.Fatal(err)
		}
		all = append(all, in)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	some := make([]Input, min(n, len(all)))
	for i := range some {
		some[i] = all[i*len(all)/len(some)]
	}
	return some
}

// values lists what the quantities, times and entities of a result say,
// without their places.
func values(res *Result) [3][]string {
	var all [3][]string
	for _, r := range res.Records.Records() {
		var fields map[string]any
		if err := json.Unmarshal(record.AppendJSON(nil, r), &fields); err != nil {
			panic(err)
		}
		i := slices.Index([]any{"quantity", "time", "entity"}, fields["type"])
		if i < 0 {
			continue
		}
		for _, place := range []string{"doc", "id", "raw", "text", "start", "end", "byte_start", "byte_end", "sentence", "rule", "anchor", "mentions_of"} {
			delete(fields, place)
		}
		key, err := json.Marshal(fields) // in the order of the keys
		if err != nil {
			panic(err)
		}
		all[i] = append(all[i], string(key))
	}
	return all
}

// tally counts the quantities, times and entities that are found again.
type tally [3]count

type count struct{ found, all int }

func (c count) share() float64 { return float64(c.found) / float64(max(c.all, 1)) }

func (c count) String() string {
	return fmt.Sprintf("%5d/%-5d %5.3f", c.found, c.all, c.share())
}

// add compares the values of a broken text with those of the clean one and
// gives those that are lost.
func (c *tally) add(clean, broken [3][]string) []string {
	var lost []string
	for i := range clean {
		left := map[string]int{}
		for _, key := range broken[i] {
			left[key]++
		}
		for _, key := range clean[i] {
			c[i].all++
			if left[key] > 0 {
				left[key]--
				c[i].found++
			} else {
				lost = append(lost, key)
			}
		}
	}
	return lost
}
