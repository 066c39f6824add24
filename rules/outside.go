package rules

// Outside is a rule that the program itself applies beside those of the set,
// so that a Candidate and a Mention can name it. No rule is over it or blocks
// it, and of two matches over the same span the set's own wins.
func (s *Set) Outside(id, doc, file string) *Rule {
	n := int32(len(s.rules))
	r := &Rule{ID: id, Doc: doc, File: file, index: n, rank: n}
	r.family, r.emits = r.Family(), r.Emits()
	return r
}
