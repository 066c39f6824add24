package text

import "fmt"

// Warning is something about a document that its reader should know, though it
// could be read.
type Warning struct {
	At      int    // the code point of the source where it shows first
	Problem string // what was seen
	Advice  string // what to do
}

// Doubt is the warning of an encoding that was told from few or ambiguous bytes;
// false if it is sure enough.
func (src *Source) Doubt() (Warning, bool) {
	if src.confidence >= sureEncoding {
		return Warning{}, false
	}
	return Warning{Problem: fmt.Sprintf("the encoding is taken for %s with a confidence of %d %% only", src.encoding, src.confidence),
		Advice: "name it with --encoding if it is another one"}, true
}

func (w Warning) String() string {
	return fmt.Sprintf("%s (first at code point %d); %s", w.Problem, w.At, w.Advice)
}
