package rules

import (
	"bytes"
	"encoding/json"
)

// SchemaFile is the name of the schema beside rule files, as their first line gives
// it to editors:
//
//	# yaml-language-server: $schema=rules.schema.json
const SchemaFile = "rules.schema.json"

// SchemaHeader is that line.
const SchemaHeader = "# yaml-language-server: $schema=" + SchemaFile

// schema is a JSON Schema, or a part of one. Its keys are written in ascending order.
type schema map[string]any

// Schema is the JSON Schema (2020-12) of rule files. It follows from the operations
// and the keys that the loader takes.
func Schema() []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(schema{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       "Rules of extract",
		"description": "A list of rules. rules/README.md says what the keys mean.",
		"type":        []string{"array", "null"},
		"items":       schema{"$ref": "#/$defs/rule"},
		"$defs": schema{
			"rule": ruleSchema(), "grow": growSchema(), "example": exampleSchema(), "counter": counterSchema(),
			"names": schema{"anyOf": []schema{
				{"type": "string", "minLength": 1},
				{"type": "array", "minItems": 1, "items": schema{"type": "string", "minLength": 1}},
			}},
			"scalar": schema{"type": []string{"string", "number", "boolean"}},
			"operand": schema{"anyOf": []schema{
				{"$ref": "#/$defs/scalar"}, {"$ref": "#/$defs/operation"},
			}},
			"operation": operationSchema(),
		},
	}); err != nil {
		panic("rules: internal error: " + err.Error())
	}
	return out.Bytes()
}

func described(s schema, description string) schema {
	s["description"] = description
	return s
}

func object(required []string, properties schema) schema {
	s := schema{"type": "object", "additionalProperties": false, "properties": properties}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

func ruleSchema() schema {
	text := func(description string) schema {
		return described(schema{"type": "string", "minLength": 1}, description)
	}
	names := func(description string) schema {
		return schema{"$ref": "#/$defs/names", "description": description}
	}
	return object([]string{"id", "doc", "pattern", "examples", "not"}, schema{
		"id": described(schema{"type": "string", "pattern": `^[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$`},
			"family.what-it-matches. Rules of the families quantity, time and entity make records."),
		"doc":     text("A sentence: what it matches, and why where that is not plain."),
		"pattern": text("What it looks like: items as {n:num} and {u:lex:unit}, and pieces of expression between them."),
		"guard":   described(schema{"enum": []string{"start", "end", "both"}}, "The match must start or end where a token does."),
		"wake":    described(schema{"const": "always"}, "Where nothing tells where a match can start."),
		"part":    described(schema{"enum": []any{true, false, "true", "false"}}, "true: makes no record, whatever its family."),
		"grow":    schema{"$ref": "#/$defs/grow", "description": "The match goes on to the left over tokens."},
		"value": described(schema{"anyOf": []schema{{"type": "string"}, {"$ref": "#/$defs/operation"}}},
			"What it means: a group, or an operation with its operands."),
		"over":     names("Rules, or families of them, that lose against this one wherever they overlap."),
		"blocks":   names("Rules, or families of them, whose matches within this one's are none."),
		"examples": schema{"type": "array", "minItems": 2, "items": schema{"$ref": "#/$defs/example"}},
		"not":      schema{"type": "array", "minItems": 1, "items": schema{"$ref": "#/$defs/counter"}},
	})
}

func growSchema() schema {
	number := schema{"type": "integer", "minimum": 0}
	names := schema{"$ref": "#/$defs/names"}
	return object(nil, schema{
		"over": names, "stop": names, "pass": names, "keep": names, "head": names, "headed": names, "join": names, "apart": names, "coined": names,
		"min": number, "max": number, "each": number, "tokens": number,
	})
}

func exampleSchema() schema {
	want := schema{}
	for _, key := range wantKeys {
		want[key] = schema{"$ref": "#/$defs/scalar"}
	}
	return object([]string{"text"}, schema{
		"text":  described(schema{"type": "string", "pattern": `^[\s\S]*\[\[[\s\S]+\]\][\s\S]*$`}, "The text, with the span that the rule must find in [[ ]]."),
		"want":  described(object(nil, want), "Keys of the record, with the values that it must have."),
		"date":  described(schema{"type": "string"}, "The date of the document."),
		"alone": described(schema{"enum": []any{true, false, "true", "false"}}, "true: the rule by itself, without the others."),
	})
}

func counterSchema() schema {
	return object([]string{"text", "why"}, schema{
		"text":  described(schema{"type": "string", "minLength": 1}, "A text in which the rule must find nothing, at the span in [[ ]], or anywhere."),
		"why":   described(schema{"type": "string", "minLength": 1}, "What it is instead."),
		"alone": described(schema{"enum": []any{true, false, "true", "false"}}, "true: the rule by itself, without the others."),
	})
}

// operationSchema is a mapping of one operation.
func operationSchema() schema {
	ops := schema{}
	for _, op := range Operations() {
		ops[op.Name] = described(operandsSchema(&op), op.Doc)
	}
	return schema{"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false, "properties": ops}
}

func operandsSchema(op *Op) schema {
	if op.Variadic {
		return schema{"anyOf": []schema{
			{"type": "array", "minItems": 1, "items": schema{"$ref": "#/$defs/operand"}}, {"$ref": "#/$defs/operand"},
		}}
	}
	properties := schema{}
	var required []string
	for i := range op.Params {
		p := &op.Params[i]
		properties[p.Name] = described(paramSchema(p), p.Doc)
		if !p.Optional {
			required = append(required, p.Name)
		}
	}
	named := object(required, properties)
	if len(op.Params) != 1 {
		return named
	}
	return schema{"anyOf": []schema{named, {"$ref": "#/$defs/scalar"}}}
}

// paramSchema offers the words that an operand may be, beside groups and operations.
func paramSchema(p *Param) schema {
	if len(p.Enum) == 0 {
		return schema{"$ref": "#/$defs/operand"}
	}
	return schema{"anyOf": []schema{{"enum": p.Enum}, {"$ref": "#/$defs/operand"}}}
}
