package rules

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// node is a YAML value with its place: a scalar, a mapping or a sequence.
type node struct {
	kind   nodeKind
	text   string // of a scalar
	keys   []key  // of a mapping, in file order
	items  []*node
	line   int
	column int
	quoted bool // a quoted scalar: its text starts one column later
}

type key struct {
	name   string
	value  *node
	line   int
	column int
}

type nodeKind uint8

const (
	scalarNode nodeKind = iota
	mapNode
	seqNode
)

func (n *node) get(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.keys {
		if k.name == name {
			return k.value
		}
	}
	return nil
}

// list gives the items of a sequence.
func (n *node) list(name string) []*node {
	if v := n.get(name); v != nil {
		return v.items
	}
	return nil
}

// parseYAML reads a whole file; a nil node without problems is an empty file.
func parseYAML(file string, src []byte) (*node, *Problem) {
	tokens := lexer.Tokenize(strings.TrimPrefix(string(src), "\uFEFF"))
	if p := tooDeep(tokens); p != nil {
		p.File = file
		return nil, p
	}
	f, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey()) // the loader reports them with all else
	if err != nil {
		p := &Problem{File: file, Message: err.Error(), Hint: "the file is no YAML; mend this place first: what stands behind it was not read"}
		if e, ok := err.(yaml.Error); ok {
			p.Message = e.GetMessage()
			if strings.Contains(p.Message, "'\t'") || strings.Contains(p.Message, "'	'") || strings.Contains(p.Message, "tab character") {
				p.Hint = "indent with spaces; " + p.Hint
			}
			if tok := e.GetToken(); tok != nil {
				p.Line, p.Column = tok.Position.Line, tok.Position.Column
			}
		}
		return nil, p
	}
	var root *node
	for _, doc := range f.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType {
			continue
		}
		if root != nil {
			pos := doc.Body.GetToken().Position
			return nil, &Problem{File: file, Line: pos.Line, Column: pos.Column, Message: "a second YAML document", Hint: "write all rules of a file as one list"}
		}
		n, err := convert(doc.Body)
		if err != nil {
			return nil, &Problem{File: file, Line: err.line, Column: err.column, Message: err.message, Hint: "write it out"}
		}
		root = n
	}
	return root, nil
}

// maxDepth is how deep brackets may nest. The parser takes ever longer for deeper ones.
const maxDepth = 100

// tooDeep reports brackets that nest too deep; nil where none do.
func tooDeep(tokens token.Tokens) *Problem {
	depth := 0
	for _, tok := range tokens {
		switch tok.Type {
		case token.SequenceStartType, token.MappingStartType:
			if depth++; depth > maxDepth {
				return &Problem{
					Line: tok.Position.Line, Column: tok.Position.Column,
					Message: fmt.Sprintf("brackets nest more than %d deep", maxDepth), Hint: "close some of them, or put a text that holds brackets in quotes",
				}
			}
		case token.SequenceEndType, token.MappingEndType:
			depth--
		}
	}
	return nil
}

type yamlError struct {
	line, column int
	message      string
}

func convert(a ast.Node) (*node, *yamlError) {
	pos := a.GetToken().Position
	n := &node{line: pos.Line, column: pos.Column}
	switch a := a.(type) {
	case *ast.MappingNode:
		n.kind = mapNode
		for _, v := range a.Values {
			if err := n.add(v); err != nil {
				return nil, err
			}
		}
		if len(n.keys) > 0 && !a.IsFlowStyle {
			n.line, n.column = n.keys[0].line, n.keys[0].column
		}
	case *ast.MappingValueNode:
		n.kind = mapNode
		if err := n.add(a); err != nil {
			return nil, err
		}
		n.line, n.column = n.keys[0].line, n.keys[0].column
	case *ast.SequenceNode:
		n.kind = seqNode
		for _, v := range a.Values {
			item, err := convert(v)
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, item)
		}
	case *ast.LiteralNode:
		n.text = a.Value.Value
	case *ast.StringNode:
		n.text = a.Value
		n.quoted = strings.HasPrefix(a.Token.Origin, "'") || strings.HasPrefix(a.Token.Origin, `"`) ||
			strings.HasPrefix(strings.TrimSpace(a.Token.Origin), "'") || strings.HasPrefix(strings.TrimSpace(a.Token.Origin), `"`)
	case *ast.NullNode:
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode: // scalar nodes to the parser
		return nil, notUsed(a)
	case ast.ScalarNode:
		n.text = a.GetToken().Value
	default:
		return nil, notUsed(a)
	}
	return n, nil
}

func notUsed(a ast.Node) *yamlError {
	pos := a.GetToken().Position
	return &yamlError{pos.Line, pos.Column, fmt.Sprintf("what YAML calls %s is not used in rule files", strings.ToLower(a.Type().String()))}
}

func (n *node) add(v *ast.MappingValueNode) *yamlError {
	tok := v.Key.GetToken()
	if v.Key.IsMergeKey() {
		return &yamlError{tok.Position.Line, tok.Position.Column, "merge keys are not used in rule files"}
	}
	value, err := convert(v.Value)
	if err != nil {
		return err
	}
	n.keys = append(n.keys, key{tok.Value, value, tok.Position.Line, tok.Position.Column})
	return nil
}
