package foreign

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/foreign/dictionary"
	"github.com/agentboxc/agentboxc/lang/foreign/dockerfile"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
	"github.com/agentboxc/agentboxc/schema"
)

// maxMatches bounds the files that a pattern stands for.
const maxMatches = 50

// copy is COPY.
func (i *stageImage) copy(one dockerfile.Instruction) {
	if from := one.Flag("from"); from != "" {
		i.copyFrom(one, i.of.expanded(one, from, i.value))
		return
	}
	if len(one.Docs) > 0 {
		i.copyText(one)
		return
	}
	var words []string
	i.words(one, func(word string) { words = append(words, word) })
	if len(words) < 2 {
		i.dropped(one.Line, shown(one), "COPY needs something to copy and a place for it.")
		return
	}
	sources, target := words[:len(words)-1], words[len(words)-1]
	for _, pattern := range sources {
		i.copyPattern(one, pattern, target, len(sources) > 1)
	}
}

// copyText is COPY <<EOF /path.
func (i *stageImage) copyText(one dockerfile.Instruction) {
	words := dockerfile.Words(one.Rest(), i.of.escape)
	d := one.Docs[0]
	if len(one.Docs) > 1 || len(words) != 2 {
		i.dropped(one.Line, shown(one), "Write each file as a file block with content.")
		return
	}
	text := d.Text
	if !d.Raw {
		text = i.expandedText(one, text)
	}
	target := i.inWorkingDir(i.of.expanded(one, words[1], i.value))
	if strings.HasSuffix(words[1], "/") {
		target = path.Join(target, d.Name)
	}
	i.lay(one, draft.Entry{Kind: draft.File, Path: target, Content: text})
}

// expandedText puts variables into a here-document, in which quotes are text.
func (i *stageImage) expandedText(one dockerfile.Instruction, text string) string {
	return i.of.expanded(one, strings.NewReplacer(`"`, string(i.of.escape)+`"`, `'`, string(i.of.escape)+`'`).Replace(text), i.value)
}

func (i *stageImage) copyPattern(one dockerfile.Instruction, pattern, target string, several bool) {
	files, why := i.find(pattern)
	if why != "" {
		i.dropped(one.Line, shown(one), why)
		return
	}
	into := several || len(files) > 1 || strings.HasSuffix(target, "/") || target == "." || strings.HasSuffix(target, "/.")
	target = i.inWorkingDir(target)
	if at := i.variant.Root.At(target); target == "/" || at != nil && at.Kind == draft.Directory {
		into = true
	}
	for _, file := range files {
		at := target
		if into {
			at = path.Join(target, path.Base(file))
		}
		i.lay(one, draft.Entry{Kind: draft.File, Path: at, Source: i.relative(file)})
	}
}

// lay puts a file with the owner and mode that the flags give it.
func (i *stageImage) lay(one dockerfile.Instruction, e draft.Entry) {
	if owner := one.Flag("chown"); owner != "" {
		e.Owner = i.owner(one.Line, shown(one), i.of.expanded(one, owner, i.value))
	}
	if mode := one.Flag("chmod"); check.Holds(schema.OctalMode, mode) {
		e.Mode = mode
	}
	i.put(one.Line, shown(one), e)
}

// find returns the files that a pattern stands for, as paths in the file system,
// or why there are none.
func (i *stageImage) find(pattern string) ([]string, string) {
	const directory = "A directory cannot be copied into an image as it is. Build it as a package, or copy the files that are needed one by one."
	pattern = strings.TrimPrefix(path.Clean("/"+pattern), "/")
	if pattern == "" {
		return nil, directory
	}
	if i.FS == nil {
		return nil, "The files beside it cannot be read from the unit's workspace. Put the unit into the tree that holds them, and write a file block with source."
	}
	for _, dir := range i.of.contexts {
		matches, err := fs.Glob(i.FS, path.Join(escapeGlob(dir), pattern))
		if err != nil || len(matches) == 0 {
			continue
		}
		if len(matches) > maxMatches {
			return nil, fmt.Sprintf("It stands for %d files. %s", len(matches), directory)
		}
		for _, m := range matches {
			if info, err := fs.Stat(i.FS, m); err != nil || !info.Mode().IsRegular() {
				return nil, directory
			}
		}
		return matches, ""
	}
	return nil, fmt.Sprintf("There is no file %s, neither beside the Dockerfile nor where the unit will be. Write a file block with its source once it is there.", pattern)
}

func escapeGlob(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// relative is a path of the file system as the unit names it.
func (i *stageImage) relative(file string) string {
	rel, err := filepath.Rel(filepath.FromSlash(path.Join("/", i.Dir)), filepath.FromSlash(path.Join("/", file)))
	if err != nil {
		return file
	}
	if rel = filepath.ToSlash(rel); rel == "." || rel == ".." || strings.HasPrefix(rel, "../") {
		return rel
	}
	return "./" + rel
}

// copyFrom takes something out of another stage or image.
func (i *stageImage) copyFrom(one dockerfile.Instruction, from string) {
	if s := i.of.stageNamed(from); s != nil {
		i.copyStage(one, s)
		return
	}
	known, ok := dictionary.BaseImage(from)
	if !ok || len(known.Attrs) == 0 {
		i.dropped(one.Line, shown(one), fmt.Sprintf("Nothing can be taken out of the image %s. Add the package of nixpkgs that has it to a layer.", from))
		return
	}
	for _, attr := range known.Attrs {
		i.addTool(draft.Pkg(attr))
	}
	i.changed(one.Line, shown(one), "pkgs."+strings.Join(known.Attrs, ", pkgs.")+" of the locked nixpkgs stands for it, and its programs are in /bin.")
}

func (i *stageImage) copyStage(one dockerfile.Instruction, s *stage) {
	s.used = true
	if pip := i.packagesOf(s); len(pip) > 0 {
		i.pip = draft.Add(i.pip, pip...)
		i.changed(one.Line, shown(one), "The Python packages that the stage installs are in the image's own environment, package.python_env.")
		return
	}
	if i.copyProgram(one, s) {
		return
	}
	i.dropped(one.Line, shown(one), fmt.Sprintf("Lines %d to %d build it; nothing is built by running commands here. %s", s.from.Line, s.lastLine(), howToBuild(s)))
}

// howToBuild says which kind of package does what a stage does.
func howToBuild(s *stage) string {
	var text strings.Builder
	for _, part := range chain(s) {
		for _, one := range part.content {
			text.WriteString(one.Rest())
			for _, d := range one.Docs {
				text.WriteString(d.Text)
			}
			text.WriteByte('\n')
		}
	}
	for _, kind := range []struct{ words, way string }{
		{"cargo ", `Write it as package "rust_crate".`},
		{"go build|go install", `Write it as package "go_module".`},
		{"npm |yarn |pnpm |bun ", `Write it as package "npm_package", or with fetchYarnDeps or pnpm.configHook of nixpkgs as package "nix".`},
		{"mvn |mvnw |gradle", `Write it with maven.buildMavenPackage or gradle.fetchDeps of nixpkgs, as package "nix".`},
		{"poetry |uv sync|pip wheel", `Write it with buildPythonApplication of nixpkgs, as package "nix".`},
		{"dotnet ", `Write it with buildDotnetModule of nixpkgs, as package "nix".`},
	} {
		for _, word := range strings.Split(kind.words, "|") {
			if strings.Contains(text.String(), word) {
				return kind.way
			}
		}
	}
	return `Write it in Nix, as package "nix".`
}
