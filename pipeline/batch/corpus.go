package batch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"strconv"

	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// Formats are the formats of input. In auto it follows from the name of each
// file: jsonl, ndjson, csv, tsv, parquet, and text for any other; standard input
// is jsonl where it begins with an object.
var Formats = []string{"text", "jsonl", "csv", "tsv", "parquet", "auto"}

// Columns are the names of the keys or columns that hold what is known of a
// document. Of a table the text must be there, the others may.
type Columns struct{ Text, ID, Date, Title, Author string }

// DefaultColumns are the names that count where no others are given.
var DefaultColumns = Columns{"text", "id", "date", "title", "author"}

// Corpus is where documents come from. Files that end in .gz or .zst are
// decompressed; .tar, .tar.gz, .tar.zst, .tgz and .zip are archives, and each
// file in them is an input of its own.
//
// The id of a document is, for a text, its path relative to the folder given,
// for a file given its name, for standard input "-", and the path within the
// archive stands behind that of the archive; in the other formats the id that
// the document gives, or the number of its line, with the file's id and a colon
// before it where there is more than one file.
type Corpus struct {
	Paths    []string  // files, folders, patterns as news/**/*.txt, and Stdin
	Stdin    io.Reader // what Stdin reads
	Format   string    // one of Formats
	Include  []string  // patterns of files of folders; none means all
	Exclude  []string  // patterns of files that are left out of folders
	Columns  Columns   // of all formats but text
	Keep     []string  // keys or columns that the document's record carries
	Encoding string    // of text files; told from their bytes when empty
	Date     string    // of documents that give none
	MaxDoc   int64     // the greatest size of a document in bytes
	Except   string    // a file or folder that is left out of folders: the output
	Sorted   bool      // files stand in the order of their ids, not of Paths

	Through func(Items) Items // what the documents of every file go through; nil for nothing
}

// Items finds the documents, file by file, in the order of [Corpus.Files].
func (c *Corpus) Items() Items {
	return func(yield func(Item, error) bool) {
		for _, f := range c.Files() {
			for item, err := range c.Open(f, nil) {
				if !yield(item, err) {
					return
				}
			}
		}
	}
}

// Open gives the documents of one file. With a hash it reads the whole file,
// also where a document is refused, and writes its bytes to the hash.
func (c *Corpus) Open(f File, sum hash.Hash) Items {
	items := c.open(f, sum)
	if c.Through != nil {
		items = c.Through(items)
	}
	return items
}

func (c *Corpus) open(f File, sum hash.Hash) Items {
	return func(yield func(Item, error) bool) {
		o := opened{Corpus: c, file: f, yield: yield, sum: sum}
		if f.Err != nil {
			o.fail(f.Err)
			return
		}
		o.items()
	}
}

// opened is a file whose documents are being read.
type opened struct {
	*Corpus
	file  File
	sum   hash.Hash
	yield func(Item, error) bool
	done  bool // no more documents are wanted
}

// part is a file, or a file within an archive, that holds documents.
type part struct {
	name  string // for messages
	id    string // what the ids of documents without one begin with
	entry string
	read  io.Reader
	alone bool // the only file of the corpus: lines are named by their number
}

func (p part) place(file File, line int) Place {
	return Place{Input: file.ID, Entry: p.entry, Line: line}
}

// give yields a document.
func (o *opened) give(p part, line, size int, read func() (pipeline.Input, error)) bool {
	name := p.name
	if line > 0 {
		name += ":" + strconv.Itoa(line)
	}
	if !o.yield(Item{Name: name, Place: p.place(o.file, line), Size: size, Read: read}, nil) {
		o.done = true
	}
	return !o.done
}

// refuse yields the failure of a document or of a whole part.
func (o *opened) refuse(p part, line int, err error) bool {
	f := &Failure{Name: p.name, Place: p.place(o.file, line), Stage: StageRead, Err: reason(err)}
	if line > 0 {
		f.Name += ":" + strconv.Itoa(line)
	}
	if !o.yield(Item{}, f) {
		o.done = true
	}
	return !o.done
}

func (o *opened) fail(err error) { o.refuse(part{name: o.file.name()}, 0, err) }

