package nix

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The pairs come from nixfmt itself: what it makes of one file is the other.
func TestNixfmtPairs(t *testing.T) {
	for _, pair := range [][2]string{
		{"nixfmt-in.nix", "nixfmt-out.nix"},
		{"nixfmt-out.nix", "nixfmt-out.nix"},
		{"flake.nix", "flake.nix"},
		{"constructs-in.nix", "constructs-out.nix"},
		{"constructs-out.nix", "constructs-out.nix"},
	} {
		t.Run(pair[0], func(t *testing.T) {
			f, err := Parse(testFile(t, pair[0]))
			if err != nil {
				t.Fatal(err)
			}
			got, _ := Print(f)
			if diff := cmp.Diff(string(testFile(t, pair[1])), string(got)); diff != "" {
				t.Errorf("not as nixfmt has it (-want +got):\n%s", diff)
			}
		})
	}
}

func testFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
