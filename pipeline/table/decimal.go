package table

import (
	"encoding/binary"
	"math/big"
	"math/bits"
	"strings"
)

// decimalSize is how many bytes a DECIMAL(38, 18) has.
const decimalSize = 16

// appendDecimal appends a number in plain notation as the big-endian two's
// complement of its multiple of 10^-Scale; false where it does not fit.
func appendDecimal(dst, number []byte) ([]byte, bool) {
	digits, negative := number, false
	if len(digits) > 0 && digits[0] == '-' {
		digits, negative = digits[1:], true
	}
	var hi, lo uint64
	whole, behind := 0, -1 // digits before the point; behind it, -1 before it
	push := func(digit byte) {
		carry, low := bits.Mul64(lo, 10)
		low, over := bits.Add64(low, uint64(digit), 0)
		hi, lo = hi*10+carry+over, low
	}
	for _, c := range digits {
		switch {
		case c == '.' && behind < 0:
			behind = 0
			continue
		case c < '0' || c > '9':
			return dst, false
		case behind >= 0:
			behind++
		case whole > 0 || c != '0':
			whole++
		}
		if behind > Scale || whole > Precision-Scale {
			return dst, false
		}
		push(c - '0')
	}
	for range Scale - max(behind, 0) {
		push(0)
	}
	if negative {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
	}
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(dst, hi), lo), true
}

// decimalText is the number in the shortest plain notation.
func decimalText(value []byte) string {
	n := new(big.Int).SetBytes(value)
	if value[0]&0x80 != 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), 8*decimalSize))
	}
	sign := ""
	if n.Sign() < 0 {
		sign = "-"
		n.Neg(n)
	}
	digits := n.String()
	if missing := Scale + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	at := len(digits) - Scale
	if fraction := strings.TrimRight(digits[at:], "0"); fraction != "" {
		return sign + digits[:at] + "." + fraction
	}
	return sign + digits[:at]
}
