package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"

	"zhfacts/dict"
	"zhfacts/pipeline/link"
	"zhfacts/pipeline/record"
	"zhfacts/rules"
)

// Lexicons are the loaded lexicons.
func (x *Extractor) Lexicons() *dict.Set { return x.lexicons }

// Carries are the rules of carrying, those that are turned off included.
func (x *Extractor) Carries() []*link.Carry { return x.linker.Carries() }

// ruleLayers are the layers of rules that the options name.
func (opt *Options) ruleLayers() []rules.Layer {
	if opt.RuleLayers != nil {
		return opt.RuleLayers
	}
	layers := []rules.Layer{rules.Builtin()}
	for _, folder := range opt.Rules {
		layers = append(layers, rules.Folder(folder))
	}
	return layers
}

// dictLayers are the layers of lexicons that the options name.
func (opt *Options) dictLayers() []dict.Layer {
	if opt.DictLayers != nil {
		return opt.DictLayers
	}
	layers := []dict.Layer{dict.Builtin()}
	for _, folder := range opt.Dict {
		layers = append(layers, dict.Folder(folder))
	}
	return layers
}

// Hashes tell whether two runs knew the same. Each is a SHA-256 in hexadecimal: of
// the JSON Schema of the records, and of the names and contents of all files of
// rules and of lexicons, layer by layer.
type Hashes struct {
	Schema   string `json:"schema"`
	Rules    string `json:"rules"`
	Lexicons string `json:"lexicons"`
}

// Hashes are those of the schema, and of the rules and lexicons that the options
// name.
func (opt Options) Hashes() (Hashes, error) {
	var layers []fs.FS
	for _, l := range opt.ruleLayers() {
		layers = append(layers, l.FS)
	}
	schema := sha256.Sum256(record.Schema())
	h := Hashes{Schema: hex.EncodeToString(schema[:])}
	var err error
	if h.Rules, err = hashOf(layers, "*.yaml"); err != nil {
		return h, err
	}
	layers = nil
	for _, l := range opt.dictLayers() {
		layers = append(layers, l.FS)
	}
	h.Lexicons, err = hashOf(layers, "*.tsv")
	return h, err
}

func hashOf(layers []fs.FS, pattern string) (string, error) {
	sum := sha256.New()
	for i, layer := range layers {
		names, err := fs.Glob(layer, pattern)
		if err != nil {
			return "", err
		}
		slices.Sort(names)
		for _, name := range names {
			data, err := fs.ReadFile(layer, name)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(sum, "%d %s %d\n", i, name, len(data))
			sum.Write(data)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
