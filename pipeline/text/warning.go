package text

import "fmt"

// Warning is something about a document that its reader should know, though it
// could be read.
type Warning struct {
	At      int    // the code point of the source where it shows first
	Problem string // what was seen
	Advice  string // what to do
}

func (w Warning) String() string {
	return fmt.Sprintf("%s (first at code point %d); %s", w.Problem, w.At, w.Advice)
}
