package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/dict"
	"zhfacts/pipeline"
)

func dictCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "dict",
		Short: "List, show and search the lexicons",
		Args:  exactly(),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(dictListCommand(), dictShowCommand(), dictFindCommand())
	return cmd
}

// listedLexicon is a lexicon as list prints it.
type listedLexicon struct {
	Name  string   `json:"name"`
	Words int      `json:"words"`
	Files []string `json:"files"`
	Doc   string   `json:"doc"`
	Rules int      `json:"rules"` // that name it
}

func dictListCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Print the lexicons with what they hold, and what folders override",
		Example: `  extract dict list
  extract dict list --dict my-words/`,
		Args: exactly(),
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withExtractor(func(cmd *cobra.Command, _ []string, s *settings, x *pipeline.Extractor) error {
		used := usersOf(x)
		list := []listedLexicon{}
		for _, name := range x.Lexicons().Names() {
			lex, _ := x.Lexicons().Lexicon(name)
			list = append(list, listedLexicon{name, len(lex.Entries()), filesOf(lex), lex.Doc, len(used[name])})
		}
		if *asJSON {
			return printJSON(cmd.OutOrStdout(), struct {
				Lexicons  []listedLexicon `json:"lexicons"`
				Overrides []string        `json:"overrides"`
			}{list, overrides(x, "")})
		}
		out := &failingWriter{to: cmd.OutOrStdout()}
		width := terminalWidth(cmd)
		for _, l := range list {
			fmt.Fprintf(out, "%s (%s): %s, named by %s\n%s\n", l.Name, strings.Join(l.Files, ", "), count(l.Words, "word"), count(l.Rules, "rule"), wrap("    ", l.Doc, width))
		}
		for _, o := range overrides(x, "") {
			fmt.Fprintln(out, o)
		}
		return out.err
	})
	addFlags(cmd, knowledge)
	return cmd
}

// usersOf lists the rules that name each lexicon.
func usersOf(x *pipeline.Extractor) map[string][]string {
	used := map[string][]string{}
	for _, r := range x.Rules().Rules() {
		for _, name := range x.Rules().References(r).Lexicons {
			used[name] = append(used[name], r.ID)
		}
	}
	return used
}

// filesOf lists the files that a lexicon's words come from, in their order.
func filesOf(lex *dict.Lexicon) []string {
	var files []string
	for _, e := range lex.Entries() {
		if !slices.Contains(files, e.File) {
			files = append(files, e.File)
		}
	}
	return files
}

// overrides says what folders changed in a lexicon, or in all of them for "".
func overrides(x *pipeline.Extractor, lexicon string) []string {
	said := []string{}
	for _, o := range x.Lexicons().Overrides() {
		if lexicon == "" || o.Lexicon == lexicon {
			said = append(said, o.String())
		}
	}
	return said
}

// shownLexicon is a lexicon as show prints it.
type shownLexicon struct {
	listedLexicon
	Source    string        `json:"source"`
	Licence   string        `json:"licence"`
	Columns   []shownColumn `json:"columns"`
	UsedBy    []string      `json:"used_by"`
	Overrides []string      `json:"overrides,omitempty"`
	Entries   []shownEntry  `json:"entries"`
}

type shownColumn struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Doc  string `json:"doc"`
}

// shownEntry is a word with its row.
type shownEntry struct {
	Word    string       `json:"word"`
	Lexicon string       `json:"lexicon"`
	File    string       `json:"file"`
	Line    int          `json:"line"`
	Fields  []shownField `json:"fields,omitempty"`
}

type shownField struct {
	Column string `json:"column"`
	Value  string `json:"value"`
}

func rowOf(e *dict.Entry) shownEntry {
	s := shownEntry{Word: e.Word, Lexicon: e.Lexicon.Name, File: e.File, Line: e.Line}
	for i, c := range e.Lexicon.Columns {
		if i > 0 && e.At(i) != "" {
			s.Fields = append(s.Fields, shownField{c.Name, e.At(i)})
		}
	}
	return s
}

func (s *shownEntry) String() string {
	var fields []string
	for _, f := range s.Fields {
		fields = append(fields, f.Column+"="+f.Value)
	}
	return fmt.Sprintf("%s  %s  (%s:%d)", pad(s.Word, 10), strings.Join(fields, " "), s.File, s.Line)
}

