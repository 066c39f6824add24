package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
)

// action is what a command does once its settings are known.
type action func(cmd *cobra.Command, args []string, s *settings) error

// withSettings makes an action the RunE of a command.
func withSettings(do action) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		s, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		return do(cmd, args, s)
	}
}

// withExtractor makes an action that needs the pipeline the RunE of a command.
func withExtractor(do func(cmd *cobra.Command, args []string, s *settings, x *pipeline.Extractor) error) func(*cobra.Command, []string) error {
	return withSettings(func(cmd *cobra.Command, args []string, s *settings) error {
		x, err := s.extractor()
		if err != nil {
			return err
		}
		return do(cmd, args, s, x)
	})
}

// eachDocument does something with the documents that arguments name, in their
// order. What fails is reported and counted; only the end of the context stops it.
func (s *settings) eachDocument(cmd *cobra.Command, paths []string, do func(pipeline.Input) error) (failures int, err error) {
	items, err := s.items(cmd, paths)
	if err != nil {
		return 0, err
	}
	for item, err := range items {
		if err == nil {
			var in pipeline.Input
			if in, err = item.Read(); err == nil {
				err = do(in)
			}
			if err != nil {
				err = fmt.Errorf("%s: %w", item.Name, err)
			}
		}
		if cmd.Context().Err() != nil {
			return failures, cmd.Context().Err()
		}
		if err != nil {
			cmd.PrintErrf("extract: %v\n", err)
			failures++
		}
	}
	return failures, nil
}

// addJSON gives a command the flag --json.
func addJSON(cmd *cobra.Command) *bool {
	return cmd.Flags().Bool("json", false, "print one JSON value, for programs")
}

// printJSON writes a value as indented JSON with a line end.
func printJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// untested loads the pipeline with rules whose examples may fail.
func (s *settings) untested() (*pipeline.Extractor, error) {
	return pipeline.New(pipeline.Options{Rules: s.Rules, Dict: s.Dict, NoPrefilter: s.NoPrefilter, Untested: true})
}
