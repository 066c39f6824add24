package dataset

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"os"
	"path/filepath"

	"zhfacts/pipeline/batch"
)

// plan is what a corpus was found to hold: its files, and how its documents fall
// into shards. It takes memory by files and shards, not by documents.
type plan struct {
	inputs     []InputFile
	shards     []planned
	duplicates []int // the numbers of the documents whose id one before has
	documents  int
	read       int   // the documents that could be read
	failure    error // why the first one could not
}

// planned is a shard: the documents from first on.
type planned struct {
	name      uint64
	key       string
	first, n  int
	processed bool // it is to be made; the others are there already or in another part
}

// keyHash makes the key of a shard from the documents that are read for it.
type keyHash struct {
	hash.Hash
	fingerprint []byte
}

func newKeyHash(fingerprint []byte) *keyHash {
	k := &keyHash{sha256.New(), fingerprint}
	k.Write(fingerprint)
	return k
}

// add adds a document: one that was read by its digest, any other by its failure.
func (k *keyHash) add(o *batch.Outcome) {
	if o.Digest != (batch.Digest{}) {
		k.Write([]byte{'d'})
		k.Write(o.Digest[:])
		return
	}
	k.Write([]byte{'f'})
	k.Write(append(batch.AppendError(nil, o.Err), '\n'))
}

// take gives the key and begins the next one.
func (k *keyHash) take() string {
	key := hex.EncodeToString(k.Sum(nil))
	k.Reset()
	k.Write(k.fingerprint)
	return key
}

// read is in the place of extracting: a document is only read.
func read(batch.Digest) ([]byte, batch.Counts, bool) { return nil, batch.Counts{}, true }

// scan reads a corpus once and plans its shards.
func scan(ctx context.Context, c *batch.Corpus, files []batch.File, n uint64, workers int, fingerprint []byte) (*plan, error) {
	p := &plan{}
	items := func(yield func(batch.Item, error) bool) {
		for _, f := range files {
			sum := &counted{Hash: sha256.New()}
			in := InputFile{Path: f.ID}
			for item, err := range c.Open(f, sum) {
				in.Documents++
				item.Known = read
				if !yield(item, err) {
					return
				}
			}
			if in.Bytes = sum.n; f.Err == nil && (sum.n > 0 || opens(f.Path)) {
				in.SHA256 = hex.EncodeToString(sum.Sum(nil))
			}
			p.inputs = append(p.inputs, in)
		}
	}
	seen := batch.NewSeen()
	defer seen.Close()
	shards := batch.Shards{N: n}
	key := newKeyHash(fingerprint)
	at := planned{name: shards.Name()}
	end := func() {
		at.key = key.take()
		p.shards = append(p.shards, at)
		at = planned{name: shards.Name(), first: p.documents}
	}
	err := batch.Process(ctx, nil, items, batch.Options{Workers: workers}, func(o *batch.Outcome) error {
		last := false
		if o.Err == nil {
			added, err := seen.Add(o.Doc)
			if err != nil {
				return err
			}
			if added {
				last = shards.Add(o.Doc)
			} else {
				p.duplicates = append(p.duplicates, p.documents)
				o.Err, o.Digest = batch.DuplicateOf(o.Item, o.Doc), batch.Digest{}
			}
		}
		key.add(o)
		if o.Err == nil {
			p.read++
		} else if p.failure == nil {
			p.failure = o.Err
		}
		p.documents++
		at.n++
		if last {
			end()
		}
		return nil
	})
	if at.n > 0 {
		end()
	}
	return p, err
}

// opens tells whether a file can be read at all: nothing was read of it.
func opens(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	file.Close()
	return true
}

// counted is a hash that counts what it is given.
type counted struct {
	hash.Hash
	n int64
}

func (c *counted) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return c.Hash.Write(p)
}

// items gives the documents of the shards that are to be made. begin is called
// before the first one of each, with its number, and gives what is known of its
// documents; nil is nothing.
func (p *plan) items(c *batch.Corpus, files []batch.File, begin func(shard int) func(batch.Digest) ([]byte, batch.Counts, bool)) batch.Items {
	return func(yield func(batch.Item, error) bool) {
		shard, begun, duplicate, number := 0, -1, 0, 0
		var known func(batch.Digest) ([]byte, batch.Counts, bool)
		// wanted moves on to the shard of a document.
		wanted := func(number int) bool {
			for shard < len(p.shards) && number >= p.shards[shard].first+p.shards[shard].n {
				shard++
			}
			return shard < len(p.shards) && p.shards[shard].processed
		}
		// any tells whether one of n documents from first on is wanted.
		any := func(first, n int) bool {
			for i := shard; i < len(p.shards) && p.shards[i].first < first+n; i++ {
				if s := &p.shards[i]; s.processed && first < s.first+s.n {
					return true
				}
			}
			return false
		}
		for i, f := range files {
			if !any(number, p.inputs[i].Documents) {
				number += p.inputs[i].Documents
				continue
			}
			for item, err := range c.Open(f, nil) {
				at := number
				if number++; !wanted(at) {
					continue
				}
				if begun < shard {
					begun, known = shard, begin(shard)
				}
				for duplicate < len(p.duplicates) && p.duplicates[duplicate] < at {
					duplicate++
				}
				if err == nil && duplicate < len(p.duplicates) && p.duplicates[duplicate] == at {
					item, err = batch.Duplicate(item)
				}
				item.Known = known
				if !yield(item, err) {
					return
				}
			}
		}
	}
}

// spool takes standard input to disk, since it is read more than once. What is
// there from a build before is replaced.
func spool(c *batch.Corpus, files []batch.File, work string) error {
	for i := range files {
		if files[i].Path != batch.Stdin {
			continue
		}
		files[i].Path = filepath.Join(work, stdinName)
		file, err := os.Create(files[i].Path)
		if err != nil {
			return err
		}
		_, err = io.Copy(file, c.Stdin)
		if closeErr := file.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			return err
		}
	}
	return nil
}
