package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"unicode/utf8"

	"zhfacts/pipeline"
)

// Lines are inputs of one JSON object a line with `text`, and optionally `id`,
// `date`, `title` and `author`. Other keys are of no concern.
type Lines struct {
	Paths   []string  // files, folders of files, and Stdin
	Stdin   io.Reader // what Stdin reads
	Date    string    // of documents that give none
	MaxSize int64     // the greatest size of a line in bytes
	Except  string    // a file that is left out of folders: the output
}

// Items finds the documents, in the order of the files and their lines. A
// document without id has the number of its line as its id; of several files,
// file:line. Blank lines are no documents.
func (l Lines) Items() Items {
	return func(yield func(Item, error) bool) {
		several := len(l.Paths) > 1
		for _, path := range l.Paths {
			if path == Stdin {
				if !l.lines(Stdin, "", l.Stdin, yield, several) {
					return
				}
				continue
			}
			if info, err := os.Stat(path); err == nil && info.IsDir() {
				several = true
			}
			for f, err := range files(path, l.Except) {
				if err != nil {
					if !yield(Item{}, err) {
						return
					}
					continue
				}
				r, err := os.Open(f.path)
				if err != nil {
					if !yield(Item{}, named(f.path, reason(err))) {
						return
					}
					continue
				}
				more := l.lines(f.path, f.id, r, yield, several)
				r.Close()
				if !more {
					return
				}
			}
		}
	}
}

// lines yields the lines of one file; false means that no more are wanted.
func (l Lines) lines(name, id string, r io.Reader, yield func(Item, error) bool, several bool) bool {
	in := bufio.NewReaderSize(r, 1<<16)
	documents := 0
	for n := 1; ; n++ {
		line, err := readLine(in, l.MaxSize)
		where := fmt.Sprintf("%s:%d", name, n)
		switch {
		case errors.Is(err, io.EOF):
			if documents > 0 {
				return true
			}
			return yield(Item{}, named(name, errors.New("the input holds no documents")))
		case errors.Is(err, errLong):
			err = fmt.Errorf("the line is longer than %d bytes; split the document, or raise the limit with --max-size", l.MaxSize)
			documents++
			if !yield(Item{}, named(where, err)) {
				return false
			}
			continue
		case err != nil:
			return yield(Item{}, named(where, reason(err)))
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		documents++
		number := strconv.Itoa(n)
		if several {
			number = id + ":" + number
		}
		item := Item{where, func() (pipeline.Input, error) { return l.parse(line, number) }}
		if !yield(item, nil) {
			return false
		}
	}
}

var errLong = errors.New("line too long")

// readLine reads the next line without its end, into memory of its own. Of a
// line longer than limit it keeps nothing. The end of the input is io.EOF.
func readLine(in *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	long, any := false, false
	for {
		part, err := in.ReadSlice('\n')
		any = any || len(part) > 0
		if int64(len(line)+len(part)) > limit+1 {
			long, line = true, nil
		}
		if !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && any:
		case err != nil:
			return nil, err
		}
		if long {
			return nil, errLong
		}
		return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")), nil
	}
}

// parse reads one line. A key that is null counts as left out. Keys of other
// cases (Text, ID) are other keys.
func (l Lines) parse(line []byte, number string) (pipeline.Input, error) {
	if !utf8.Valid(line) {
		return pipeline.Input{}, fmt.Errorf("invalid UTF-8 at byte %d of the line", invalidAt(line))
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		return pipeline.Input{}, jsonProblem(err)
	}
	if fields == nil {
		return pipeline.Input{}, noObject("null")
	}
	in := pipeline.Input{ID: number, Date: l.Date}
	for _, key := range []struct {
		name string
		to   *string
	}{{"id", &in.ID}, {"text", &in.Text}, {"date", &in.Date}, {"title", &in.Title}, {"author", &in.Author}} {
		raw, ok := fields[key.name]
		if !ok || string(raw) == "null" {
			delete(fields, key.name)
			continue
		}
		if err := json.Unmarshal(raw, key.to); err != nil {
			return pipeline.Input{}, fmt.Errorf("%s is no string but %s", key.name, excerpt(raw))
		}
	}
	if _, ok := fields["text"]; !ok {
		return pipeline.Input{}, errors.New(`the object has no text; a line is an object like {"id": "a1", "text": "…", "date": "2023-12-28"}`)
	}
	if in.ID == "" {
		return pipeline.Input{}, errors.New("the id is empty; leave it out to have the line's number as id")
	}
	if in.Date != "" {
		if err := pipeline.CheckDate(in.Date); err != nil {
			return pipeline.Input{}, err
		}
	}
	return in, nil
}

func noObject(kind string) error {
	return fmt.Errorf(`a JSON %s instead of an object; a line is an object like {"id": "a1", "text": "…", "date": "2023-12-28"}`, kind)
}

// excerpt is the beginning of a JSON value, for a message.
func excerpt(raw []byte) string {
	if rs := []rune(string(raw)); len(rs) > 40 {
		return string(rs[:40]) + "…"
	}
	return string(raw)
}

func invalidAt(line []byte) int {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRune(line[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(line)
}

func jsonProblem(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("no JSON: %v at byte %d of the line", err, syntax.Offset)
	case errors.As(err, &kind):
		return noObject(kind.Value)
	}
	return err
}
