// Package numeral is the one scanner and parser of Chinese, Arabic and mixed
// numerals; it yields exact decimals.
//
// # Grammar
//
// Runes are read in either script and width; 万 stands for 萬 too, 1 for １.
//
//	numeral   = [ sign ] ( science | places | readout | range )
//	sign      = "负" | "-" | "−" | "+"                 a dash only before Arabic digits
//	arabic    = digits [ "." digits ] | group { "," ddd } [ "." digits ]
//	science   = arabic ( "e" [ sign ] digits | "×10" ( "^" [ sign ] digits | superscripts ) )
//	places    = section { big { big } section } [ "点" digits { big } ]
//	section   = { [ "零" ] part }                      parts of falling place
//	part      = ( digit | arabic ) [ unit ] | "十" … | "廿" …
//	unit      = "十" | "百" | "千" | "拾" | "佰" | "仟"
//	big       = "万" | "亿"; 万亿, 万万, 亿亿 multiply; after 多, 余, 来 the numeral ends with them
//	readout   = digit digit { digit } [ "点" digits ] [ big ]   二〇二三, 一七二零点一, 一二五万
//	range     = a part whose digit is 几, 数 or two neighbours: 几百, 十几, 数十亿, 三五, 七八十, 一两千
//
// 一 may be left out before 十 where a place begins, before 百 and 千 at the
// start (百二, 千零一) and behind 零. A last digit right behind 百, 千, 万 or
// 亿 counts the next place down (一万五, 1万2). 兆 counts 10^12, and only where
// 亿 or 万 follow in the same numeral; elsewhere it is left to units.
//
// # Ranges
//
// 几 and 数 before a unit are 1 to 10 of it (几十 is 10..100: what is said is
// the order of magnitude, and the next one ends it). 几 in the last place is 1
// to 9 (十几 is 11..19, as one counts whole things); before 万 and 亿, where
// amounts are no longer counted one by one, 十几万 is 100000..200000. Two
// neighbouring digits are what they say (七八十 is 70..80), as are 三五, 一两,
// 两三 and 三两; 百八十, 千八百 and 万八千 are 80..100, 800..1000 and 8000..10000.
//
// # Context
//
// Scan looks at the runes around a numeral only to refuse a reading:
//   - a dash or plus is a sign unless a digit, a letter, a bracket that closes, another dash,
//     a percent sign, 年月日号 or a measured number (5元-8元) stands before it; behind what
//     joins two numbers already, it is one (-10到-5);
//   - 点 is a decimal point before digits read out one by one, and not where the time of day is
//     meant: 三点十五, 三点五分, 三点一刻, 3点30, 下午三点五;
//   - · is a decimal point in Chinese and Arabic numerals before a multiplier, a percent sign or
//     one of the commonest units, and behind 之 (百分之五·三); 五·四 is a date;
//   - the digit of a weekday is kept from the hour behind it: 星期三十点 is 三 and 十;
//   - 千 before 克, 瓦 and the like belongs to the unit (5千克), as does 百 in 百分点;
//   - 陆, 伍, 肆, 参 and 拾 are words too, and count within capitals or standing free of words only;
//   - 数 in 人数, 总数 and the like, and 负 in 正负, 减负, begin no numeral;
//   - a last digit is not drawn to 万 where it counts something itself (100万一年, 3万5月).
package numeral

import (
	"fmt"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"
)

// MaxRunes is the length of the longest numeral read; longer ones are refused.
const MaxRunes = 1000

// Form tells the script of a numeral. The sign does not count.
type Form uint8

const (
	Arabic  Form = iota // 3,400.5
	Chinese             // 三千四百
	Mixed               // 3.4万, 1万2
)

func (f Form) String() string {
	switch f {
	case Arabic:
		return "arabic"
	case Chinese:
		return "chinese"
	}
	return "mixed"
}

// Numeral is a numeral found in running text. Its decimals are to be read only:
// copies of a Numeral may share the digits of a very long number.
type Numeral struct {
	Start, End int // half-open, in runes of the slice given

	// Value is the exact value; unset when Approx. Its exponent is never
	// positive, and a fraction has no trailing zeros: one number, one form.
	Value     apd.Decimal
	Approx    bool        // the numeral names a range: 三五, 十七八, 数十, 十几
	Low, High apd.Decimal // both ends of the range, inclusive, in the form of Value; set when Approx

	// Digits is the number of digits of a bare run of digits, written (2023)
	// or read out (二〇二三, 五), without sign, point, comma or multiplier; else 0.
	Digits int
	Form   Form

	// Point is the index of the 点 read as a decimal point, else 0. Where the
	// text may tell a time of day, Scan(rs[:n.Point], n.Start) is the hour.
	Point int

	More       bool // 多, 余 or 来 stands before the last multiplier: 10多万, 461万多亿
	Multiplier bool // ends with a multiplier: 十 百 千 万 亿
	Scale      int  // what the multipliers at the end raise to, as a power of ten: 4 of 3.4万, 12 of 1.5万亿
	Bare       bool // a multiplier alone, other than 十: 万, 百万, 千亿
	Colloquial bool // the last place is implied: 一万五, 三百二, 1万2
}

// Starts is true for runes that can begin a numeral. It costs about a
// nanosecond: a loop over text asks it before it calls Scan.
func Starts(r rune) bool { return classOf(r).starts() }

// Scan finds the longest numeral that starts exactly at index at of rs; at must
// be an index of rs. A
// numeral ends before a digit that belongs to a multiplier it cannot hold:
// 五十六十 is 五十 here and 六十 at the next place.
//
// No numeral begins inside a run of Arabic digits, or behind four Chinese ones.
func Scan(rs []rune, at int) (n Numeral, ok bool) {
	c := classOf(rs[at])
	if !c.starts() || !goesOn(c, rs, at+1) {
		return n, false
	}
	if c.kind() == kindArabic {
		if done, ok := scanPlain(&n, rs, at); done {
			return n, ok
		}
	}
	return n, scan(&n, rs, at, false)
}

// SyntaxError tells why and where a string is no numeral.
type SyntaxError struct {
	Text   string // the string given
	Offset int    // in runes of Text: the first that cannot be read
	Reason string
}

func (e *SyntaxError) Error() string {
	const most = 40
	text := []rune(e.Text)
	if len(text) > most {
		text = append(text[:most:most], '…')
	}
	return fmt.Sprintf("numeral %q: %s at character %d", string(text), e.Reason, e.Offset+1)
}

// Parse reads a string that is one numeral from end to end. It reads what Scan
// reads, and where Scan would weigh the runes around, takes the string as meant
// for a numeral: 三两 is 2..3. Its error is a *SyntaxError.
func Parse(s string) (Numeral, error) {
	if s == "" {
		return Numeral{}, &SyntaxError{s, 0, "empty"}
	}
	if utf8.RuneCountInString(s) > MaxRunes {
		return Numeral{}, &SyntaxError{s, MaxRunes, fmt.Sprintf("longer than %d characters", MaxRunes)}
	}
	rs := []rune(s)
	var n Numeral
	if !scan(&n, rs, 0, true) {
		return Numeral{}, &SyntaxError{s, 0, "no numeral begins"}
	}
	if n.End != len(rs) {
		return Numeral{}, &SyntaxError{s, n.End, fmt.Sprintf("%q does not go on the numeral %q", rs[n.End], string(rs[:n.End]))}
	}
	return n, nil
}