func dictShowCommand() *cobra.Command {
	var top int
	cmd := &cobra.Command{
		Use:   "show LEXICON",
		Short: "Show a lexicon: its columns, source, words, and the rules that name it",
		Example: `  extract dict show unit
  extract dict show measure-word --top 0 | grep 炷`,
		Args:              exactly("the name of a lexicon"),
		ValidArgsFunction: lexiconNames,
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withExtractor(func(cmd *cobra.Command, args []string, s *settings, x *pipeline.Extractor) error {
		lex, ok := x.Lexicons().Lexicon(args[0])
		if !ok {
			return fmt.Errorf("there is no lexicon %s%s", args[0], advice(args[0], x.Lexicons().Names()))
		}
		used := usersOf(x)[lex.Name]
		one := shownLexicon{
			listedLexicon: listedLexicon{lex.Name, len(lex.Entries()), filesOf(lex), lex.Doc, len(used)},
			Source:        lex.Source, Licence: lex.Licence, UsedBy: append([]string{}, used...), Overrides: overrides(x, lex.Name), Entries: []shownEntry{},
		}
		for _, c := range lex.Columns {
			one.Columns = append(one.Columns, shownColumn{c.Name, c.Type.String(), c.Doc})
		}
		entries := lex.Entries()
		if top > 0 {
			entries = first(entries, top)
		}
		for _, e := range entries {
			one.Entries = append(one.Entries, rowOf(e))
		}
		if *asJSON {
			return printJSON(cmd.OutOrStdout(), one)
		}
		out := &failingWriter{to: cmd.OutOrStdout()}
		one.print(out, terminalWidth(cmd))
		return out.err
	})
	cmd.Flags().IntVar(&top, "top", 20, "print the first `N` words only (0: all)")
	addFlags(cmd, knowledge)
	return cmd
}

func (l *shownLexicon) print(out io.Writer, width int) {
	fmt.Fprintf(out, "%s (%s): %s\n", l.Name, strings.Join(l.Files, ", "), count(l.Words, "word"))
	fmt.Fprintln(out, wrap("    ", l.Doc, width))
	fmt.Fprintln(out, wrap("  source   ", l.Source, width))
	fmt.Fprintln(out, wrap("  licence  ", l.Licence, width))
	for _, c := range l.Columns {
		fmt.Fprintln(out, wrap("  column   ", fmt.Sprintf("%s %s %s", c.Name, cut(c.Type, width/2), c.Doc), width))
	}
	fmt.Fprintln(out, wrap("  used by  ", cmp.Or(strings.Join(l.UsedBy, ", "), "no rule"), width))
	for _, o := range l.Overrides {
		fmt.Fprintf(out, "  %s\n", o)
	}
	for i := range l.Entries {
		fmt.Fprintf(out, "  %s\n", l.Entries[i].String())
	}
	if l.Words > len(l.Entries) {
		fmt.Fprintf(out, "  and %d more: --top 0 shows them\n", l.Words-len(l.Entries))
	}
}

// foundWord is what find knows of a word.
type foundWord struct {
	Word    string       `json:"word"`
	Entries []shownEntry `json:"entries"`
	Longer  []shownEntry `json:"longer"` // words of lexicons that hold it, when none is it
	Rules   []string     `json:"rules"`  // whose expressions name it
	Hits    *hits        `json:"hits,omitempty"`
}

// longerShown is how many words that hold the one looked for are named.
const longerShown = 10

func dictFindCommand() *cobra.Command {
	var corpus []string
	cmd := &cobra.Command{
		Use:   "find WORD",
		Short: "Find a word in all lexicons and in the expressions of rules",
		Long: `find prints the rows that a word has in the lexicons, and the rules whose
expressions name it. With --in it also shows where it stands in a corpus. The
exit code is 1 if nothing knows the word.`,
		Example: `  extract dict find 吨
  extract dict find 炷香 --in articles/`,
		Args: exactly("a word"),
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withExtractor(func(cmd *cobra.Command, args []string, s *settings, x *pipeline.Extractor) error {
		found := findWord(x, args[0])
		if len(corpus) > 0 {
			found.Hits = &hits{Samples: []sampleOfHits{}}
			failures, err := s.eachDocument(cmd, corpus, func(in pipeline.Input) error {
				places, err := x.WordHits(in, args[0])
				found.Hits.add(in.ID, places)
				return err
			})
			if err != nil {
				return err
			}
			if failures > 0 {
				defer func() { cmd.PrintErrf("extract: %s could not be read\n", count(failures, "document")) }()
			}
		}
		if *asJSON {
			if err := printJSON(cmd.OutOrStdout(), found); err != nil {
				return err
			}
		} else {
			out := &failingWriter{to: cmd.OutOrStdout()}
			found.print(out)
			if out.err != nil {
				return out.err
			}
		}
		if len(found.Entries)+len(found.Rules) == 0 {
			return errFailed
		}
		return nil
	})
	cmd.Flags().StringSliceVar(&corpus, "in", nil, "show where it stands in these `PATHS`")
	addFlags(cmd, reading, knowledge)
	return cmd
}

func findWord(x *pipeline.Extractor, word string) *foundWord {
	folded, _ := dict.SimplifyRunes(nil, []rune(word))
	word = string(folded)
	found := &foundWord{Word: word, Entries: []shownEntry{}, Longer: []shownEntry{}, Rules: []string{}}
	for _, name := range x.Lexicons().Names() {
		lex, _ := x.Lexicons().Lexicon(name)
		for _, e := range lex.Find(word) {
			found.Entries = append(found.Entries, rowOf(e))
		}
	}
	if len(found.Entries) == 0 {
		for _, name := range x.Lexicons().Names() {
			lex, _ := x.Lexicons().Lexicon(name)
			for _, e := range lex.Entries() {
				if strings.Contains(e.Word, word) && len(found.Longer) < longerShown {
					found.Longer = append(found.Longer, rowOf(e))
				}
			}
		}
	}
	for _, r := range x.Rules().Rules() {
		if strings.Contains(r.Pattern, word) {
			found.Rules = append(found.Rules, r.ID)
		}
	}
	return found
}

func (f *foundWord) print(out io.Writer) {
	for i := range f.Entries {
		fmt.Fprintf(out, "%s: %s\n", f.Entries[i].Lexicon, f.Entries[i].String())
	}
	if len(f.Entries) == 0 {
		fmt.Fprintf(out, "no lexicon has %s\n", f.Word)
		for i := range f.Longer {
			fmt.Fprintf(out, "  longer: %s: %s\n", f.Longer[i].Lexicon, f.Longer[i].String())
		}
	}
	if len(f.Rules) > 0 {
		fmt.Fprintf(out, "in the expressions of: %s\n", strings.Join(f.Rules, ", "))
	}
	if f.Hits != nil {
		fmt.Fprintf(out, "%s in %s\n", count(f.Hits.Matches, "place"), count(f.Hits.Documents, "document"))
		f.Hits.print(out)
	}
}
