package calendar

import "testing"

// FuzzParseMoment: what parses is written back as it was given.
func FuzzParseMoment(f *testing.F) {
	for _, s := range []string{"2020", "2019-09", "2019-02-18", "2019-02-18T07", "2013-02-12T04:30:00", "2019-02-30", "T12", "20-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if m, err := ParseMoment(s); err == nil && m.String() != s {
			t.Errorf("%q comes back as %q", s, m)
		}
	})
}
