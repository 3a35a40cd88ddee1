package check

import (
	"math/big"
	"strings"
)

// units are the factors of the size units. B is one byte; those with an i are
// powers of 1024.
var units = map[string]int64{
	"B":  1,
	"kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12,
	"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40,
}

// size returns the bytes that a text such as "50MB" or "1.5 GiB" stands for. It
// must come out as a whole, positive number of bytes.
func size(s string) (int64, bool) {
	number := strings.TrimRight(s, letter)
	factor, ok := units[s[len(number):]]
	number = strings.TrimSuffix(number, " ")
	if !ok || len(number) > 18 || !made(number, digit, digit+".") {
		return 0, false
	}
	value, ok := new(big.Rat).SetString(number)
	if !ok {
		return 0, false
	}
	value.Mul(value, new(big.Rat).SetInt64(factor))
	if !value.IsInt() || !value.Num().IsInt64() || value.Sign() <= 0 {
		return 0, false
	}
	return value.Num().Int64(), true
}

// growth returns percent, or bytes when percent is false.
func growth(s string) (n int64, percent, ok bool) {
	number, percent := strings.CutSuffix(s, "%")
	if !percent {
		n, ok = size(s)
		return n, false, ok
	}
	if !between(number, 1, 10000) {
		return 0, true, false
	}
	value, _ := new(big.Int).SetString(number, 10)
	return value.Int64(), true, true
}
