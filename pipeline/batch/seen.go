package batch

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
)

// Seen remembers ids in bounded memory, whatever their number: recentIDs hashes
// of 16 bytes, and what was before them as sorted runs in a temporary file each. Two runs of
// about the same length become one, so that there are few.
type Seen struct {
	recent map[idHash]struct{}
	runs   []*run
	limit  int
}

type idHash [16]byte

func compareHashes(a, b idHash) int { return bytes.Compare(a[:], b[:]) }

// recentIDs is how many ids are held in memory.
const recentIDs = 1 << 18

// NewSeen remembers nothing yet.
func NewSeen() *Seen { return &Seen{recent: map[idHash]struct{}{}, limit: recentIDs} }

// Add tells whether the id is new, and remembers it. The error is that of the
// temporary files.
func (s *Seen) Add(id string) (bool, error) {
	sum := sha256.Sum256([]byte(id))
	key := idHash(sum[:16])
	if _, ok := s.recent[key]; ok {
		return false, nil
	}
	for _, r := range s.runs {
		if found, err := r.find(key); found || err != nil {
			return false, err
		}
	}
	s.recent[key] = struct{}{}
	if len(s.recent) < s.limit {
		return true, nil
	}
	return true, s.spill()
}

// Close frees what is held.
func (s *Seen) Close() {
	for _, r := range s.runs {
		r.close()
	}
	s.runs, s.recent = nil, nil
}

// spill moves what is in memory to a file.
func (s *Seen) spill() error {
	keys := make([]idHash, 0, len(s.recent))
	for key := range s.recent {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, compareHashes)
	at := 0
	next, err := writeRun(func() (idHash, error) {
		if at == len(keys) {
			return idHash{}, io.EOF
		}
		at++
		return keys[at-1], nil
	})
	if err != nil {
		return err
	}
	clear(s.recent)
	s.runs = append(s.runs, next)
	for n := len(s.runs); n > 1 && s.runs[n-2].n <= 2*s.runs[n-1].n; n = len(s.runs) {
		merged, err := merge(s.runs[n-2], s.runs[n-1])
		if err != nil {
			return err
		}
		s.runs[n-2].close()
		s.runs[n-1].close()
		s.runs = append(s.runs[:n-2], merged)
	}
	return nil
}

// run is a sorted file of hashes.
type run struct {
	file *os.File
	n    int
}

func writeRun(next func() (idHash, error)) (*run, error) {
	file, err := os.CreateTemp("", "extract-ids-")
	if err != nil {
		return nil, err
	}
	r := &run{file: file}
	out := bufio.NewWriterSize(file, 1<<16)
	for {
		key, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			_, err = out.Write(key[:])
		}
		if err != nil {
			r.close()
			return nil, err
		}
		r.n++
	}
	if err := out.Flush(); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

func (r *run) close() {
	r.file.Close()
	os.Remove(r.file.Name())
}

func (r *run) at(i int) (key idHash, err error) {
	_, err = r.file.ReadAt(key[:], int64(i)*int64(len(key)))
	return key, err
}

// find looks where the hash should lie: hashes are spread evenly.
func (r *run) find(key idHash) (bool, error) {
	low, high := 0, r.n-1
	least, most := uint64(0), ^uint64(0)
	wanted := binary.BigEndian.Uint64(key[:])
	for step := 0; low <= high; step++ {
		middle := low + (high-low)/2
		if step < 4 && most > least {
			middle = low + int(float64(high-low)*(float64(wanted-least)/float64(most-least)))
			middle = min(max(middle, low), high)
		}
		got, err := r.at(middle)
		if err != nil {
			return false, err
		}
		switch c := compareHashes(got, key); {
		case c == 0:
			return true, nil
		case c < 0:
			low, least = middle+1, binary.BigEndian.Uint64(got[:])
		default:
			high, most = middle-1, binary.BigEndian.Uint64(got[:])
		}
	}
	return false, nil
}

// merge makes one run of two.
func merge(a, b *run) (*run, error) {
	readers := [2]*bufio.Reader{}
	var heads [2]idHash
	var errs [2]error
	next := func(i int) { _, errs[i] = io.ReadFull(readers[i], heads[i][:]) }
	for i, r := range []*run{a, b} {
		readers[i] = bufio.NewReaderSize(io.NewSectionReader(r.file, 0, int64(r.n)*int64(len(idHash{}))), 1<<16)
		next(i)
	}
	return writeRun(func() (idHash, error) {
		i := 0
		if errs[0] != nil || errs[1] == nil && compareHashes(heads[1], heads[0]) < 0 {
			i = 1
		}
		if errs[i] != nil {
			return idHash{}, errs[i]
		}
		key := heads[i]
		next(i)
		return key, nil
	})
}
