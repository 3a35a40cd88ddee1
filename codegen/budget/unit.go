package budget

import (
	"fmt"
	"strings"
)

// unit is a unit of sizes.
type unit struct {
	name   string
	factor float64
}

// The units of the two families, the largest first.
var (
	decimal = []unit{{"TB", 1e12}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"bytes", 1}}
	binary  = []unit{{"TiB", 1 << 40}, {"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"bytes", 1}}
)

// family is that of a size as it was written, such as "50MiB".
func family(written string) []unit {
	if strings.HasSuffix(written, "iB") {
		return binary
	}
	return decimal
}

// amount is a size in the unit that a limit was written in.
func amount(n int64, written string) string {
	for _, u := range family(written) {
		if strings.HasSuffix(strings.ToUpper(written), strings.ToUpper(u.name)) {
			return u.of(n)
		}
	}
	return about(n, written)
}

// about is a size in the unit of the family that suits it.
func about(n int64, written string) string {
	units := family(written)
	for _, u := range units {
		if float64(n) >= u.factor {
			return u.of(n)
		}
	}
	return units[len(units)-1].of(n)
}

func (u unit) of(n int64) string {
	switch {
	case u.factor == 1:
		return fmt.Sprintf("%d %s", n, u.name)
	case u.factor >= 1e9:
		return fmt.Sprintf("%.2f %s", float64(n)/u.factor, u.name)
	}
	return fmt.Sprintf("%.1f %s", float64(n)/u.factor, u.name)
}

// exact is a size in the unit of a limit, with its bytes.
func exact(n int64, written string) string {
	if text := amount(n, written); !strings.HasSuffix(text, " bytes") {
		return fmt.Sprintf("%s (%d bytes)", text, n)
	}
	return fmt.Sprintf("%d bytes", n)
}
