package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"zhfacts/pipeline"
)

// lines reads one JSON object a line with the text, and optionally id, date,
// title and author. Other keys are of no concern. Blank lines are no documents. A file
// without a document is refused; standard input is not, for what cuts up a stream for
// several filters may leave nothing for one of them.
func (o *opened) lines(p part) {
	in := bufio.NewReaderSize(p.read, 1<<16)
	documents := 0
	for n := 1; !o.done; n++ {
		line, err := readLine(in, o.MaxDoc)
		switch {
		case errors.Is(err, io.EOF):
			if documents == 0 && o.file.ID != Stdin {
				o.refuse(p, 0, errors.New("the input holds no documents"))
			}
			return
		case errors.Is(err, errLong):
			documents++
			o.refuse(p, n, fmt.Errorf("the line is longer than %d bytes; split the document where a new text begins, or raise the limit with --max-doc", o.MaxDoc))
			continue
		case err != nil:
			o.refuse(p, n, err)
			return
		}
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		documents++
		o.give(p, n, len(line), func() (pipeline.Input, error) { return o.parse(line, p.number(n)) })
	}
}

var errLong = errors.New("line too long")

// readLine reads the next line without its end. Of a line longer than limit it
// keeps nothing. The end of the input is io.EOF.
func readLine(in *bufio.Reader, limit int64) (string, error) {
	var line strings.Builder
	long, any := false, false
	for {
		part, err := in.ReadSlice('\n')
		any = any || len(part) > 0
		if int64(line.Len()+len(part)) > limit+1 {
			long = true
			line.Reset()
		}
		if !long {
			line.Write(part)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && any:
		case err != nil:
			return "", err
		}
		if long {
			return "", errLong
		}
		return strings.TrimSuffix(strings.TrimSuffix(line.String(), "\n"), "\r"), nil
	}
}

// parse reads one line. A key that is null counts as left out. Keys of other
// cases (Text, ID) are other keys.
func (c *Corpus) parse(line, number string) (pipeline.Input, error) {
	members, err := membersOf(line)
	if err != nil {
		return pipeline.Input{}, err
	}
	in := pipeline.Input{ID: number}
	for _, key := range []struct {
		name string
		to   *string
	}{{c.Columns.ID, &in.ID}, {c.Columns.Text, &in.Text}, {c.Columns.Date, &in.Date}, {c.Columns.Title, &in.Title}, {c.Columns.Author, &in.Author}} {
		m := find(members, key.name)
		switch {
		case m == nil || m.null():
		case m.other != "":
			return pipeline.Input{}, fmt.Errorf("%s is no string but %s", key.name, excerpt(m.other))
		default:
			*key.to = m.value
		}
	}
	if m := find(members, c.Columns.Text); m == nil || m.null() {
		return pipeline.Input{}, fmt.Errorf(`the object has no %s; a line is an object like {"id": "a1", "%[1]s": "…", "date": "2023-12-28"}`, c.Columns.Text)
	}
	if in.ID == "" {
		return pipeline.Input{}, errors.New("the id is empty; leave it out to have the line's number as id")
	}
	c.keep(&in, func(name string) string { return plain(find(members, name)) })
	return in, c.checked(&in)
}

// plain is a member as text: a string's own, null's none, and any other as it is
// written, without white space.
func plain(m *member) string {
	switch {
	case m == nil || m.null():
		return ""
	case m.other == "":
		return m.value
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(m.other)); err != nil {
		return m.other
	}
	return compact.String()
}

func noObject(kind string) error {
	return fmt.Errorf(`a JSON %s instead of an object; a line is an object like {"id": "a1", "text": "…", "date": "2023-12-28"}`, kind)
}

// excerpt is the beginning of a JSON value, for a message.
func excerpt(raw string) string {
	if rs := []rune(raw); len(rs) > 40 {
		return string(rs[:40]) + "…"
	}
	return raw
}

func invalidAt(line string) int {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRuneInString(line[i:])
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
