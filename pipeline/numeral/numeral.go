// Package numeral is the one scanner and parser of Chinese, Arabic and mixed
// numerals; it yields exact decimals.
package numeral

import (
	"errors"

	"github.com/cockroachdb/apd/v3"
)

// Form tells the script of a numeral.
type Form uint8

const (
	Arabic  Form = iota // 3,400.5
	Chinese             // 三千四百
	Mixed               // 3.4万, 1万2
)

// Style tells how Format writes a number.
type Style uint8

const (
	ArabicStyle  Style = iota // 3400.5
	ChineseStyle              // 三千四百点五
	CapitalStyle              // 叁仟肆佰点伍
)

// Numeral is a numeral found in running text.
type Numeral struct {
	Start, End int         // half-open, in runes of the slice given
	Value      apd.Decimal // exact value; unset when Approx
	Approx     bool        // the numeral names a range: 三五, 十七八, 数十, 十几
	Low, High  apd.Decimal // both ends of the range, inclusive, when Approx
	Digits     int         // number of digits of a bare run of digits (2023, 二〇二三), else 0
	Form       Form
	More       bool // 多, 余, 来 or 几 stands between digits and a multiplier: 10多万
	Multiplier bool // ends with a multiplier: 十 百 千 万 亿
	Bare       bool // a multiplier alone: 万, 千亿
	Colloquial bool // the last place is implied: 一万五, 三百二, 1万2
}

// Scan finds the longest numeral that starts exactly at rune at.
func Scan(rs []rune, at int) (Numeral, bool) { return Numeral{}, false }

// Parse reads a string that is one numeral from end to end.
func Parse(s string) (Numeral, error) { return Numeral{}, errors.New("numeral: empty") }

// Format writes d as a numeral in the given style.
func Format(d *apd.Decimal, style Style) (string, error) { return d.Text('f'), nil }
