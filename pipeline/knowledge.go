package pipeline

import (
	"zhfacts/dict"
	"zhfacts/pipeline/link"
)

// Lexicons are the loaded lexicons.
func (x *Extractor) Lexicons() *dict.Set { return x.lexicons }

// Carries are the rules of carrying, those that are turned off included.
func (x *Extractor) Carries() []*link.Carry { return x.linker.Carries() }
