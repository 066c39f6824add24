package batch

import (
	"archive/tar"
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
)

// entryProblem tells why an entry of an archive is refused by its name: it would
// lie outside the folder that the archive is unpacked to.
func entryProblem(name string) error {
	switch {
	case strings.ContainsAny(name, "\\\x00"), path.IsAbs(name), len(name) > 1 && name[1] == ':',
		slices.Contains(strings.Split(name, "/"), ".."):
		return errors.New("its path leads out of the archive")
	case name == "":
		return errors.New("it has no name")
	}
	return nil
}

func hiddenEntry(name string) bool {
	return slices.ContainsFunc(strings.Split(path.Clean(name), "/"), func(part string) bool {
		return strings.HasPrefix(part, ".") && part != "."
	})
}

// entry gives the part that an entry is; false if it is left out or refused.
func (o *opened) entry(archive part, name string) (part, bool) {
	name = readable(name)
	p := part{name: archive.name + "/" + name, entry: name}
	if err := entryProblem(name); err != nil {
		o.refuse(p, 0, err)
		return p, false
	}
	p.entry = path.Clean(name)
	p.id = archive.id + "/" + p.entry
	if hiddenEntry(name) || !o.wanted(p.entry) {
		return p, false
	}
	if _, packing := packingOf(p.entry); packing.tar() || packing == packingZip {
		o.refuse(p, 0, errors.New("it is an archive within an archive; unpack the outer one"))
		return p, false
	}
	return p, true
}

// unpackEntry reads the documents of an entry that may be compressed itself.
func (o *opened) unpackEntry(p part, in io.Reader) {
	inner, packing := packingOf(p.entry)
	plain, err := unpack(&counter{read: in}, packing)
	if err != nil {
		o.refuse(p, 0, err)
		return
	}
	defer plain.Close()
	p.read = plain
	o.part(p, o.formatOf(inner))
}

// tar reads the entries of an archive in their order.
func (o *opened) tar(p part) {
	in := tar.NewReader(p.read)
	for !o.done {
		head, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			o.refuse(p, 0, fmt.Errorf("the archive breaks off: %w", err))
			return
		case head.Typeflag == tar.TypeDir || head.Typeflag == tar.TypeXGlobalHeader:
			continue
		}
		entry, ok := o.entry(p, head.Name)
		switch {
		case !ok:
		case head.Typeflag != tar.TypeReg:
			o.refuse(entry, 0, errNoFile)
		default:
			o.unpackEntry(entry, in)
		}
	}
}

var errNoFile = errors.New("it is no file but a link or a device")

// zip reads the entries of an archive in the order of its directory.
func (o *opened) zip(p part, file *os.File, size int64) {
	archive, err := zip.NewReader(file, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		o.fail(fmt.Errorf("no zip archive, or one that is damaged or cut off: %w", err))
		return
	}
	for _, f := range archive.File {
		if o.done {
			return
		}
		if f.FileInfo().IsDir() {
			continue
		}
		entry, ok := o.entry(p, f.Name)
		if !ok {
			continue
		}
		if !f.Mode().IsRegular() {
			o.refuse(entry, 0, errNoFile)
			continue
		}
		if f.Flags&1 != 0 {
			o.refuse(entry, 0, errors.New("it is encrypted"))
			continue
		}
		in, err := f.Open()
		if err != nil {
			o.refuse(entry, 0, err)
			continue
		}
		o.unpackEntry(entry, &guard{in, func() int64 { return int64(f.CompressedSize64) }, 0})
		in.Close()
	}
}
