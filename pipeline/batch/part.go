package batch

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
)

// Hash is the hash of a document's id that says where shards end, and which
// part of a corpus they belong to: the first eight bytes of its SHA-256.
func Hash(id string) uint64 {
	sum := sha256.Sum256([]byte(id))
	return binary.BigEndian.Uint64(sum[:])
}

// Shards cuts a corpus, in its order, into shards: one ends after every document
// whose Hash is a multiple of N. A shard is named by the Hash of the document
// before it, the first by 0. So one more document changes one shard, or makes
// two of one.
type Shards struct {
	N    uint64 // at least 1; about as many documents has a shard
	name uint64 // of the shard at hand
}

// Name is the name of the shard at hand.
func (s *Shards) Name() uint64 { return s.name }

// Add adds a document to the shard at hand and tells whether it is the last one
// there; the next shard is then at hand.
func (s *Shards) Add(id string) bool {
	h := Hash(id)
	if h%s.N != 0 {
		return false
	}
	s.name = h
	return true
}

// Part is one of the parts of a corpus that machines share out: number Of in
// Of. Each holds whole shards, and every shard belongs to one.
type Part struct{ Number, Of int }

// ParsePart reads a part as it is written, 2/8. The whole is "".
func ParsePart(s string) (Part, error) {
	if s == "" {
		return Part{1, 1}, nil
	}
	number, of, _ := strings.Cut(s, "/")
	i, err := strconv.Atoi(number)
	n, errOf := strconv.Atoi(of)
	if err != nil || errOf != nil || i < 1 || i > n {
		return Part{}, fmt.Errorf("%q is no part of a corpus, as 2/8: the second of eight", s)
	}
	return Part{i, n}, nil
}

func (p Part) String() string { return fmt.Sprintf("%d/%d", p.Number, p.Of) }

// Whole tells whether the part is the whole corpus.
func (p Part) Whole() bool { return p.Of <= 1 }

// Has tells whether the shard of a name, of shards of n documents, is in the part.
func (p Part) Has(name, n uint64) bool {
	return p.Whole() || name/n%uint64(p.Of) == uint64(p.Number-1)
}

// Items gives the documents of the items that lie in the part. It reads all of
// them. What cannot be read belongs to the shard in which it stands.
func (p Part) Items(items Items, n uint64) Items {
	if p.Whole() {
		return items
	}
	return func(yield func(Item, error) bool) {
		shards := Shards{N: n}
		for item, err := range items {
			ours := p.Has(shards.Name(), n)
			if err == nil {
				in, readErr := item.Read()
				item.Read = once(in, readErr)
				if readErr == nil {
					shards.Add(in.ID)
				}
			}
			if ours && !yield(item, err) {
				return
			}
		}
	}
}
