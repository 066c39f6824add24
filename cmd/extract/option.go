package main

import (
	"github.com/spf13/cobra"
)

// option is a setting that can come from a flag, the environment, or
// extract.yaml. The flags, the help, the check for unknown keys and `extract
// config` all follow from the list of them.
type option struct {
	key   string
	short string
	value any // the default: string, int, bool or []string, which is the setting's type
	usage string
}

// options are all settings, in the order of `extract config`.
var options = []option{
	{"from", "", "text", "`FORMAT` of the input: text (a document a file), jsonl (an object a line), csv, tsv, parquet, or auto (by the names of the files)"},
	{"columns", "", []string{}, "`KEY=NAME`s of input that calls them otherwise: text=body,id=url,date=day,title=head,author=by"},
	{"keep", "", []string{}, "carry these `COLUMNS` of the input into the document's record, under kept"},
	{"include", "", []string{}, "of folders and archives, take only files that match these `PATTERNS`: *.txt, news/** (default: all but hidden ones and annotations, *" + goldSuffix + ")"},
	{"exclude", "", []string{}, "of folders and archives, leave out files that match these `PATTERNS`"},
	{"encoding", "", "", "encoding of text files: utf-8, gb18030, big5, utf-16le, utf-16be (default: told from the bytes)"},
	{"date", "", "", "`DATE` of documents that the input gives none of: 2023, 2023-12 or 2023-12-28"},
	{"date-from-name", "", false, "take the date of a document from its name where one stands in it (2024-01-05-x.txt, paper20240105.txt)"},
	{"normalise", "", []string{}, "leave out `STEPS` of normalising: -captions,-wraps (extract normalise --list has all)"},
	{"max-doc", "", 16 << 20, "refuse documents of more than so many `BYTES`: pieces of one would lose names and periods"},
	{"output", "o", "-", "write to `FILE`, which appears whole or not at all (- is standard output)"},
	{"only", "", []string{}, "write only these `TYPES` beside documents: quantity, time, entity, fact"},
	{"workers", "", 0, "work on `N` documents at once; the output is the same for any (0: one per CPU)"},
	{"doc-timeout", "", "2m", "give up a document that takes longer than this `TIME` by the clock; 0 is no limit"},
	{"shard", "", "", "do one `PART` of the input only, as 2/8; parts are whole shards and the same wherever they are done"},
	{"shard-documents", "", 1000, "how many documents a shard has, on average: one ends after each whose hash is a multiple of `N`"},
	{"flush", "", 1, "write out what was done after every `N` documents"},
	{"errors", "", "", "write what failed as records of type error to `FILE`, or with inline into the output, in its place"},
	{"format", "", "jsonl", "`FORMAT` of a data set: jsonl or parquet"},
	{"compress", "", "", "compress the JSON Lines of a data set: zstd"},
	{"quiet", "", false, "tell nothing of the progress, and no totals"},
	{"timings", "", false, "tell how much of the time each stage took"},
	{"rules", "", []string{}, "`FOLDER` of rules that add to or override the built-in ones"},
	{"dict", "", []string{}, "`FOLDER` of lexicons that add to or override the built-in ones"},
	{"no-prefilter", "", false, "try every rule everywhere; the output is the same, only slower"},
}

// The settings that belong together.
var (
	knowledge = []string{"rules", "dict", "no-prefilter"}
	reading   = []string{"from", "columns", "keep", "include", "exclude", "encoding", "date", "date-from-name", "normalise", "max-doc"}
	writing   = []string{"output", "only", "workers"}
	batches   = []string{"doc-timeout", "shard", "shard-documents", "quiet", "timings"}
	streams   = []string{"flush", "errors"}
	sets      = []string{"format", "compress"}
)

// addFlags gives a command the flags of some settings.
func addFlags(cmd *cobra.Command, keys ...[]string) {
	flags := cmd.Flags()
	for _, group := range keys {
		for _, key := range group {
			switch o := optionOf(key); value := o.value.(type) {
			case string:
				flags.StringP(o.key, o.short, value, o.usage)
			case int:
				flags.IntP(o.key, o.short, value, o.usage)
			case bool:
				flags.BoolP(o.key, o.short, value, o.usage)
			case []string:
				flags.StringSliceP(o.key, o.short, value, o.usage)
			}
		}
	}
}

// reword says what a setting means to one command, where that is not what it means to
// all; standard is its default there, "" for none.
func reword(cmd *cobra.Command, key, usage, standard string) {
	flag := cmd.Flags().Lookup(key)
	flag.Usage, flag.DefValue = usage, standard
}

// intoFolder gives a command the flag -o for a folder that it writes.
func intoFolder(cmd *cobra.Command) {
	addFlags(cmd, []string{"output"})
	reword(cmd, "output", "the `FOLDER` of the data set", "")
}

func optionOf(key string) *option {
	for i := range options {
		if options[i].key == key {
			return &options[i]
		}
	}
	return nil
}
