package batch

import (
	"crypto/sha256"
	"encoding/binary"

	"zhfacts/pipeline"
)

// Digest is a hash of all that is known of a document before it is extracted:
// the same digest, rules and settings give the same records.
type Digest [sha256.Size]byte

// DigestOf is the digest of an input.
func DigestOf(in pipeline.Input) Digest {
	h := sha256.New()
	var length [8]byte
	part := func(n int, write func()) {
		binary.BigEndian.PutUint64(length[:], uint64(n))
		h.Write(length[:])
		write()
	}
	part(len(in.Bytes), func() { h.Write(in.Bytes) })
	for _, s := range []string{in.ID, in.Encoding, in.Text, in.Date, in.Title, in.Author} {
		part(len(s), func() { h.Write([]byte(s)) })
	}
	for _, k := range in.Kept {
		part(len(k.Name), func() { h.Write([]byte(k.Name)) })
		part(len(k.Value), func() { h.Write([]byte(k.Value)) })
	}
	return Digest(h.Sum(nil))
}
