package rules

import "zhfacts/pipeline/record"

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
			},
			Eval: func(a *Args) (Value, error) {
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
