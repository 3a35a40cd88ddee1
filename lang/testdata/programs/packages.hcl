# Every kind of package, and every way to name one.

platform "x86_64-linux" {}

input "rust-overlay" {
  url     = "github:oxalica/rust-overlay"
  follows = { nixpkgs = input.nixpkgs }
}

input "agent" {
  url   = "github:example/agent"
  flake = true
}

input "nixpkgs" {
  url = "github:NixOS/nixpkgs/nixos-25.05"
}

pkgset "default" {
  overlays     = [overlay.patches]
  allow_unfree = ["cuda", "b", "cuda"]
  config       = { cudaSupport = true, list = [1, 1.5, null, "x"], nested = { git = pkgset.plain.git } }

  permit_insecure "openssl-1.1.1w" {
    reason  = "needed"
    expires = "2099-01-01"
  }
}

pkgset "plain" {
  input        = input.nixpkgs
  allow_unfree = true
}

overlay "patches" {
  file = "./nix/patches.nix"
}

package "python_env" "main" {
  python   = pkgs.python312
  packages = ["pip", "a.b", pkgs.hello, package.script.file]
}

package "python_env" "plain" {
}

package "rust_toolchain" "a" {
  channel    = "nightly"
  date       = "2026-01-01"
  profile    = "minimal"
  extensions = ["clippy"]
  targets    = ["wasm32-unknown-unknown"]
  overlay    = input.rust-overlay.overlays.default
}

package "script" "text" {
  text           = "${pkgs.git}/bin/git ${package.script.file} $${HOME}"
  runtime_inputs = [pkgs.coreutils, "gtk+3", pkgset.plain["python3.12"]]
  check          = false
}

package "script" "file" {
  file = "./scripts/../scripts/entrypoint.sh"
}

package "nix" "a" {
  file = "./nix/tool.nix"
  args = { a = pkgs.git, b = [true, null], c = "${pkgs.git}/x" }
}

package "flake" "a" {
  input = input.agent
}

package "flake" "b" {
  input = input.agent
  attr  = "tools.main"
}

package "override" "a" {
  base    = pkgs.hello
  args    = { withX = false }
  env     = { B = 2, A = "${pkgs.git}" }
  patches = ["./nix/hello.patch"]
  check   = false
}

layer "all" {
  packages = [
    package.python_env.main, package.rust_toolchain.a, package.nix.a, pkgs.git, "git-lfs", "python312Packages.pip",
    pkgs["gtk+3"], pkgs._7zz, pkg("node${20 + 0}"), pkgset.plain.hello,
  ]
}

variant "a" {
  layers   = [layer.all]
  packages = platform.arch == "x" ? [pkgs.git] : ["jq", pkgs.curl]
}
