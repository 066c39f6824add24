package rules_test

import (
	"sync"
	"testing"

	"zhfacts/dict"
	"zhfacts/rules"
)

var loaded = sync.OnceValues(func() (*rules.Set, error) {
	lexicons, err := dict.Load(dict.Builtin())
	if err != nil {
		return nil, err
	}
	return rules.Load(lexicons, rules.Builtin())
})

// builtin is the set of the built-in rules, loaded once for all tests.
func builtin(tb testing.TB) *rules.Set {
	tb.Helper()
	set, err := loaded()
	if err != nil {
		tb.Fatal(err)
	}
	return set
}
