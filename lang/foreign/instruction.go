package foreign

import (
	"fmt"
	"strings"

	"github.com/agentboxc/agentboxc/lang/foreign/dockerfile"
)

// instruction carries out one instruction of a stage.
func (i *stageImage) instruction(one dockerfile.Instruction) {
	src := shown(one)
	switch one.Name {
	case "ARG":
		i.of.argument(one, i.args, i.value)
	case "ENV":
		i.pairs(one, func(name, value string) { i.setVariable(one, name, value) })
	case "LABEL":
		i.pairs(one, func(key, value string) { i.setLabel(one.Line, src, key, value) })
	case "MAINTAINER":
		i.setLabel(one.Line, src, "org.opencontainers.image.authors", one.Rest())
	case "WORKDIR":
		i.setWorkingDir(one.Line, src, i.of.expanded(one, one.Rest(), i.value))
	case "USER":
		i.setUser(one.Line, src, i.of.expanded(one, one.Rest(), i.value))
	case "STOPSIGNAL":
		i.setStopSignal(one.Line, src, i.of.expanded(one, one.Rest(), i.value))
	case "EXPOSE":
		i.words(one, func(port string) { i.addPort(one.Line, src, port) })
	case "VOLUME":
		i.words(one, func(dir string) { i.addVolume(one.Line, src, dir) })
	case "ENTRYPOINT":
		i.variant.Config.Entrypoint = i.commandLine(one)
		i.variant.Config.Cmd = nil
	case "CMD":
		i.variant.Config.Cmd = i.commandLine(one)
	case "COPY":
		i.copy(one)
	case "RUN":
		i.run(one)
	default:
		i.dropped(one.Line, src, advice(one.Name))
	}
}

// advice is what to do about instructions that have no counterpart.
func advice(instruction string) string {
	switch instruction {
	case "ADD":
		return "What is unpacked or downloaded is a package of its own: write it in Nix with fetchurl or fetchzip, as package \"nix\". For a file beside the Dockerfile, use COPY or a file block."
	case "HEALTHCHECK":
		return "The OCI image format has no health checks: write it into the compose file or the orchestrator's probe."
	case "ONBUILD":
		return "Images of Nix are not built upon. Put it into a variant that others extend."
	case "SHELL":
		return "It is for RUN lines; those are not run here."
	}
	return "There is no such instruction."
}

// pairs reads NAME=VALUE …, or the old form NAME VALUE.
func (i *stageImage) pairs(one dockerfile.Instruction, each func(name, value string)) {
	words := dockerfile.Words(one.Rest(), i.of.escape)
	if len(words) > 0 && !strings.Contains(words[0], "=") {
		value := strings.TrimSpace(strings.TrimPrefix(one.Rest(), words[0]))
		each(i.of.expanded(one, words[0], i.value), i.of.expanded(one, value, i.value))
		return
	}
	// All values of one line are expanded before any is set.
	type pair struct{ name, value string }
	var all []pair
	for _, word := range words {
		name, value, ok := strings.Cut(word, "=")
		if !ok {
			i.dropped(one.Line, shown(one), fmt.Sprintf("%q has no value.", word))
			continue
		}
		all = append(all, pair{i.of.expanded(one, name, i.value), i.of.expanded(one, value, i.value)})
	}
	for _, p := range all {
		each(p.name, p.value)
	}
}

// words calls each for the words of the instruction, or its JSON form.
func (i *stageImage) words(one dockerfile.Instruction, each func(string)) {
	if one.List != nil {
		for _, word := range one.List {
			each(word)
		}
		return
	}
	for _, word := range dockerfile.Words(one.Rest(), i.of.escape) {
		for _, field := range strings.Fields(i.of.expanded(one, word, i.value)) {
			each(field)
		}
	}
}

// commandLine is what ENTRYPOINT and CMD start.
func (i *stageImage) commandLine(one dockerfile.Instruction) []string {
	if one.List == nil {
		return i.image.shell(one.Line, shown(one), one.Rest())
	}
	if len(one.List) == 0 {
		return nil
	}
	list := append([]string(nil), one.List...)
	list[0] = i.program(one.Line, shown(one), list[0])
	return list
}

// program finds a program where it is in an image of Nix.
func (i *image) program(line int, src, name string) string {
	for _, dir := range []string{"/usr/local/bin/", "/usr/local/sbin/", "/usr/bin/", "/usr/sbin/", "/sbin/"} {
		base, ok := strings.CutPrefix(name, dir)
		if !ok || strings.Contains(base, "/") || i.variant.Root.At(name) != nil || name == "/usr/bin/env" {
			continue
		}
		i.changed(line, src, fmt.Sprintf("Programs of packages are in /bin, so it is /bin/%s.", base))
		return "/bin/" + base
	}
	return name
}
