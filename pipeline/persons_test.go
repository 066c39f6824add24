package pipeline

import (
	"context"
	"slices"
	"strings"
	"testing"

	"zhfacts/pipeline/record"
)

// Names that no title and no verb of saying stands beside.
func TestWeighedPersons(t *testing.T) {
	x := newExtractor(t)
	for _, tc := range []struct {
		doc, text string
		want      string // the persons, with spaces between
	}{
		{"surname and given name", "天快黑了，林秀娟还没有收网。", "林秀娟"},
		{"in a list", "同船的有孟昭阳、柯晓岚和船老大。", "孟昭阳 柯晓岚"},
		{"a foreign name", "昨天，帕拉诺夫把船开回了港里。", "帕拉诺夫"},
		{"a likely name that the document has again", "船是何建舟的。网是何建舟的。", "何建舟 何建舟"},
		{"words that begin like a name", "黄金涨价，高峰已过，方向未定，于是马上返航。", ""},
		{"a form of address is no given name", "于先生和方老师都在码头。", "于 方"},
		{"the name does not take in the next word", "王立介绍了码头。王立刚从海上回来。", "王立 王立"},
		{"a Japanese name", "日本财务大臣铃木俊一说，渔船已经返航。", "铃木俊一"},
		{"a Japanese surname and a word are no name", "铃木总经理和铃木宣布的计划。", "铃木 铃木"},
		{"a byline", "渔港的早晨\n\n刘为民\n\n天亮了。", "刘为民"},
		{"a place stays a place", "货轮从温哥华开往卢森堡。", ""},
	} {
		t.Run(tc.doc, func(t *testing.T) {
			res, err := x.Extract(context.Background(), Input{ID: "d", Text: tc.text})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range res.Records.Entities {
				if e.Kind == record.EntityPerson {
					got = append(got, e.Text)
				}
			}
			if !slices.Equal(got, strings.Fields(tc.want)) {
				t.Errorf("persons %q, want %q", got, tc.want)
			}
		})
	}
}

// What each kind of evidence adds to the rules.
func TestNameEvidence(t *testing.T) {
	const text = "青岛云舟智行集团股份有限公司扩产。天快黑了，林秀娟还在，云舟智行的灯还亮着。网是何建舟的。船是何建舟的。"
	for _, tc := range []struct {
		evidence NameEvidence
		want     string
	}{
		{RuleNames, "青岛云舟智行集团股份有限公司"},
		{SentenceNames, "青岛云舟智行集团股份有限公司 林秀娟"},
		{DocumentNames, "青岛云舟智行集团股份有限公司 林秀娟 云舟智行 何建舟 何建舟"},
	} {
		x, err := New(Options{Names: tc.evidence})
		if err != nil {
			t.Fatal(err)
		}
		res, err := x.Extract(context.Background(), Input{ID: "d", Text: text})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range res.Records.Entities {
			if e.Kind == record.EntityPerson || e.Kind == record.EntityOrg {
				got = append(got, e.Text)
			}
		}
		if !slices.Equal(got, strings.Fields(tc.want)) {
			t.Errorf("evidence %d: %q, want %q", tc.evidence, got, tc.want)
		}
	}
}