func (o *opened) items() {
	p := part{name: o.file.name(), id: o.file.ID, alone: o.file.alone}
	inner, packing := packingOf(o.file.ID)
	format := o.formatOf(inner)
	if o.file.ID == Stdin && o.file.Path == Stdin {
		o.stream(p, o.Stdin, packing, format)
		return
	}
	if packing == packingNone && format == "text" && o.sum == nil && o.file.ID != Stdin {
		o.give(p, 0, 0, func() (pipeline.Input, error) { return o.readText(p) })
		return
	}
	file, err := os.Open(o.file.Path)
	if err != nil {
		o.fail(err)
		return
	}
	defer file.Close()
	if packing != packingZip && format != "parquet" {
		o.stream(p, file, packing, format)
		return
	}
	info, err := file.Stat()
	if err == nil && o.sum != nil {
		_, err = io.Copy(o.sum, io.NewSectionReader(file, 0, info.Size()))
	}
	switch {
	case err != nil:
		o.fail(err)
	case packing == packingZip:
		o.zip(p, file, info.Size())
	case packing != packingNone:
		o.fail(errPackedParquet)
	default:
		o.parquet(p, file, info.Size())
	}
}

var errPackedParquet = errors.New("Parquet is read from files only, not from an archive, a compressed file or standard input; unpack it")

// stream reads what can be read from its beginning to its end.
func (o *opened) stream(p part, raw io.Reader, packing packing, format string) {
	counted := &counter{read: raw}
	if o.sum != nil {
		counted.read = io.TeeReader(raw, o.sum)
	}
	defer func() {
		if o.sum != nil && !o.done {
			if _, err := io.Copy(io.Discard, counted.read); err != nil {
				o.fail(err)
			}
		}
	}()
	plain, err := unpack(counted, packing)
	if err != nil {
		o.fail(err)
		return
	}
	defer plain.Close()
	p.read = plain
	if packing.tar() {
		o.tar(p)
		return
	}
	o.part(p, format)
}

// formatOf is the format of a file by its name, packing taken off.
func (o *opened) formatOf(name string) string {
	if o.Format != "auto" {
		return o.Format
	}
	switch extension(name) {
	case ".jsonl", ".ndjson":
		return "jsonl"
	case ".csv":
		return "csv"
	case ".tsv":
		return "tsv"
	case ".parquet":
		return "parquet"
	}
	return "text"
}

// part reads the documents of a part.
func (o *opened) part(p part, format string) {
	if o.Format == "auto" && o.file.ID == Stdin && p.entry == "" {
		in := bufio.NewReader(p.read)
		if begin, _ := in.Peek(512); bytes.HasPrefix(bytes.TrimLeft(begin, "\ufeff \t\r\n"), []byte("{")) {
			format = "jsonl"
		}
		p.read = in
	}
	switch format {
	case "jsonl":
		o.lines(p)
	case "csv":
		o.table(p, ',')
	case "tsv":
		o.table(p, '\t')
	case "parquet":
		o.refuse(p, 0, errPackedParquet)
	default:
		o.text(p)
	}
}

// text gives a part that is one document, read already.
func (o *opened) text(p part) {
	in, err := o.input(p)
	if err != nil {
		o.refuse(p, 0, err)
		return
	}
	o.give(p, 0, len(in.Bytes), func() (pipeline.Input, error) { return in, nil })
}

// readText reads a file that is one document.
func (o *opened) readText(p part) (pipeline.Input, error) {
	file, err := os.Open(o.file.Path)
	if err != nil {
		return pipeline.Input{}, reason(err)
	}
	defer file.Close()
	p.read = file
	in, err := o.input(p)
	return in, reason(err)
}

func (o *opened) input(p part) (pipeline.Input, error) {
	data, err := io.ReadAll(io.LimitReader(p.read, o.MaxDoc+1))
	if err != nil {
		return pipeline.Input{}, err
	}
	if int64(len(data)) > o.MaxDoc {
		return pipeline.Input{}, o.tooLarge()
	}
	return pipeline.Input{ID: p.id, Bytes: data, Encoding: o.Encoding, Date: o.Date}, nil
}

// tooLarge refuses a document: pieces of it would lose the names and periods
// that one piece takes from another.
func (c *Corpus) tooLarge() error {
	return fmt.Errorf("the document is larger than %d bytes; split it where a new text begins, or raise the limit with --max-doc", c.MaxDoc)
}

// number is the id of a document without one.
func (p part) number(line int) string {
	if p.alone {
		return strconv.Itoa(line)
	}
	return p.id + ":" + strconv.Itoa(line)
}

// keep takes the columns to be kept into a document, in the order of Keep.
func (c *Corpus) keep(in *pipeline.Input, value func(name string) string) {
	for _, name := range c.Keep {
		if v := value(name); v != "" {
			in.Kept = append(in.Kept, record.Kept{Name: name, Value: v})
		}
	}
}

// checked completes a document of a table or of JSON Lines.
func (c *Corpus) checked(in *pipeline.Input) error {
	if in.Date == "" {
		in.Date = c.Date
		return nil
	}
	return pipeline.CheckDate(in.Date)
}
