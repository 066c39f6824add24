package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
	"zhfacts/rules"
)

// ownRules is the folder that new rules go to where the settings name none.
const ownRules = "my-rules"

func newRuleCommand() *cobra.Command {
	var examples, nots []string
	var family, doc, why, kind, into string
	cmd := &cobra.Command{
		Use:   "new-rule ID --family FAMILY --example TEXT",
		Short: "Write a rule to go on from, out of marked examples",
		Long: `new-rule writes a rule whose pattern matches the spans that the examples mark
with [[ ]], runs its examples, and says what is left to do. Numbers become
{num}, a known unit its lexicon, all else literal text. What the records then
say is written down as wanted: check it.

The rule goes to FAMILY.yaml of the last folder of --rules, or of ` + ownRules + `, beside
a schema by which editors complete and check it. Behind the rule that is there
already, others stay as they are.`,
		Example: `  extract new-rule incense-time --family quantity --example '撑了[[两炷香]]才靠岸'
  extract new-rule time.new-moon --family time --example '[[初一]]开市' --not '初一学生'`,
		Args: exactly("an id"),
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withSettings(func(cmd *cobra.Command, args []string, s *settings) error {
		sk, err := newSketch(args[0], family, doc, kind, examples, nots, why)
		if err != nil {
			return err
		}
		x, err := s.untested()
		if err != nil {
			return err
		}
		if err := knownFamily(sk.family, x.Rules().Rules()); err != nil {
			return err
		}
		file, folders := s.newRuleFile(into, sk.family)
		before, err := os.ReadFile(file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return failed("%w", err)
		}
		test, line, err := s.writeRule(cmd, x, sk, file, string(before), folders)
		if err != nil {
			if before == nil {
				return errors.Join(err, os.RemoveAll(file))
			}
			return errors.Join(err, os.WriteFile(file, before, 0o644))
		}
		out := &failingWriter{to: cmd.OutOrStdout()}
		if *asJSON {
			return printJSON(out, struct {
				Rule string    `json:"rule"`
				File string    `json:"file"`
				Line int       `json:"line"`
				Test *ruleTest `json:"test"`
			}{sk.id, file, line, test})
		}
		fmt.Fprintf(out, "%s:%d\n%s\n", file, line, sk)
		test.print(out)
		fmt.Fprintf(out, "next: edit it, and see what comes of it:\n  extract rules test --rules %[1]s --watch %[2]s\n  extract compare --new %[1]s CORPUS\n", filepath.Dir(file), sk.id)
		return out.err
	})
	cmd.Flags().StringVar(&family, "family", "", "`FAMILY` of the rule: quantity, time, entity, or one that serves others")
	cmd.Flags().StringArrayVar(&examples, "example", nil, "a `TEXT` with what the rule shall find in [[ ]]; may be given again")
	cmd.Flags().StringArrayVar(&nots, "not", nil, "a `TEXT` that looks like it, in which the rule must find nothing")
	cmd.Flags().StringVar(&why, "why", "", "`WHY` it must not")
	cmd.Flags().StringVar(&doc, "doc", "", "a `SENTENCE` that says what the rule is for")
	cmd.Flags().StringVar(&kind, "kind", "", "`KIND` of an entity: person, org, place, ...")
	cmd.Flags().StringVar(&into, "into", "", "write to this `FILE` (NAME.yaml) or folder")
	addFlags(cmd, knowledge)
	return cmd
}

// newSketch checks what the command line says of a rule.
func newSketch(id, family, doc, kind string, examples, nots []string, why string) (*sketch, error) {
	first, _, dotted := strings.Cut(id, ".")
	switch {
	case family == "" && dotted:
		family = first
	case family == "":
		return nil, errors.New("extract new-rule needs --family: quantity, time, entity, or another one for a rule that only serves others")
	}
	family = strings.TrimSuffix(family, ".")
	if !strings.HasPrefix(id, family+".") {
		id = family + "." + id
	}
	if !rules.ValidID(id) {
		return nil, fmt.Errorf("%q is no id: write it in lower-case letters, digits, - and . , like quantity.incense-time", id)
	}
	if len(examples) == 0 {
		return nil, errors.New("extract new-rule needs --example: a text with what the rule shall find in [[ ]]")
	}
	sk := &sketch{id: id, family: family, kind: kind, doc: cmp.Or(doc, "Say here what the rule matches, and why where that is not plain.")}
	for _, text := range examples {
		m, err := splitMarks(text)
		if err != nil {
			return nil, err
		}
		sk.examples = append(sk.examples, m)
	}
	if len(sk.examples) == 1 {
		sk.examples = append(sk.examples, sk.examples[0].other())
	}
	for _, text := range nots {
		sk.nots = append(sk.nots, notText{text, cmp.Or(why, "say here what it is instead")})
	}
	if len(sk.nots) == 0 {
		one := sk.examples[0]
		sk.nots = []notText{{cmp.Or(one.before+one.behind, "。"), "take a text that looks like the examples and is none, and say what it is instead"}}
	}
	return sk, nil
}

// knownFamily demands that a family is one of the rules that there are: a rule of any
// other would make no records, and no rule would ask for it.
func knownFamily(family string, all []*rules.Rule) error {
	serving := map[string]bool{}
	for _, r := range all {
		first, _, _ := strings.Cut(r.ID, ".")
		serving[first] = true
	}
	if serving[family] {
		return nil
	}
	for _, makes := range recordFamilies {
		delete(serving, makes)
	}
	return fmt.Errorf("there is no family %s; rules of %s make records, those of %s serve others", family,
		strings.Join(recordFamilies, ", "), strings.Join(slices.Sorted(maps.Keys(serving)), ", "))
}

// recordFamilies are the families whose rules make records.
var recordFamilies = []string{string(record.TypeQuantity), string(record.TypeTime), string(record.TypeEntity)}

// newRuleFile is the file that a rule goes to, and the folders of rules with it.
func (s *settings) newRuleFile(into, family string) (file string, folders []string) {
	folder, name := into, family+".yaml"
	switch {
	case into == "" && len(s.Rules) > 0:
		folder = s.Rules[len(s.Rules)-1]
	case into == "":
		folder = ownRules
	case strings.HasSuffix(into, ".yaml"):
		folder, name = filepath.Dir(into), filepath.Base(into)
	}
	folders = slices.Clone(s.Rules)
	if !slices.ContainsFunc(folders, func(f string) bool { return filepath.Clean(f) == filepath.Clean(folder) }) {
		folders = append(folders, folder)
	}
	return filepath.Join(folder, name), folders
}

// writeRule writes the sketch behind what the file held before, lets its examples say
// what they give, and tests them. x is the pipeline without the rule. It gives the line
// of the rule.
func (s *settings) writeRule(cmd *cobra.Command, x *pipeline.Extractor, sk *sketch, file, before string, folders []string) (*ruleTest, int, error) {
	folder := filepath.Dir(file)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, 0, failed("%w", err)
	}
	schema := filepath.Join(folder, rules.SchemaFile)
	if _, err := os.Stat(schema); errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(schema, rules.Schema(), 0o644); err != nil {
			return nil, 0, failed("%w", err)
		}
	}
	head := before
	if head == "" {
		head = rules.SchemaHeader + "\n"
	}
	head = strings.TrimRight(head, "\n") + "\n\n"
	with := *s
	with.Rules = folders
	if err := sk.fit(cmd, x); err != nil {
		return nil, 0, err
	}
	for range 3 { // again where another rule must first be beaten
		for i := range sk.examples {
			if e := &sk.examples[i]; len(e.want) == 0 && sk.emits() {
				e.want = []string{"kind: ?"} // loads; the first run says what it is
			}
		}
		if err := os.WriteFile(file, []byte(head+sk.String()), 0o644); err != nil {
			return nil, 0, failed("%w", err)
		}
		x, err := with.untested()
		if err != nil {
			return nil, 0, err
		}
		if !sk.learn(cmd, x) {
			break
		}
	}
	if err := os.WriteFile(file, []byte(head+sk.String()), 0o644); err != nil {
		return nil, 0, failed("%w", err)
	}
	test, err := with.testRules(cmd.Context(), []string{sk.id})
	return test, strings.Count(head, "\n") + 1, err
}

