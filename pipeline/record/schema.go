package record

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed schema.json
var schemaJSON []byte

// Schema is the JSON Schema (draft 2020-12) of one line of the output. Its
// `$comment` lists the promises that JSON Schema cannot state.
func Schema() []byte { return bytes.Clone(schemaJSON) }

const schemaID = "urn:zhfacts:record"

var compiledSchema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(schemaID, doc); err != nil {
		return nil, err
	}
	return compiler.Compile(schemaID)
})

// CheckSchema validates one line against [Schema]. The error is [Problems],
// one for each field that fails.
func CheckSchema(line []byte) error {
	schema, err := compiledSchema()
	if err != nil {
		return fmt.Errorf("record: the embedded schema does not compile: %w", err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
	if err != nil {
		return Problems{{Message: "is no JSON: " + err.Error()}}
	}
	var invalid *jsonschema.ValidationError
	if err = schema.Validate(value); err == nil {
		return nil
	} else if !errors.As(err, &invalid) {
		return err
	}
	var found Problems
	leaves(invalid, message.NewPrinter(language.English), &found)
	if object, ok := value.(map[string]any); ok {
		id, _ := object["id"].(string)
		for i := range found {
			found[i].ID = id
		}
	}
	return found
}

// leaves collects the innermost causes of e, once per field and message.
func leaves(e *jsonschema.ValidationError, p *message.Printer, found *Problems) {
	for _, cause := range e.Causes {
		leaves(cause, p, found)
	}
	if len(e.Causes) > 0 {
		return
	}
	problem := Problem{Message: "the schema says: " + e.ErrorKind.LocalizedString(p)}
	problem.Field = strings.Join(e.InstanceLocation, ".")
	for _, known := range *found {
		if known == problem {
			return
		}
	}
	*found = append(*found, problem)
}
