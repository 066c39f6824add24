package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/dataset"
)

// corpus reads the settings that say what of the input is read, and how.
func (r *settingsReader) corpus() {
	s := r.s
	s.Keep, s.Include, s.Exclude = r.list("keep"), r.list("include"), r.list("exclude")
	for i, name := range s.Keep {
		if name == "" || slices.Contains(s.Keep[:i], name) {
			r.invalid("keep", "name every column once")
			break
		}
	}
	for _, key := range []string{"include", "exclude"} {
		if slices.ContainsFunc(r.list(key), func(pattern string) bool { return !batch.CheckPattern(pattern) }) {
			r.invalid(key, "use patterns as *.txt, news/**, 20[12]?/*")
		}
	}
	s.Columns = batch.DefaultColumns
	keys := []string{"text", "id", "date", "title", "author"}
	names := []*string{&s.Columns.Text, &s.Columns.ID, &s.Columns.Date, &s.Columns.Title, &s.Columns.Author}
	for _, pair := range r.list("columns") {
		key, name, found := strings.Cut(pair, "=")
		i := slices.Index(keys, key)
		if !found || i < 0 || name == "" {
			r.invalid("columns", "use pairs as text=body with the keys "+strings.Join(keys, ", "))
			break
		}
		*names[i] = name
	}
}

// batch reads the settings of batches and of data sets.
func (r *settingsReader) batch() {
	s := r.s
	var err error
	if s.DocTimeout, err = time.ParseDuration(r.text("doc-timeout")); err != nil || s.DocTimeout < 0 {
		r.invalid("doc-timeout", "write it like 30s, 2m or 0")
	}
	if s.Part, err = batch.ParsePart(r.text("shard")); err != nil {
		r.invalid("shard", "write it like 2/8, the second of eight")
	}
	if n := r.number("shard-documents"); n < 1 {
		r.invalid("shard-documents", "use a number above 0")
	} else {
		s.ShardDocuments = uint64(n)
	}
	if n := r.number("flush"); n < 1 {
		r.invalid("flush", "use a number above 0")
	} else {
		s.Flush = int(n)
	}
	s.Errors = r.text("errors")
	if s.Format = r.text("format"); s.Format != dataset.FormatJSONL && s.Format != dataset.FormatParquet {
		r.invalid("format", "use jsonl or parquet")
	}
	if s.Compress = r.text("compress"); s.Compress != "" && s.Compress != dataset.CompressZstd {
		r.invalid("compress", "use zstd, or leave it out")
	}
	s.Quiet, s.Timings = r.flag("quiet"), r.flag("timings")
}

// corpus is the input that arguments name.
func (s *settings) corpus(cmd *cobra.Command, paths []string) (*batch.Corpus, error) {
	if slices.Contains(paths, "") {
		return nil, errors.New("a path is empty; use . for the folder at hand")
	}
	if s.From != "text" && s.From != "auto" && s.Encoding != "" {
		return nil, fmt.Errorf("encoding (from %s) is of no use with %s, which is always UTF-8; convert other files first, as by iconv -f gb18030 -t utf-8", s.origins["encoding"], s.From)
	}
	for _, key := range []string{"columns", "keep"} {
		if s.From == "text" && s.origins[key] == "flag --"+key {
			return nil, fmt.Errorf("%s (from %s) is of no use with texts, which have no columns; say what the files hold with --from jsonl, csv, tsv, parquet or auto", key, s.origins[key])
		}
	}
	c := &batch.Corpus{
		Paths: paths, Stdin: cmd.InOrStdin(), Format: s.From, Include: s.Include, Exclude: s.Exclude,
		Columns: s.Columns, Keep: s.Keep, Encoding: s.Encoding, Date: s.Date, MaxDoc: s.MaxDoc, Except: s.Output,
	}
	if len(s.Include) == 0 { // annotations stand beside their articles, and are none
		c.Exclude = append(slices.Clone(s.Exclude), "*"+goldSuffix)
	}
	if s.NameDates {
		c.Through = func(items batch.Items) batch.Items { return datedByName(items, s.Date) }
	}
	return c, nil
}

// items finds the documents that arguments name.
func (s *settings) items(cmd *cobra.Command, paths []string) (batch.Items, error) {
	c, err := s.corpus(cmd, paths)
	if err != nil {
		return nil, err
	}
	return c.Items(), nil
}

// boundMemory lets the garbage collector work more where a batch would take more
// memory than it needs: what stays is about 100 MB, and each worker adds some 4 MB
// for the document that it has at hand.
func (s *settings) boundMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(int64(256+4*s.Workers) << 20)
	}
}

// timed loads the pipeline for a batch, with timings if they are asked for.
func (s *settings) timed() (*pipeline.Extractor, *pipeline.Timings, error) {
	s.boundMemory()
	opt := s.options()
	if s.Timings {
		opt.Timings = new(pipeline.Timings)
	}
	x, err := pipeline.New(opt)
	return x, opt.Timings, err
}
