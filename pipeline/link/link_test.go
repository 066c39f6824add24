package link_test

import (
	"slices"
	"strings"
	"testing"
)

// TestLink shows what each construct and each rule of carrying makes of
// sentences whose mentions are marked.
func TestLink(t *testing.T) {
	e := newEnv(t)
	for _, c := range linkCases {
		t.Run(c.name, func(t *testing.T) {
			doc := e.marked(t, c.text)
			var got []string
			for _, f := range e.linker.Link(doc) {
				got = append(got, tell(doc, f))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s\n got\n\t%s\nwant\n\t%s", c.text, strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
			}
		})
	}
}
