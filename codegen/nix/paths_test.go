package nix

import (
	"slices"
	"testing"
)

func TestPaths(t *testing.T) {
	tests := []struct {
		code string
		want []string
	}{
		{`{ a = 1; b = "./x"; c = /etc/hosts; }`, nil},
		{`[ ./b ./a ./b ../up ./a/../c ]`, []string{"../up", "a", "b", "c"}},
		{`x: f { src = ./files/start.sh; } (y ./.)`, []string{".", "files/start.sh"}},
		{`./. + "/odd name"`, []string{"odd name"}},
		{`./. + "/dir" + "/file #1"`, []string{"dir/file #1"}},
		{`./a + "b"`, []string{"ab"}},
		{`../. + "/odd name"`, []string{"../odd name"}},
		{`./dir + "/${x}"`, []string{"dir"}},
		{`./dir + "/x" + "/${./y}"`, []string{"dir/x", "y"}},
		{`"${./in}/string"`, []string{"in"}},
	}
	for _, test := range tests {
		file, err := Parse([]byte(test.code))
		if err != nil {
			t.Fatalf("%s: %v", test.code, err)
		}
		if got := Paths(file); !slices.Equal(got, test.want) {
			t.Errorf("%s names %q, want %q", test.code, got, test.want)
		}
	}
}

// What the printer writes in another form names the same.
func TestPathsOfWhatIsPrinted(t *testing.T) {
	for _, rel := range []string{"", ".", "..", "a/b", "../x", "with space", "../odd #", "ü"} {
		file := &File{Body: L(&Path{Rel: rel})}
		want := Paths(file)
		text, _ := Print(file)
		read, err := Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := Paths(read); !slices.Equal(got, want) {
			t.Errorf("%q printed as %s names %q, want %q", rel, text, got, want)
		}
	}
}
