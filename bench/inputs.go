package main

import (
	"bytes"
	_ "embed"
	"fmt"
)

//go:embed testdata/unit.hcl
var unit []byte

// lock is the flake.lock of all inputs, so that every plan can be carried out.
//
//go:embed testdata/flake.lock
var lock []byte

// input is a unit to measure, with its limits.
type input struct {
	name   string
	source []byte
	flags  []string // of validate
	runs   int
	ratio  float64 // of the time to the floor's; 0 is no limit
	peak   int64   // bytes; 0 is no limit
}

// anew keeps what was found in a large unit from being remembered.
var anew = []string{"--no-cache"}

func inputs() []input {
	return []input{
		// Nearly all of it is the start of the process, which initialises more packages than the floor does.
		{name: "unit", source: unit, runs: 60, ratio: 2},
		{name: "variants-100", source: variants(100), flags: anew, runs: 20},
		{name: "variants-1000", source: variants(1000), flags: anew, runs: 8, ratio: 1.5, peak: 120 << 20},
	}
}

// variants is a unit with so many variants, as a program would write it.
func variants(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`
platform "x86_64-linux" {}

input "rust-overlay" {
  url     = "github:oxalica/rust-overlay"
  follows = { nixpkgs = input.nixpkgs }
}

locals {
  lang = "C.UTF-8"
}

layer "base" {
  packages = [pkgs.bash, pkgs.coreutils]
}
`)
	for i := range n {
		fmt.Fprintf(&b, `
variant "v%[1]d" {
  layers   = [layer.base]
  packages = [pkgs.git, pkgs.curl, pkgs.python312Packages.pip]
  tag      = "t%[1]d"
  config {
    entrypoint = ["${pkgs.bash}/bin/bash", "-c", "echo %[1]d"]
    env        = { LANG = local.lang, NUMBER = "%[1]d", NAME = upper("v%[1]d") }
    ports      = [%[2]d]
  }
}
`, i, 1024+i)
	}
	return b.Bytes()
}
