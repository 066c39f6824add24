package rules_test

import (
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
	t.Log(time.Since(start))
}
