package dataset

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"zhfacts/pipeline/batch"
)

// old gives the records of documents that did not change out of shards that are
// about to be rewritten. It knows the documents of those old shards in which the
// documents of a new one stood, if their order is as it was; a document that
// stood elsewhere is made again.
type old struct {
	dir      string
	settings Settings
	print    string // the fingerprint of what makes the records
	needs    map[int][]uint64
	last     map[uint64]int // the last new shard that needs an old one

	mu   sync.Mutex
	held map[uint64]*oldShard
}

// oldShard is an old shard of whose documents the records can be read.
type oldShard struct {
	file  *os.File // JSON Lines
	lines map[batch.Digest]oldLines
}

type oldLines struct {
	start, n int64
	counts   batch.Counts
}

// maxOld is how many old shards are looked at for a new one, from either end.
const maxOld = 4

func ends(names []uint64) []uint64 {
	if len(names) <= 2*maxOld {
		return names
	}
	return slices.Concat(names[:maxOld], names[len(names)-maxOld:])
}

// newOld finds out which old shards are needed. previous may be nil: the old
// shards are then taken to be those of the plan.
func newOld(dir string, s Settings, print []byte, previous *Manifest, p *plan) *old {
	o := &old{dir: dir, settings: s, print: hex.EncodeToString(print), needs: map[int][]uint64{}, last: map[uint64]int{}, held: map[uint64]*oldShard{}}
	var order []uint64
	if previous == nil {
		for i := range p.shards {
			order = append(order, p.shards[i].name)
		}
	} else {
		for _, shard := range previous.Shards {
			order = append(order, shard.number())
		}
	}
	at := make(map[uint64]int, len(order))
	for i, name := range order {
		at[name] = i
	}
	end := len(order) // where the old shards of the next new one begin
	var waiting []int // new shards that are not among the old ones
	for i := len(p.shards) - 1; i >= 0; i-- {
		waiting = append(waiting, i)
		start, ok := at[p.shards[i].name]
		if !ok {
			continue
		}
		if start < end {
			for _, i := range waiting {
				if p.shards[i].processed {
					o.need(i, ends(order[start:end]))
				}
			}
		}
		end, waiting = start, waiting[:0]
	}
	return o
}

func (o *old) need(shard int, names []uint64) {
	o.needs[shard] = names
	for _, name := range names {
		o.last[name] = max(o.last[name], shard)
	}
}

func (o *old) close() {
	for _, s := range o.held {
		s.file.Close()
	}
}

// done lets go of the old shards that no later one needs.
func (o *old) done(shard int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, name := range o.needs[shard] {
		if s := o.held[name]; s != nil && o.last[name] <= shard {
			s.file.Close()
			delete(o.held, name)
		}
	}
	delete(o.needs, shard)
}

// shard loads the old shards of a new one, and gives what is known of its
// documents. What cannot be read is not known.
func (o *old) shard(shard int) func(batch.Digest) ([]byte, batch.Counts, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	var shards []*oldShard
	for _, name := range o.needs[shard] {
		s := o.held[name]
		if s == nil {
			if s = o.load(name); s == nil {
				continue
			}
			o.held[name] = s
		}
		shards = append(shards, s)
	}
	if len(shards) == 0 {
		return nil
	}
	return func(digest batch.Digest) ([]byte, batch.Counts, bool) {
		for _, s := range shards {
			if at, ok := s.lines[digest]; ok {
				lines := make([]byte, at.n)
				_, err := s.file.ReadAt(lines, at.start)
				return lines, at.counts, err == nil
			}
		}
		return nil, batch.Counts{}, false
	}
}

// load reads what an old shard holds, nil if it is not whole or was made otherwise.
func (o *old) load(name uint64) *oldShard {
	f := committed(o.dir, name)
	if f == nil || f.Print != o.print {
		return nil
	}
	for _, file := range f.Files {
		if hash, _, err := hashFile(under(o.dir, file.Path)); err != nil || hash != file.SHA256 {
			return nil
		}
	}
	file, err := o.plain(name)
	if err != nil {
		return nil
	}
	s := &oldShard{file: file, lines: map[batch.Digest]oldLines{}}
	start := int64(0)
	for e, err := range entries(o.dir, name) {
		if err != nil {
			file.Close()
			return nil
		}
		var digest batch.Digest
		if n, err := hex.Decode(digest[:], []byte(e.Digest)); err == nil && n == len(digest) {
			s.lines[digest] = oldLines{start, e.Bytes, batch.Counts{Quantities: e.Counts[0], Times: e.Counts[1], Entities: e.Counts[2], Facts: e.Counts[3]}}
		}
		start += e.Bytes
	}
	return s
}

// plain gives the records of a shard as JSON Lines that can be read anywhere.
func (o *old) plain(name uint64) (*os.File, error) {
	if o.settings.Format == FormatJSONL && o.settings.Compress == "" {
		return os.Open(under(o.dir, o.settings.files(name)[0].path))
	}
	file, err := os.CreateTemp(filepath.Join(o.dir, workFolder), "old-")
	if err != nil {
		return nil, err
	}
	os.Remove(file.Name()) // it lasts as long as it is open
	for lines, err := range documents(o.dir, &o.settings, name) {
		if err == nil {
			_, err = file.Write(lines)
		}
		if err != nil {
			file.Close()
			return nil, err
		}
	}
	return file, nil
}
