package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/viper"

	"zhfacts/pipeline"
	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/normalise"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// settings are the checked values of all options, and where each comes from.
type settings struct {
	From        string
	Encoding    string
	Date        string
	NameDates   bool     // the names of documents have their dates
	Skip        []string // steps of normalising to leave out
	MaxDoc      int64
	Columns     batch.Columns
	Keep        []string
	Include     []string
	Exclude     []string
	Output      string
	Only        []record.Type
	Workers     int
	Rules, Dict []string

	DocTimeout     time.Duration
	Part           batch.Part
	ShardDocuments uint64
	Flush          int
	Errors         string
	Format         string
	Compress       string
	Quiet, Timings bool
	NoPrefilter    bool

	values  map[string]string // as `extract config` shows them
	origins map[string]string
}

const (
	envPrefix  = "EXTRACT_"
	configFile = "extract.yaml"
)

func envName(key string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(key, "-", "_"))
}

// loadSettings gathers the settings of a command: flags over the environment
// over the file over defaults. All mistakes are reported at once.
func loadSettings(cmd *cobra.Command) (*settings, error) {
	v := viper.New()
	v.SetEnvPrefix(strings.TrimSuffix(envPrefix, "_"))
	v.SetEnvKeyReplacer(strings.NewReplacer("-", "_"))
	v.AutomaticEnv()
	for _, o := range options {
		v.SetDefault(o.key, o.value)
		if flag := cmd.Flags().Lookup(o.key); flag != nil {
			if err := v.BindPFlag(o.key, flag); err != nil {
				return nil, err
			}
		}
	}
	file, err := readConfig(cmd, v)
	if err != nil {
		return nil, err
	}
	r := settingsReader{v: v, cmd: cmd, file: file, s: &settings{values: map[string]string{}, origins: map[string]string{}}}
	r.unknownKeys()
	r.unknownEnv()
	r.read()
	if len(r.problems) > 0 {
		return nil, errors.Join(r.problems...)
	}
	return r.s, nil
}

// readConfig reads the file of settings, if there is one, and gives its path.
func readConfig(cmd *cobra.Command, v *viper.Viper) (string, error) {
	path, err := cmd.Flags().GetString("config")
	if err != nil {
		return "", err
	}
	if path == "" {
		if _, err := os.Stat(configFile); err != nil {
			return "", nil
		}
		path = configFile
	}
	v.SetConfigFile(path)
	v.SetConfigType("yaml")
	if err := v.ReadInConfig(); err != nil {
		return "", fmt.Errorf("cannot read the settings in %s: %w", path, err)
	}
	return path, nil
}

type settingsReader struct {
	v        *viper.Viper
	cmd      *cobra.Command
	file     string
	s        *settings
	problems []error
}

func (r *settingsReader) problem(format string, args ...any) {
	r.problems = append(r.problems, fmt.Errorf(format, args...))
}

func optionKeys() []string {
	keys := make([]string, len(options))
	for i, o := range options {
		keys[i] = o.key
	}
	return keys
}

func (r *settingsReader) unknownKeys() {
	if r.file == "" {
		return
	}
	only := viper.New()
	only.SetConfigFile(r.file)
	only.SetConfigType("yaml")
	if err := only.ReadInConfig(); err != nil {
		r.problem("cannot read the settings in %s: %w", r.file, err)
		return
	}
	keys := only.AllKeys()
	slices.Sort(keys)
	for _, key := range keys {
		if optionOf(key) == nil {
			r.problem("%s: unknown key %s%s", r.place(key), key, advice(key, optionKeys()))
		}
	}
}

// place is the file of settings with the line of a key.
func (r *settingsReader) place(key string) string {
	data, err := os.ReadFile(r.file)
	if err != nil {
		return r.file
	}
	top, _, _ := strings.Cut(key, ".")
	for i, line := range strings.Split(string(data), "\n") {
		name, _, _ := strings.Cut(line, ":")
		if strings.EqualFold(strings.Trim(name, `"' `), top) {
			return fmt.Sprintf("%s:%d", r.file, i+1)
		}
	}
	return r.file
}

func (r *settingsReader) unknownEnv() {
	var known []string
	for _, o := range options {
		known = append(known, envName(o.key))
	}
	env := os.Environ()
	slices.Sort(env)
	for _, pair := range env {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, envPrefix) && !slices.Contains(known, name) {
			r.problem("unknown environment variable %s%s", name, advice(name, known))
		}
	}
}

