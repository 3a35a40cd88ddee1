package lang_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// changing is a unit in which one thing depends on another in every way there is.
const changing = `agentbox {
  name = "changing"
}

platform "x86_64-linux" {}
platform "aarch64-linux" {}

variable "extra" {
  type    = bool
  default = true
}

locals {
  tools = [pkgs.git, package.script.start]
  home  = "/home/${local.user}"
  user  = "agent"
  arch  = platform.arch
  gap   = null
}

function "twice" {
  params = [x]
  result = "${x}${local.user}${x}"
}

package "script" "start" {
  text = "exec sh"
}

layer "base" {
  packages = local.tools

  budget {
    max = "50MB"
  }
}

layer "arm" {
  packages = [pkgs.hello]
}

layer "text" {
  description = file("motd")
}

variant "parent" {
  layers = [layer.base]

  user "worker" {
    uid = 1000
  }

  config {
    env = {
      HOME = local.home
      ARCH = local.arch
    }
    cmd = ["sh"]
  }
}

variant "child" {
  extends  = variant.parent
  layers   = concat(super.layers, [layer.arm])
  packages = var.extra ? [pkgs.jq] : []

  config {
    user = user.worker
    cmd  = concat(super.config.cmd, [twice("a"), self.name])
    env  = { ALSO = package.script.start }
  }
}

variant "plain" {
  layers   = [layer.arm]
  packages = [package.script.start]

  config {
    cmd    = [twice("b")]
    labels = { user = local.user }
  }
}

variant "grandchild" {
  extends = variant.child
}

variant "other" {
  layers = [layer.base, layer.text]

  file "/etc/motd" {
    source = "motd"
  }
}

budget "small" {
  max        = "1GB"
  applies_to = [variant.other]
}
`

// changes are what is put in the place of what.
var changes = [][2]string{
	{`name = "changing"`, `name = "changed"`},
	{`name = "changing"`, `name = local.user`},
	{`name = "changing"`, `default = variant.other`},
	{`platform "x86_64-linux" {}` + "\n", ``},
	{`platform "x86_64-linux" {}`, `platform "i686-linux" {}`},
	{`default = true`, `default = false`},
	{`default = true`, `sensitive = true`},
	{`"agent"`, `"someone"`},
	{`"agent"`, `platform.os`},
	{`platform.arch`, `"any"`},
	{`platform.arch`, `platform.system`},
	{`pkgs.git, package`, `pkgs.git, "jq", package`},
	{`pkgs.git, package`, `pkgs.git, local.nothing, package`},
	{`gap   = null`, `gap   = local.gap`},
	{`params = [x]`, `params = [x, y]`},
	{`result = "${x}`, `result = "${x}-`},
	{`result = "${x}`, `result = "${file("motd")}`},
	{`function "twice"`, `function "thrice"`},
	{`text = "exec sh"`, `only = ["aarch64-linux"]` + "\n  text = \"exec sh\""},
	{`package "script" "start"`, `package "script" "begin"`},
	{`packages = [pkgs.hello]`, `only = ["aarch64-linux"]` + "\n  packages = [pkgs.hello]"},
	{`layer "arm" {`, `layer "arm" {` + "\n  for_each = [\"a\", \"b\"]"},
	{`layer "arm"`, `layer "bra"`},
	{`layer "arm" {`, `layer "arm" {` + "\n  for_each = local.gap"},
	{`layers = [layer.base]`, `layers = [layer.arm, layer.base]`},
	{`layers = [layer.base]`, `layers = [layer.base, layer.base]`},
	{`layers = [layer.base]`, `layers = [layer.bas]`},
	{`layers = [layer.base]`, `layers = [layer.base`},
	{`user "worker"`, `user "walker"`},
	{`uid = 1000`, `uid = 1001`},
	{`cmd = ["sh"]`, `cmd = ["bash"]`},
	{`cmd = ["sh"]`, `cmd = [pkgs.bash]`},
	{`cmd = ["sh"]`, `cmd = [1 / 0]`},
	{`variant "parent" {`, `variant "parent" {` + "\n  abstract = true"},
	{`variant "parent" {`, `variant "parent" {` + "\n  extends = variant.child"},
	{`variant "parent" {`, `variant "parent" {` + "\n  image = \"own\""},
	{`extends  = variant.parent`, `extends  = variant.other`},
	{`extends  = variant.parent`, ``},
	{`applies_to = [variant.other]`, `applies_to = [variant.child]`},
	{`applies_to = [variant.other]`, `applies_to = [layer.base]`},
	{`max        = "1GB"`, `max        = "2GB"`},
	{`variant "other"`, `variant "arm"`},
	{`source = "motd"`, `source = "gone"`},
	{`source = "motd"`, `content = local.user`},
}