func (s *sketch) emits() bool {
	return slices.Contains(recordFamilies, s.family)
}

// fit finds a shape for the spans of the examples.
func (s *sketch) fit(cmd *cobra.Command, x *pipeline.Extractor) error {
	for i := range s.examples {
		e := &s.examples[i]
		inner, rule := "", ""
		if s.family == string(record.TypeTime) {
			res, err := x.Extract(cmd.Context(), pipeline.Input{ID: "example", Text: e.span})
			if err != nil {
				return err
			}
			for j := range res.Records.Times {
				if t := &res.Records.Times[j]; len(t.Text) > len(inner) {
					inner, rule = t.Text, t.Rule
				}
			}
		}
		shape := shapeOf(e.span, inner, rule, x.Lexicons())
		if s.shape == nil {
			s.shape = shape
		} else if !merge(s.shape, shape) {
			cmd.PrintErrf("extract: %s is built unlike %s: write a rule of its own for it, or change the pattern\n", e.span, s.examples[0].span)
		}
	}
	return nil
}

// learn takes down what the records of the examples say. It is true where the rule must
// be tried again, because another one that won is now beaten.
func (s *sketch) learn(cmd *cobra.Command, x *pipeline.Extractor) (again bool) {
	for i := range s.examples {
		m := &s.examples[i]
		e, err := x.Explain(cmd.Context(), pipeline.Input{ID: "example", Text: m.text()})
		if err != nil {
			continue // the test reports it
		}
		start := len([]rune(m.before))
		end := start + len([]rune(m.span))
		for _, r := range e.Records.Records() {
			mention, ok := r.(record.Mention)
			if !ok || r.RecordType() == record.TypeFact {
				continue
			}
			if base := mention.Base(); base.Rule == s.id && base.Start == start && base.End == end {
				m.want = wantOf(mention)
			}
		}
		for _, a := range e.WhyNot(m.span, s.id) {
			if a.Start != start || len(a.Lost) == 0 {
				continue
			}
			if by := a.Lost[0].By; !slices.Contains(s.over, by.Rule.ID) && by.Rule.ID != s.id {
				s.over, s.winners = append(s.over, by.Rule.ID), append(s.winners, by.Text)
				again = true
			}
		}
	}
	return again
}

// wanted are the keys of records that an example written anew demands.
var wanted = []string{"value", "low", "high", "ratio", "unit", "bound", "from", "to", "name", "kind"}

func wantOf(m record.Mention) []string {
	var want []string
	for name, value := range record.Fields(m) {
		if !slices.Contains(wanted, name) || name == "kind" && m.RecordType() != record.TypeEntity {
			continue
		}
		value = strings.Trim(strings.ReplaceAll(value, ",", ", "), `"`)
		if strings.ContainsAny(value, "[]{},:#'") {
			value = yamlText(value)
		}
		want = append(want, name+": "+value)
	}
	return want
}
