package names

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"
)

var some = []string{
	"0ad", "_7zz", "bash", "bashInteractive", "cacert", "coreutils", "curl", "fd", "ffmpeg", "ffmpeg-headless", "git", "git-lfs", "go", "go_1_23", "go_1_24",
	"gtk3", "jq", "nodejs", "nodejs-slim", "nodejs_20", "nodejs_22", "nodejs_24", "openssl", "openssl_1_1", "postgresql", "postgresql_16", "python3",
	"python311Packages", "python312Packages", "python313Packages", "python3Packages", "ripgrep", "rustc", "typescript", "xorg",
}

func TestNear(t *testing.T) {
	tests := map[string][]string{
		"nodejs_99":         {"nodejs_24", "nodejs_22", "nodejs_20"}, // the closest version
		"nodejs_21":         {"nodejs_22", "nodejs_20", "nodejs_24"}, // of two as close, the newer
		"nodejs_22_x":       {"nodejs_22", "nodejs_20", "nodejs_24"},
		"nodejs22":          {"nodejs_22", "nodejs_24", "nodejs_20"}, // another spelling
		"NodeJS":            {"nodejs"},
		"git_lfs":           {"git-lfs"},
		"7zz":               {"_7zz"},
		"pyhton312Packages": {"python312Packages"}, // a slip
		"python37Packages":  {"python3Packages", "python311Packages", "python312Packages"},
		"ripgerp":           {"ripgrep"},
		"jqq":               {"jq"},
		"bashInteractiv":    {"bashInteractive"},
		"postgresql_99":     {"postgresql_16"},
		"type":              {"typescript"}, // a beginning
		"git":               {"git-lfs"},
		"zzzzzzzz":          nil,
		"a":                 nil,
		"":                  nil,
	}
	for name, want := range tests {
		got := Near(name, some, 3)
		if len(got) < len(want) || !slices.Equal(got[:len(want)], want) || want == nil && got != nil && len(got) > 0 {
			t.Errorf("near %q are %q, want %q", name, got, want)
		}
		shuffled := slices.Clone(some)
		rand.New(rand.NewSource(1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if again := Near(name, shuffled, 3); !slices.Equal(again, got) {
			t.Errorf("near %q are %q, and %q in another order", name, got, again)
		}
	}
}

// The distance and its early end are those of the plain definition.
func TestSlipsAreThoseOfTheDefinition(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	word := func() string {
		b := make([]byte, 1+r.Intn(9))
		for i := range b {
			b[i] = "abcd"[r.Intn(4)]
		}
		return string(b)
	}
	for range 20000 {
		a, b := word(), word()
		w := newWanted(a)
		got, want := w.slips(b), plainDistance(a, b)
		if got != want && (got <= w.limit || want <= w.limit) {
			t.Fatalf("from %q to %q are %d slips, want %d", a, b, got, want)
		}
	}
}

func plainDistance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0:
				d[i][j] = j
			case j == 0:
				d[i][j] = i
			default:
				cost := 1
				if a[i-1] == b[j-1] {
					cost = 0
				}
				d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(a)][len(b)]
}

// many are names like those of nixpkgs: stems with suffixes and versions.
func many(n int) []string {
	r := rand.New(rand.NewSource(3))
	stems := []string{"python", "node", "lib", "gst", "kde", "perl", "haskell", "ocaml", "rust", "go", "x", "qt", "gtk", "font", "emacs", "vim", "linux", "cuda", "ruby", "php"}
	syllables := []string{"ba", "con", "di", "er", "fi", "gra", "hy", "in", "ju", "ka", "lo", "ma", "no", "op", "pre", "qu", "ri", "so", "ter", "un", "vi", "wa", "xy", "zo"}
	seen := map[string]bool{}
	for len(seen) < n {
		var b strings.Builder
		b.WriteString(stems[r.Intn(len(stems))])
		for range 1 + r.Intn(4) {
			if r.Intn(3) == 0 {
				b.WriteByte("-_"[r.Intn(2)])
			}
			b.WriteString(syllables[r.Intn(len(syllables))])
		}
		if r.Intn(4) == 0 {
			fmt.Fprintf(&b, "_%d", r.Intn(40))
		}
		seen[b.String()] = true
	}
	names := make([]string, 0, n)
	for name := range seen {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func TestNearIsFast(t *testing.T) {
	names := many(100_000)
	name := "python-conterba_12"
	Near(name, names, 3)
	start := time.Now()
	Near(name, names, 3)
	// Some 10 ms; the bound is for a machine that has other things to do.
	if took := time.Since(start); took > time.Second {
		t.Errorf("it takes %v to look through 100000 names", took)
	}
}

func BenchmarkNear(b *testing.B) {
	names := many(100_000)
	for _, name := range []string{"nodejs_99", "python-conterba_12", strings.Repeat("x", longest)} {
		b.Run(name[:9], func(b *testing.B) {
			for b.Loop() {
				Near(name, names, 3)
			}
		})
	}
}