// A unit in which something has changed is what it would be from nothing, at once
// and after it has changed back; also where a line more stands before all of it.
func TestMemoryKnowsWhatAChangeReaches(t *testing.T) {
	for _, before := range []string{"", "# more\n"} {
		for _, change := range changes {
			t.Run(before+change[0]+"/"+change[1], func(t *testing.T) {
				if !strings.Contains(changing, change[0]) {
					t.Fatal("nothing to change")
				}
				r := &remembering{memory: lang.NewMemory(), u: &testUnit{}}
				after := before + strings.Replace(changing, change[0], change[1], 1)
				for _, text := range []string{changing, after, changing, before + changing, after, after + "\n", changing} {
					r.step(t, map[string]string{"unit/agentbox.hcl": text, "unit/motd": "welcome\n"})
				}
				for _, s := range r.states {
					r.compare(t, s)
				}
			})
		}
	}
}

// What is not in the files of the unit changes as well.
func TestMemoryKnowsWhatIsOutside(t *testing.T) {
	r := &remembering{memory: lang.NewMemory(), u: &testUnit{}}
	text := strings.Replace(changing, `cmd = ["sh"]`, `cmd = [file("motd")]`, 1)
	files := map[string]string{"unit/agentbox.hcl": text, "unit/motd": "welcome\n"}
	for range 2 {
		for _, motd := range []string{"welcome\n", "hello\n", "", "welcome\n"} {
			files = cloned(files)
			if files["unit/motd"] = motd; motd == "" {
				delete(files, "unit/motd")
			}
			r.step(t, files)
		}
		for _, extra := range []string{"false", "true", "1"} {
			r.u.opts.Variables = []lang.Variable{{Name: "extra", Text: extra, Origin: "--var"}}
			r.step(t, files)
		}
		r.u.opts.Variables = nil
	}
}

// A unit changes with its modules.
func TestMemoryKnowsModules(t *testing.T) {
	const unit = `module "base" {
  source = "../base"
}

locals {
  user = module.base.local.user
}

variant "a" {
  layers = [module.base.layer.base, module.base.layer.arm]

  config {
    labels = { user = local.user }
  }
}

variant "b" {
  extends = module.base.variant.parent
}
`
	r := &remembering{memory: lang.NewMemory(), u: &testUnit{}}
	for _, change := range append(slices.Clone(changes), [2]string{}) {
		base := strings.Replace(changing, change[0], change[1], 1)
		r.step(t, map[string]string{"unit/agentbox.hcl": unit, "base/agentbox.hcl": base, "base/motd": "welcome\n"})
	}
}

// What has not changed is not even made again.
func TestMemorySharesWhatIsTheSame(t *testing.T) {
	memory := lang.NewMemory()
	layers := func(text string) map[string]*ir.Layer {
		result, _ := compile(map[string]string{"unit/agentbox.hcl": text, "unit/motd": "welcome\n"}, lang.Options{Memory: memory})
		found := map[string]*ir.Layer{}
		for _, l := range result.Program.Platforms[0].Layers {
			found[l.Name] = l
		}
		return found
	}
	before := layers(changing)
	after := layers(strings.Replace(changing, "pkgs.hello", "pkgs.hallo", 1))
	if before["base"] != after["base"] || before["arm"] == after["arm"] || before["text"] == after["text"] {
		t.Error("another layer was made anew than the one that changed and the one that reads a file")
	}
}

// Results of earlier compiles are read while others are made.
func TestMemoryWhileResultsAreRead(t *testing.T) {
	memory := lang.NewMemory()
	var wg sync.WaitGroup
	for i := range 40 {
		text := strings.Repeat("\n", i%7) + strings.Replace(changing, "1000", fmt.Sprint(1000+i%3), 1)
		tree := fstest.MapFS{"unit/agentbox.hcl": {Data: []byte(text)}, "unit/motd": {Data: []byte("welcome\n")}}
		compile := func() *lang.Result {
			result, _ := lang.Compile(tree, "unit", lang.Options{DirName: "unit", Memory: memory})
			return result
		}
		result := compile()
		for range 2 {
			wg.Go(func() {
				place(result.Config.Blocks)
				result.Files[0].Body()
				dump(result.Program)
			})
		}
		wg.Go(func() { compile() })
	}
	wg.Wait()
}

// FuzzMemory edits a unit at random.
func FuzzMemory(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		u := &testUnit{names: []string{"agentbox.hcl"}, texts: map[string]string{"agentbox.hcl": changing}}
		editedAtRandom(t, &remembering{memory: lang.NewMemory(), u: u}, 10, seed)
		editedAtRandom(t, &remembering{memory: lang.NewMemory(), shelf: lang.NewShelf(), u: u}, 10, seed)
		editedAtRandom(t, &remembering{shelf: lang.NewShelf(), u: u}, 10, seed)
	})
}