func advice(word string, known []string) string {
	if near := closest(word, known); near != "" {
		return "; did you mean " + near + "?"
	}
	return "; the known ones are " + strings.Join(known, ", ")
}

// origin says where the value of a setting comes from.
func (r *settingsReader) origin(o option) string {
	if flag := r.cmd.Flags().Lookup(o.key); flag != nil && flag.Changed {
		return "flag --" + o.key
	}
	if os.Getenv(envName(o.key)) != "" {
		return "environment " + envName(o.key)
	}
	if r.file != "" && r.v.InConfig(o.key) {
		return r.place(o.key)
	}
	return "default"
}

// read takes over and checks every value.
func (r *settingsReader) read() {
	for _, o := range options {
		r.s.origins[o.key] = r.origin(o)
		r.s.values[o.key] = strings.Join(r.list(o.key), ",")
	}
	s := r.s
	s.Encoding, s.Output = r.text("encoding"), r.text("output")
	if s.From = r.text("from"); !slices.Contains(batch.Formats, s.From) {
		r.invalid("from", "use "+strings.Join(batch.Formats, ", "))
	}
	if s.Encoding != "" {
		if _, ok := text.EncodingName(s.Encoding); !ok {
			r.invalid("encoding", "use one of "+strings.Join(text.Encodings(), ", "))
		}
	}
	if s.Date = r.text("date"); s.Date != "" {
		if err := pipeline.CheckDate(s.Date); err != nil {
			r.invalid("date", "write it like 2023, 2023-12, 2023-12-28 or 2023-12-28T04:30:00")
		}
	}
	s.NameDates = r.flag("date-from-name")
	r.steps()
	r.corpus()
	r.batch()
	if s.MaxDoc = r.number("max-doc"); s.MaxDoc < 1 {
		r.invalid("max-doc", "use a number of bytes above 0")
	}
	workers := r.number("workers")
	if workers < 0 || workers > 1000 {
		r.invalid("workers", "use a number from 0 to 1000")
	}
	if s.Workers = int(workers); workers == 0 {
		s.Workers = runtime.NumCPU()
	}
	for _, name := range r.list("only") {
		switch t := record.Type(name); t {
		case record.TypeQuantity, record.TypeTime, record.TypeEntity, record.TypeFact:
			s.Only = append(s.Only, t)
		default:
			r.invalid("only", "use quantity, time, entity, fact, or several of them with commas between")
		}
	}
	s.Rules, s.Dict = r.list("rules"), r.list("dict")
	s.NoPrefilter = r.flag("no-prefilter")
}

func (r *settingsReader) flag(key string) bool {
	flag, err := strconv.ParseBool(r.text(key))
	if err != nil {
		r.invalid(key, "use true or false")
	}
	return flag
}

// steps reads the steps of normalising to leave out, each with a - before it.
func (r *settingsReader) steps() {
	var names []string
	for _, step := range normalise.Steps() {
		names = append(names, step.Name)
	}
	for _, word := range r.list("normalise") {
		switch name, off := strings.CutPrefix(word, "-"); {
		case !slices.Contains(names, name):
			r.problem("normalise (from %s): unknown step %s%s", r.s.origins["normalise"], name, advice(name, names))
		case !off:
			r.problem("normalise (from %s): all steps run; write -%s to leave this one out", r.s.origins["normalise"], name)
		default:
			r.s.Skip = append(r.s.Skip, name)
		}
	}
}

func (r *settingsReader) invalid(key, what string) {
	r.problem("%s (from %s) cannot be %q; %s", key, r.s.origins[key], r.s.values[key], what)
}

func (r *settingsReader) text(key string) string { return fmt.Sprint(r.v.Get(key)) }

func (r *settingsReader) number(key string) int64 {
	n, err := strconv.ParseInt(r.text(key), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// list reads a setting of several values: a sequence in the file, words with
// commas between them elsewhere.
func (r *settingsReader) list(key string) []string {
	switch value := r.v.Get(key).(type) {
	case []string:
		return value
	case []any:
		var all []string
		for _, one := range value {
			all = append(all, fmt.Sprint(one))
		}
		return all
	default:
		if s := fmt.Sprint(value); s != "" {
			return strings.Split(s, ",")
		}
		return nil
	}
}

// extractor loads the pipeline with these settings.
func (s *settings) extractor() (*pipeline.Extractor, error) {
	return pipeline.New(s.options())
}

func (s *settings) options() pipeline.Options {
	return pipeline.Options{Rules: s.Rules, Dict: s.Dict, NoPrefilter: s.NoPrefilter, Skip: s.Skip}
}
