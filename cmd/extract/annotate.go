package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/golden"
	"zhfacts/pipeline/batch"
)

func annotateCommand() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "annotate FILE",
		Short: "Write the records of an article as annotations to correct, or check such a file",
		Long: `annotate writes what an article gives now as an annotation file, NAME` + goldSuffix + `
beside NAME.txt: a line for each quantity, time and entity, with its fact. A
person corrects it; 'extract score' measures the rules against it. With -o - it
is printed.

Given a file that ends in ` + goldSuffix + `, annotate reads it back: every line must be
well formed, and every surface stand in the article, in the order of the text.
With -o the file is written anew in its plain form.`,
		Example: `  extract annotate harbour.txt
  extract annotate harbour` + goldSuffix,
		Args: exactly("an article, or its annotation file"),
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withSettings(func(cmd *cobra.Command, paths []string, s *settings) error {
		if strings.HasSuffix(paths[0], goldSuffix) {
			return checkAnnotations(cmd, paths[0], s, *asJSON)
		}
		x, err := s.extractor()
		if err != nil {
			return err
		}
		in, err := readFile(paths[0])
		if err != nil {
			return failed("%s: %w", paths[0], err)
		}
		in.Date = s.Date
		res, err := x.Extract(cmd.Context(), in)
		if err != nil {
			return failed("%s: %w", paths[0], err)
		}
		notes := golden.Annotate(in.ID, res.Text.Source(), res.Records.Records())
		to := s.Output
		if !cmd.Flags().Changed("output") {
			to = strings.TrimSuffix(paths[0], ".txt") + goldSuffix
		}
		return writeAnnotations(cmd, notes, to, force, *asJSON)
	})
	cmd.Flags().BoolVar(&force, "force", false, "write over an annotation file that is there")
	addFlags(cmd, []string{"date", "output"}, knowledge)
	reword(cmd, "output", "write to `FILE` (- is standard output; default: NAME"+goldSuffix+" beside the article)", "")
	return cmd
}

// annotated is what annotate did, for programs.
type annotated struct {
	File     string   `json:"file"`
	Lines    int      `json:"annotations"`
	Problems []string `json:"problems"`
}

func writeAnnotations(cmd *cobra.Command, notes *golden.Annotations, to string, force, asJSON bool) error {
	if to == batch.Stdin {
		_, err := notes.WriteTo(cmd.OutOrStdout())
		return err
	}
	if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) && !force {
		return cmp.Or(err, fmt.Errorf("%s is there already, perhaps corrected by hand: --force writes over it", to))
	}
	file, err := batch.Create(to)
	if err != nil {
		return err
	}
	if _, err := notes.WriteTo(file); err != nil {
		file.Abort()
		return failed("%w", err)
	}
	if err := file.Commit(); err != nil {
		return failed("%w", err)
	}
	if asJSON {
		return printJSON(cmd.OutOrStdout(), annotated{to, len(notes.List), []string{}})
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %s; correct them, then check them: extract annotate %[1]s\n", to, count(len(notes.List), "annotation"))
	return err
}

// checkAnnotations reads an annotation file back.
func checkAnnotations(cmd *cobra.Command, path string, s *settings, asJSON bool) error {
	notes, err := golden.ReadAnnotationFile(path)
	if err == nil {
		article := strings.TrimSuffix(path, goldSuffix) + ".txt"
		in, readErr := readFile(article)
		if readErr != nil {
			return failed("%s: the article of %s cannot be read: %w", article, path, readErr)
		}
		src, decodeErr := in.Decode()
		if decodeErr != nil {
			return failed("%s: %w", article, decodeErr)
		}
		err = errors.Join(notes.Place(src), notes.RoundTrip())
	}
	switch {
	case err != nil && asJSON:
		return errors.Join(printJSON(cmd.OutOrStdout(), annotated{path, 0, strings.Split(err.Error(), "\n")}), errFailed)
	case err != nil:
		return failed("%w", err)
	case cmd.Flags().Changed("output"):
		return writeAnnotations(cmd, notes, s.Output, true, asJSON)
	case asJSON:
		return printJSON(cmd.OutOrStdout(), annotated{path, len(notes.List), []string{}})
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %s, all well formed and found in the article\n", path, count(len(notes.List), "annotation"))
	return err
}
