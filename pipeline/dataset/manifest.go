package dataset

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"

	"zhfacts/pipeline"
	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/record"
)

// Identity is what made the records of a data set.
type Identity struct {
	Program Program `json:"program"`
	pipeline.Hashes
}

// Program is which build it was. A build from changed or unknown sources is told
// by the SHA-256 of its file.
type Program struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	SHA256   string `json:"sha256,omitempty"`
}

// Settings are those that the records and their files depend on.
type Settings struct {
	Format         string        `json:"format"`
	Compress       string        `json:"compress,omitempty"`
	ShardDocuments uint64        `json:"shard_documents"` // N of [batch.Shards]
	Only           []record.Type `json:"only,omitempty"`
	Keep           []string      `json:"keep,omitempty"`

	From         string        `json:"from"`
	Columns      batch.Columns `json:"columns"`
	Include      []string      `json:"include,omitempty"`
	Exclude      []string      `json:"exclude,omitempty"`
	Encoding     string        `json:"encoding,omitempty"`
	Date         string        `json:"date,omitempty"`
	DateFromName bool          `json:"date_from_name,omitempty"`
	SkipSteps    []string      `json:"skip_steps,omitempty"`
	MaxDoc       int64         `json:"max_doc"`
}

// Counts are how many documents and records a data set has.
type Counts struct {
	Documents  int `json:"documents"`
	Failed     int `json:"failed"`
	Duplicates int `json:"duplicates"` // among those that failed: their id is that of one before
	Quantities int `json:"quantities"`
	Times      int `json:"times"`
	Entities   int `json:"entities"`
	Facts      int `json:"facts"`
}

func (c *Counts) add(other Counts) {
	c.Documents += other.Documents
	c.Failed += other.Failed
	c.Duplicates += other.Duplicates
	c.Quantities += other.Quantities
	c.Times += other.Times
	c.Entities += other.Entities
	c.Facts += other.Facts
}

// InputFile is a file of the corpus.
type InputFile struct {
	Path      string `json:"path"` // below the folder given, or its name
	SHA256    string `json:"sha256,omitempty"`
	Bytes     int64  `json:"bytes"`
	Documents int    `json:"documents"` // also those that failed
}

// Shard is a shard of the corpus, whether or not it is in this part of it.
type Shard struct {
	Name      string `json:"name"`
	Key       string `json:"key"` // SHA-256 of what it is made from
	Documents int    `json:"documents"`
}

// number is the name of the shard as [batch.Shards] gives it.
func (s *Shard) number() uint64 {
	n, err := strconv.ParseUint(s.Name, 16, 64)
	if err != nil {
		return 0
	}
	return n
}

// OutputFile is a file of the data set.
type OutputFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Manifest says what a data set is and what it was made from.
type Manifest struct {
	Identity
	Settings Settings     `json:"settings"`
	Part     string       `json:"part,omitempty"` // 2/8; none where the data set is whole
	Counts   Counts       `json:"counts"`
	Errors   ErrorCounts  `json:"errors"` // by stage
	Inputs   []InputFile  `json:"inputs"`
	Shards   []Shard      `json:"shards"`
	Outputs  []OutputFile `json:"outputs"`
}

// ErrorCounts count the documents that failed by the stage in which they did.
type ErrorCounts struct {
	Read    int `json:"read"`
	Decode  int `json:"decode"`
	Extract int `json:"extract"`
	Check   int `json:"check"`
}

func (c *ErrorCounts) add(stage batch.Stage, n int) {
	switch stage {
	case batch.StageRead:
		c.Read += n
	case batch.StageDecode:
		c.Decode += n
	case batch.StageExtract:
		c.Extract += n
	case batch.StageCheck:
		c.Check += n
	}
}

// Identify tells what this program is, with rules and lexicons of these options.
func Identify(opt pipeline.Options) (Identity, error) {
	hashes, err := opt.Hashes()
	return Identity{program(), hashes}, err
}

// program is the build that runs.
func program() Program {
	p := Program{Name: "zhfacts", Version: "unknown"}
	b, ok := pipeline.ThisBuild()
	if ok {
		p.Version, p.Revision = b.Version, b.Revision
	}
	if p.Revision == "" || b.Modified {
		p.Version, p.Revision = "changed", ""
		if path, err := os.Executable(); err == nil {
			if p.SHA256, _, err = hashFile(path); err != nil {
				p.SHA256 = ""
			}
		}
	}
	return p
}

// hashFile gives the SHA-256 of a file and its size.
func hashFile(path string) (string, int64, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer file.Close()
	h := sha256.New()
	n, err := io.Copy(h, file)
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// fingerprint is the hash of all that the records depend on besides the corpus.
func fingerprint(id Identity, s Settings) ([]byte, error) {
	data, err := json.Marshal(struct {
		Identity
		Settings Settings
	}{id, s})
	if err != nil {
		return nil, err
	}
	h := sha256.Sum256(data)
	return h[:], nil
}

// write writes the manifest, an entry of its lists a line.
func (m *Manifest) write(out io.Writer) error {
	w := &jsonWriter{out: bufio.NewWriter(out)}
	w.member("{\n", "program", m.Program)
	w.member(",\n", "schema", m.Schema)
	w.member(",\n", "rules", m.Rules)
	w.member(",\n", "lexicons", m.Lexicons)
	w.member(",\n", "settings", m.Settings)
	if m.Part != "" {
		w.member(",\n", "part", m.Part)
	}
	w.member(",\n", "counts", m.Counts)
	w.member(",\n", "errors", m.Errors)
	list(w, "inputs", m.Inputs)
	list(w, "shards", m.Shards)
	list(w, "outputs", m.Outputs)
	w.text("\n}\n")
	if w.err != nil {
		return w.err
	}
	return w.out.Flush()
}

type jsonWriter struct {
	out *bufio.Writer
	err error
}

func (w *jsonWriter) text(s string) {
	if w.err == nil {
		_, w.err = w.out.WriteString(s)
	}
}

func (w *jsonWriter) value(v any) {
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil && w.err == nil {
		w.err = err
	}
	w.text(string(bytes.TrimSuffix(data.Bytes(), []byte("\n"))))
}

func (w *jsonWriter) member(before, name string, v any) {
	w.text(before + `"` + name + `": `)
	w.value(v)
}

func list[T any](w *jsonWriter, name string, entries []T) {
	w.text(",\n\"" + name + "\": [")
	for i := range entries {
		if i > 0 {
			w.text(",")
		}
		w.text("\n")
		w.value(entries[i])
	}
	w.text("\n]")
}

// readManifest reads a manifest; the error of one that is not there is
// fs.ErrNotExist.
func readManifest(path string) (*Manifest, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	m := new(Manifest)
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(m); err != nil {
		return nil, fmt.Errorf("%s is no manifest of this version: %w", path, err)
	}
	if s := &m.Settings; s.Format != FormatJSONL && s.Format != FormatParquet || s.Compress != "" && s.Compress != CompressZstd || s.ShardDocuments < 1 {
		return nil, fmt.Errorf("%s is no manifest of this version: it has the format %q, compressed by %q, with %d documents a shard", path, s.Format, s.Compress, s.ShardDocuments)
	}
	return m, nil
}
