package rules

import (
	"errors"
	"strings"

	"zhfacts/pipeline/record"
)

// entityOps are the operations that make entities.
func entityOps() []Op {
	return []Op{
		{
			Name:    "entity",
			Doc:     "An entity of a kind. Its name is the operand `name`, else the whole match.",
			Returns: KindEntity,
			Params: []Param{
				{Name: "kind", Doc: "person, org, place, …", Kinds: []Kind{KindWord}, Enum: entityKinds()},
				{Name: "name", Doc: "the canonical name", Optional: true, Kinds: []Kind{KindText, KindWord, KindEntry}},
				{Name: "code", Doc: "the GB/T 2260 code of a place", Optional: true, Kinds: []Kind{KindWord}},
				{Name: "holds", Doc: "the code of a division that the place must hold", Optional: true, Kinds: []Kind{KindWord}},
				{Name: "within", Doc: "the code of a division that must hold the place", Optional: true, Kinds: []Kind{KindWord}},
			},
			Eval: func(a *Args) (Value, error) {
				if w := a.Word("within"); w != "" && !within(a.Word("code"), w) {
					return nil, errors.New("the place lies in another division")
				}
				if h := a.Word("holds"); h != "" && !within(h, a.Word("code")) {
					return nil, errors.New("the place does not hold the other")
				}
				e := &Entity{Kind: record.EntityKind(a.Word("kind")), Name: a.Word("name"), Code: a.Word("code")}
				if e.Name == "" {
					e.Name = a.Match().Written()
				}
				return e, nil
			},
		},
	}
}

func entityKinds() []string {
	return []string{"person", "org", "place", "facility", "product", "event", "document", "project"}
}

// within tells whether the division with the GB/T 2260 code lies in that with the
// code outer: codes of provinces end in 0000, those of prefectures in 00.
func within(code, outer string) bool {
	stem := strings.TrimSuffix(strings.TrimSuffix(outer, "00"), "00")
	return len(code) == len(outer) && code != outer && len(stem) < len(outer) && strings.HasPrefix(code, stem)
}
