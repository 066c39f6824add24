// Package table writes records as Parquet tables, one for each type of record,
// and reads them back, and reads the rows of other people's Parquet files.
//
// The columns of a table are the keys of its records, in their order, with
// these changes:
//
//   - position, the number of the record among those of its document, from 0,
//     stands behind doc: ordered by it, the tables together give the JSON Lines
//     again, byte for byte.
//   - Numbers that are no counts or places are DECIMAL(38, 18): 20 digits before
//     the point and 18 behind it. A number that does not fit is never rounded:
//     its column is null, and it stands as text in the column with _text behind
//     the name, which is null otherwise.
//   - ratio is two columns, numerator and denominator; where one of them does
//     not fit, both are null and ratio_text holds the array.
//   - from and to are text as in the records; from_date and to_date hold their
//     days as DATE.
//   - Of kept, every column of the input has its own, with kept_ before its name.
package table

import (
	"slices"

	"zhfacts/pipeline/record"
)

// Precision and Scale are those of the DECIMAL columns.
const (
	Precision = 38
	Scale     = 18
)

// Types are the types of record that have a table, the documents first.
func Types() []record.Type {
	return []record.Type{record.TypeDocument, record.TypeQuantity, record.TypeTime, record.TypeEntity, record.TypeFact}
}

// kind is how a key is stored.
type kind uint8

const (
	kindText    kind = iota
	kindWord         // text of which there are few different ones
	kindCount        // an integer
	kindDecimal      // followed by a column of what does not fit
	kindRatio        // two decimals, followed by a column of what does not fit
	kindMoment       // text, followed by a column of its day
	kindKept         // as many columns as are kept
)

// key is a key of a record.
type key struct {
	name     string
	kind     kind
	required bool
}

var (
	position = key{"position", kindCount, true}

	common = []key{
		{"type", kindWord, true}, {"doc", kindWord, true}, position, {"id", kindText, true},
		{"text", kindText, true}, {"raw", kindText, true},
		{"start", kindCount, true}, {"end", kindCount, true}, {"byte_start", kindCount, true}, {"byte_end", kindCount, true},
		{"sentence", kindCount, true}, {"rule", kindWord, true},
	}
	amount = []key{
		{"value", kindDecimal, false}, {"low", kindDecimal, false}, {"high", kindDecimal, false}, {"ratio", kindRatio, false},
		{"unit", kindWord, false}, {"unit_code", kindWord, false},
	}
)

// keysOf are the keys of a type of record, in the order of its JSON.
func keysOf(t record.Type) []key {
	switch t {
	case record.TypeDocument:
		return []key{
			{"type", kindWord, true}, {"doc", kindText, true}, position, {"id", kindText, true},
			{"title", kindText, false}, {"author", kindText, false}, {"date", kindText, false}, {"kept", kindKept, false},
			{"encoding", kindWord, true}, {"sha256", kindText, true},
			{"chars", kindCount, true}, {"paragraphs", kindCount, true}, {"sentences", kindCount, true},
			{"quantities", kindCount, true}, {"times", kindCount, true}, {"entities", kindCount, true}, {"facts", kindCount, true},
		}
	case record.TypeQuantity:
		return slices.Concat(common, []key{{"kind", kindWord, true}}, amount, []key{
			{"base_value", kindDecimal, false}, {"base_unit", kindWord, false}, {"bound", kindWord, false}, {"dimension", kindWord, false},
		})
	case record.TypeTime:
		return slices.Concat(common, []key{
			{"kind", kindWord, true}, {"value", kindText, true}, {"from", kindMoment, false}, {"to", kindMoment, false},
			{"mod", kindWord, false}, {"anchor", kindText, false},
		})
	case record.TypeEntity:
		return slices.Concat(common, []key{
			{"kind", kindWord, true}, {"name", kindText, true}, {"code", kindWord, false}, {"mentions_of", kindText, false},
		})
	case record.TypeFact:
		return slices.Concat(common, []key{
			{"subject", kindText, false}, {"subject_id", kindText, false}, {"metric", kindText, false},
		}, amount, []key{
			{"bound", kindWord, false}, {"from", kindMoment, false}, {"to", kindMoment, false}, {"time_id", kindText, false},
			{"change", kindWord, false}, {"basis", kindWord, false}, {"status", kindWord, false}, {"quantity", kindText, true},
		})
	}
	return nil
}
