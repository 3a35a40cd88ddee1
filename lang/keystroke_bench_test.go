package lang_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/agentboxc/agentboxc/lang"
)

// BenchmarkKeystroke compiles a unit after each of many small changes, as an editor
// does. The metrics are the processor's time for a change, and the wall time of the
// slowest of twenty. What a change begins, such as a string, the next one ends.
func BenchmarkKeystroke(b *testing.B) {
	sizes := []struct {
		name  string
		pairs int
		units int
	}{{"1KB-of-1000-units", 1, 1000}, {"65KB", 105, 1}, {"650KB", 1050, 1}}
	places := []struct{ name, at string }{{"first", "name = \"big"}, {"middle", ""}, {"last", ""}}
	changes := []struct{ name, begin, end string }{
		{"word", "x", "yz"}, {"line", "\"\n  # ", ""}, {"quote", "\"", ""}, {"bracket", "\"\n  x = [ # ", ""}, {"interpolation", "${", ""},
	}
	for _, size := range sizes {
		text := pairs(size.pairs)
		for i, place := range places {
			at := place.at
			if i > 0 {
				at = fmt.Sprintf("The tools of variant %d", i*(size.pairs-1)/2)
			}
			for _, change := range changes {
				b.Run(size.name+"/"+place.name+"/"+change.name, func(b *testing.B) {
					tree := &openTree{dirs: map[string][]byte{}}
					for n := range size.units {
						tree.dirs[fmt.Sprintf("u%d", n)] = text
					}
					keystrokes(b, tree, at, change.begin, change.end)
				})
			}
		}
	}
}

// keystrokes makes changes behind a text of the unit u0.
func keystrokes(b *testing.B, tree *openTree, at, begin, end string) {
	b.Helper()
	memory := lang.NewMemory()
	compile := func(dir string) {
		lang.Compile(tree, dir, lang.Options{DirName: dir, Memory: memory})
	}
	for dir := range tree.dirs {
		compile(dir)
	}
	text := tree.dirs["u0"]
	place := bytes.Index(text, []byte(at)) + len(at)
	after := [2][]byte{
		slices.Concat(text[:place], []byte(begin), text[place:]),
		slices.Concat(text[:place], []byte(end), text[place:]),
	}
	compile("u0")
	var slowest, times []time.Duration
	used := processorTime(b)
	n := 0
	for b.Loop() {
		tree.dirs["u0"] = after[n%2]
		start := time.Now()
		compile("u0")
		if times = append(times, time.Since(start)); len(times) == 20 {
			slowest, times = append(slowest, slices.Max(times)), nil
		}
		n++
	}
	b.ReportMetric(float64((processorTime(b)-used).Microseconds())/1000/float64(n), "cpu-ms")
	if len(slowest) > 0 {
		slices.Sort(slowest)
		b.ReportMetric(float64(slowest[len(slowest)/2].Microseconds())/1000, "ms-of-20")
	}
}

// pairs is a unit with n layers and as many variants, as people write them.
func pairs(n int) []byte {
	var b strings.Builder
	b.WriteString("agentbox {\n  name = \"big\"\n}\n\nvariable \"extra\" {\n  default = true\n}\n\nlocals {\n  version = \"1\"\n}\n\n")
	for i := range n {
		fmt.Fprintf(&b, `# Variant number %[1]d.
layer "tools_%[1]d" {
  description = "The tools of variant %[1]d"
  packages    = [pkgs.coreutils, pkgs.bash, pkgs.git-lfs, pkgs["gtk+3"]]
  budget { max = "50MB" }
}

variant "v%[1]d" {
  layers   = [layer.tools_%[1]d]
  packages = concat([pkgs.nodejs_20], var.extra ? [pkgs.hello] : [])
  tag      = "v${local.version}-%[1]d"

  config {
    entrypoint = ["${pkgs.bash}/bin/bash", "-c"]
    env = {
      PORT = "80%[1]d"
      HOME = "/home/agent"
    }
    cmd = [<<-EOT
      echo "starting ${local.version} number %[1]d"
      exec server --port=$PORT
    EOT
    ]
  }
}

`, i)
	}
	return []byte(b.String())
}

// openTree has a unit of one file in each directory.
type openTree struct{ dirs map[string][]byte }

func (t *openTree) unit(dir string) fstest.MapFS {
	return fstest.MapFS{dir + "/agentbox.hcl": &fstest.MapFile{Data: t.dirs[dir]}}
}

// Open opens a file through a tree of its unit alone, which is quick.
func (t *openTree) Open(name string) (fs.File, error) {
	dir, _, _ := strings.Cut(name, "/")
	return t.unit(dir).Open(name)
}
