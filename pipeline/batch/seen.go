package batch

import "crypto/sha256"

// seen remembers ids in 16 bytes each, whatever their length.
type seen map[[16]byte]struct{}

func newSeen() seen { return make(seen) }

// add tells whether the id is new, and remembers it.
func (s seen) add(id string) bool {
	sum := sha256.Sum256([]byte(id))
	key := [16]byte(sum[:16])
	if _, ok := s[key]; ok {
		return false
	}
	s[key] = struct{}{}
	return true
}
