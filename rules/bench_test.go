package rules_test

import (
	"strings"
	"testing"

	"zhfacts/dict"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// paragraph is a text with the density of mentions that reports have.
const paragraph = `2023年前三季度，全市实现地区生产总值1,286.4亿元，同比增长5.7%，增速比上半年提高0.3个百分点。
其中，第一产业增加值八十六亿元，占比不足7%；第二产业增加值523.6亿元，第三产业增加值676.8亿元，分别增长6.1%、5.5%。
截至9月底，全市共有规模以上工业企业1,100余家，从业人员约12.5万人，去年同期为11.9万人。
市统计局负责人表示，下一步将在三年内新增标准厂房二百万平方米，力争到2025年突破30万台的年产能。
春耕时节，田间地头一派繁忙景象，村民们抢抓农时，有的整地，有的施肥，大家都说今年的雨水比往年来得早。
会议由主任主持，与会人员围绕如何把规划落到实处各抒己见，气氛热烈，最后通过了关于改进作风的若干意见。`

// sentences are those of the paragraph, cut into tokens of two characters.
func sentences() (out []*rules.Sentence, runes int) {
	for i, line := range strings.Split(paragraph, "\n") {
		in := &rules.Sentence{Index: i, Written: []rune(line), Folded: []rune(line)}
		in.Span = text.Span{Start: text.Pos(runes), End: text.Pos(runes + len(in.Folded))}
		for at := in.Span.Start; at < in.Span.End; at += 2 {
			in.Tokens = append(in.Tokens, text.Token{Span: text.Span{Start: at, End: min(at+2, in.Span.End)}, POS: []string{"n", "v", "ns", "x"}[len(in.Tokens)%4]})
		}
		out, runes = append(out, in), runes+len(in.Folded)
	}
	return out, runes
}

func BenchmarkMatch(b *testing.B) {
	set := builtin(b)
	for _, bc := range []struct {
		name string
		opt  rules.Options
	}{{"Woken", rules.Options{}}, {"Everywhere", rules.Options{NoPrefilter: true}}} {
		b.Run(bc.name, func(b *testing.B) {
			in, runes := sentences()
			var candidates []rules.Candidate
			var err error
			b.ReportAllocs()
			for b.Loop() {
				candidates = candidates[:0]
				for _, s := range in {
					if candidates, err = set.Match(s, bc.opt, candidates); err != nil {
						b.Fatal(err)
					}
				}
			}
			if len(candidates) < 20 {
				b.Fatalf("only %d candidates", len(candidates))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*runes), "ns/rune")
		})
	}
}

func BenchmarkResolve(b *testing.B) {
	set := builtin(b)
	in, _ := sentences()
	var candidates []rules.Candidate
	for _, s := range in {
		var err error
		if candidates, err = set.Match(s, rules.Options{}, candidates); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if len(set.Resolve(candidates, nil)) == 0 {
			b.Fatal("nothing is left")
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	lexicons, err := dict.Load(dict.Builtin())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := rules.Load(lexicons, rules.Builtin()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPump(b *testing.B) {
	set := builtin(b)
	for b.Loop() {
		rules.Pump(set.Rules())
	}
}
