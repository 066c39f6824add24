package pipeline

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhfacts/pipeline/record"
)

// withRules is an extractor with a rule that finds each of some names.
func withRules(t *testing.T, kinds map[string]string) *Extractor {
	t.Helper()
	var b strings.Builder
	for name, kind := range kinds {
		b.WriteString("- id: entity.test-" + string(rune('a'+strings.Count(b.String(), "- id"))) + `
  doc: A name.
  pattern: '` + name + `'
  value: {entity: {kind: ` + kind + `}}
  examples:
  - {text: '他去了[[` + name + `]]。', want: {kind: ` + kind + `}}
  - {text: '他到过[[` + name + `]]。', want: {kind: ` + kind + `}}
  not:
  - {text: '别处。', why: another place}
`)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "names.yaml"), []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	x, err := New(Options{Rules: []string{dir}, Untested: true})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// Short forms get the full name, wherever they stand.
func TestShortForms(t *testing.T) {
	x := withRules(t, map[string]string{
		"青岛云舟智行集团股份有限公司": "org", "中国电力建设集团有限公司": "org",
		"安德烈·科瓦廖夫": "person",
	})
	for _, tc := range []struct {
		doc, text string
		want      map[string]string // surface: name
	}{
		{"without ending and trade", "云舟智行去年扩产。青岛云舟智行集团股份有限公司成立十年，云舟智行集团有三家工厂。",
			map[string]string{"云舟智行": "青岛云舟智行集团股份有限公司", "云舟智行集团": "青岛云舟智行集团股份有限公司", "青岛云舟智行集团股份有限公司": "青岛云舟智行集团股份有限公司"}},
		{"declared", "青岛云舟智行集团股份有限公司（以下简称“云智”）成立十年，云智有三家工厂。",
			map[string]string{"云智": "青岛云舟智行集团股份有限公司", "青岛云舟智行集团股份有限公司": "青岛云舟智行集团股份有限公司"}},
		{"common words are no short form", "中国电力建设集团有限公司承建。电力建设投资增长，中国电力需求旺盛。",
			map[string]string{"中国电力建设集团有限公司": "中国电力建设集团有限公司"}},
		{"the last part of a foreign name", "安德烈·科瓦廖夫到访，科瓦廖夫发表讲话。",
			map[string]string{"安德烈·科瓦廖夫": "安德烈·科瓦廖夫", "科瓦廖夫": "安德烈·科瓦廖夫"}},
		{"a person named by a title once", "记者柳又南同意。那天又下雨，柳又南没有带伞。",
			map[string]string{"柳又南": "柳又南"}},
		{"a name that the text declares", "承建方（以下简称“海晟”）进场，海晟去年扩产。",
			map[string]string{"海晟": "海晟"}},
		{"a stock by the characters of its company", "证券简称：云舟智行。青岛云舟海洋智能行车股份有限公司扩产，云舟智行停牌。",
			map[string]string{"云舟智行": "青岛云舟海洋智能行车股份有限公司", "青岛云舟海洋智能行车股份有限公司": "青岛云舟海洋智能行车股份有限公司"}},
		{"another firm of the same owner by its trade", "青岛岚默科技股份有限公司扩产。岚默科技盈利，岚默国际适用别的税率。",
			map[string]string{"青岛岚默科技股份有限公司": "青岛岚默科技股份有限公司", "岚默科技": "青岛岚默科技股份有限公司", "岚默国际": "岚默国际"}},
		{"what a firm has is not its trade", "青岛岚默水泥股份有限公司扩产。岚默科技人员不多。",
			map[string]string{"青岛岚默水泥股份有限公司": "青岛岚默水泥股份有限公司", "岚默": "青岛岚默水泥股份有限公司"}},
		{"in another script", "青岛雲舟智行集團股份有限公司成立。雲舟智行擴產。",
			map[string]string{"青岛雲舟智行集團股份有限公司": "青岛雲舟智行集團股份有限公司", "雲舟智行": "青岛雲舟智行集團股份有限公司"}},
	} {
		t.Run(tc.doc, func(t *testing.T) {
			res, err := x.Extract(context.Background(), Input{ID: "d", Text: tc.text})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			first := map[string]string{}
			for _, e := range res.Records.Entities {
				if e.Kind == record.EntityPlace {
					continue
				}
				got[e.Text] = e.Name
				if e.MentionsOf != first[e.Name] {
					t.Errorf("%s is a mention of %q, the first one is %q", e.ID, e.MentionsOf, first[e.Name])
				}
				if first[e.Name] == "" {
					first[e.Name] = e.ID
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("names (-want +got):\n%s", diff)
			}
		})
	}
}

// A name is carried to where it stands as one, and not to where it is a word or
// a part of one.
func TestNamesFoundAgain(t *testing.T) {
	x := newExtractor(t)
	for _, tc := range []struct {
		doc, text, name string
		want            int
	}{
		{"everywhere", "记者柳又南同意。那天下雨，柳又南没有带伞。邻居叫柳又南进屋。", "柳又南", 3},
		{"not where it is a word", "记者高明报道。他的办法很高明。", "高明", 1},
		{"not within a word", "（以下简称“海晟”）进场，海晟去年扩产，上海晟新公司没有。", "海晟", 2},
		{"a village behind its township once", "客人来到西青区沙口镇第九埠村。第九埠村党委书记说，第九埠村修了路。", "第九埠村", 3},
	} {
		t.Run(tc.doc, func(t *testing.T) {
			res, err := x.Extract(context.Background(), Input{ID: "d", Text: tc.text})
			if err != nil {
				t.Fatal(err)
			}
			got := 0
			for _, e := range res.Records.Entities {
				if e.Text == tc.name {
					got++
				}
			}
			if got != tc.want {
				t.Errorf("%s is found %d times, want %d", tc.name, got, tc.want)
			}
		})
	}
}
