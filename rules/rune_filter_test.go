package rules_test

import (
	"testing"

	"zhfacts/rules"
)

// What an expression tells of the places where it cannot match, by the runes before
// its start, at it and behind it.
func TestPieceFilters(t *testing.T) {
	for _, tc := range []struct {
		expr, text string
		at         int
		opens      bool
	}{
		{`红旗`, "红旗车", 0, true},
		{`红旗`, "红车旗", 0, false},
		{`红旗`, "红", 0, false},
		{`红`, "红", 0, true},
		{`红 (?= 旗 )`, "红车", 0, false},
		{`红 (?= 旗 | $ )`, "红", 0, true},
		{`红 (?! 旗 )`, "红旗", 0, true}, // not told by one rune alone
		{`(?<= 大 ) 红`, "大红", 1, true},
		{`(?<= 大 ) 红`, "小红", 1, false},
		{`(?<= ^ | 大 ) 红`, "红", 0, true},
		{`(?<= ^ | 大 ) 红`, "小红", 1, false},
		{`(?<= 很 大 | 小 ) 红`, "小红", 1, true},
		{`(?: 红旗 | 蓝 ) 车`, "蓝车", 0, true},
		{`(?: 红旗 | 蓝 ) 车`, "蓝马", 0, false},
		{`红+ 车`, "红红车", 0, true},
		{`红* 车`, "车马", 0, true},
		{`红? 车`, "红马", 0, false},
		{`红? 车`, "车马", 0, true},
		{`红旗 | 蓝天`, "红天", 0, false},
		{`红旗 | 蓝天`, "蓝天", 0, true},
		{`(?<= 大 ) 红旗 | 蓝天`, "大红天", 1, false},
		{`[红蓝] 旗 | 蓝天`, "红天", 0, false},
		{`[红蓝] 旗 | 蓝天`, "蓝天", 0, true},
		{`红 .`, "红马", 0, true},
	} {
		if opens := rules.PieceOpens(tc.expr, tc.text, tc.at); opens != tc.opens {
			t.Errorf("%s at %d of %q: opens %v, want %v", tc.expr, tc.at, tc.text, opens, tc.opens)
		}
	}
}
