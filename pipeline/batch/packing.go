package batch

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// packing is how a file is packed, by its name.
type packing uint8

const (
	packingNone packing = iota
	packingGzip
	packingZstd
	packingTar
	packingTarGzip
	packingTarZstd
	packingZip
)

func (p packing) tar() bool {
	return p == packingTar || p == packingTarGzip || p == packingTarZstd
}

var packings = []struct {
	end string
	packing
}{
	{".tar.gz", packingTarGzip}, {".tgz", packingTarGzip}, {".tar.zst", packingTarZstd}, {".tar", packingTar},
	{".zip", packingZip}, {".gz", packingGzip}, {".zst", packingZstd},
}

// packingOf is the name of what a file holds, and how it is packed.
func packingOf(name string) (string, packing) {
	lower := strings.ToLower(name)
	for _, p := range packings {
		if strings.HasSuffix(lower, p.end) && len(name) > len(p.end) {
			return name[:len(name)-len(p.end)], p.packing
		}
	}
	return name, packingNone
}

func extension(name string) string { return strings.ToLower(path.Ext(name)) }

// What is unpacked may be this many times as large as what is packed, beyond an
// allowance: text seldom shrinks to a tenth, and a bomb to a thousandth.
const (
	explosionRatio = 200
	explosionFree  = 64 << 20
)

var errExplodes = fmt.Errorf("it grows to more than %d times its size when unpacked; what follows is left out", explosionRatio)

// counter counts the bytes read.
type counter struct {
	read io.Reader
	n    int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.read.Read(p)
	c.n += int64(n)
	return n, err
}

// guard refuses to go on when what comes out is too much for what went in.
type guard struct {
	io.ReadCloser
	packed func() int64
	n      int64
}

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.ReadCloser.Read(p)
	if g.n += int64(n); g.n > explosionFree && g.n > explosionRatio*g.packed() {
		return 0, errExplodes
	}
	var disk *fs.PathError
	if err != nil && err != io.EOF && !errors.As(err, &disk) {
		err = fmt.Errorf("the packed data is damaged or cut off: %w", err)
	}
	return n, err
}

// zstdWindow bounds the memory that a stream may ask for.
const zstdWindow = 128 << 20

// unpack reads what is packed.
func unpack(in *counter, p packing) (io.ReadCloser, error) {
	packed := func() int64 { return in.n }
	switch p {
	case packingGzip, packingTarGzip:
		plain, err := gzip.NewReader(bufio.NewReaderSize(in, 1<<16))
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, fmt.Errorf("no gzip: %w", err)
		}
		return &guard{plain, packed, 0}, nil
	case packingZstd, packingTarZstd:
		plain, err := OpenZstd(in)
		if err != nil {
			return nil, fmt.Errorf("no zstd: %w", err)
		}
		return &guard{plain, packed, 0}, nil
	}
	return io.NopCloser(in), nil
}

// OpenZstd reads a stream of zstd.
func OpenZstd(in io.Reader) (io.ReadCloser, error) {
	dec, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdWindow))
	if err != nil {
		return nil, err
	}
	return dec.IOReadCloser(), nil
}

// NewZstd writes a stream of zstd; the same input gives the same bytes.
func NewZstd(out io.Writer) (io.WriteCloser, error) {
	return zstd.NewWriter(out, zstd.WithEncoderConcurrency(1))
}
