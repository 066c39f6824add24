package rules_test

import (
	"strings"
	"testing"
	"time"

	"zhfacts/rules"
)

func TestBuiltinRulesDoNotBlowUp(t *testing.T) {
	set := builtin(t)
	start := time.Now()
	if problems := rules.Pump(set.Rules()); len(problems) > 0 {
		t.Error(problems)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
}

// Expressions that take ever longer on long texts are refused, and no others.
func TestPump(t *testing.T) {
	for _, tc := range []struct {
		pattern string
		blowsUp bool
	}{
		{"红 (?: 车 | 车车 )+ 马", true},
		{"红 (?: 车* 旗? )* 马", true},
		{"红 [车马]* [车旗]* [车色]* 蓝", true},
		{`红 \s* (?: 旗? \s* 车 )`, true},
		{"红 (?<= 蓝 (?: 车 | 车车 )+ 马 红 ) 旗", true},
		{"红 (?! (?: 车 | 车车 )+ 马 ) 旗", true},
		{`(?<a> 红 ) (?: 车 | \k<a> 车 | 车车 )+ 马`, true}, // by regexp2: the fast form has no references

		{"红 车+ 马", false},
		{"红 (?: 车 | 马 )+ 旗", false},
		{"红 (?> (?: 车+ )+ ) 马", false},
		{`红 \s* (?: 旗 \s* )? 车`, false},
		{"红 .{0,12} 马", false},
		{"红 (?: 车马 )* 旗", false},
		{"红 (?<! [车马]+ 红 ) 旗", false},
		{"红 (?: 车+ )+ 马", false}, // regexp2 makes one loop of it
		{"红 [一二三四五六七八九十]{1,3} 月", false},
		{`(?<a> 红 ) 车 \k<a>`, false},
	} {
		set := loadRules(t, "word.a: {num} "+tc.pattern)
		problems := rules.Pump(set.Rules())
		if (len(problems) > 0) != tc.blowsUp {
			t.Errorf("%s: blows up %v: %v", tc.pattern, !tc.blowsUp, problems)
		}
		for _, p := range problems {
			if p.File != "own/my.yaml" || p.Line != 2 || p.Column != 19 || p.Rule != "word.a" || !strings.Contains(p.Excerpt, "pattern") {
				t.Errorf("%s: a problem at the wrong place: %s", tc.pattern, p)
			}
		}
	}
}
