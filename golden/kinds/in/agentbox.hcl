# Every kind of package, one after the other.

input "rust-overlay" {
  url     = "github:oxalica/rust-overlay"
  follows = { nixpkgs = input.nixpkgs }
}

input "tools" {
  url     = "github:example/tools"
  follows = { nixpkgs = input.nixpkgs }
}

overlay "patches" {
  file = "./nix/patches.nix"
}

pkgset "default" {
  overlays = [overlay.patches, input.tools.overlays.default]
}

package "python_env" "main" {
  python            = pkgs.python312
  packages          = ["requests", pkgs.python312Packages.pip]
  ignore_collisions = true
}

package "rust_toolchain" "stable" {
  version    = "1.84.0"
  extensions = ["clippy"]
  targets    = ["wasm32-unknown-unknown"]
  overlay    = input.rust-overlay.overlays.default
}

package "rust_toolchain" "nightly" {
  channel = "nightly"
  date    = "2025-01-15"
  profile = "minimal"
  overlay = input.rust-overlay.overlays.default
}

package "script" "text" {
  text           = "exec ${package.nix.tool}/bin/tool \"$@\""
  runtime_inputs = [pkgs.coreutils]
}

package "script" "file" {
  file  = "./nix/start.sh"
  check = false
}

package "nix" "tool" {
  file = "./nix/tool.nix"
  args = { greeting = "hello", level = 3, list = [pkgs.git, null] }
}

package "flake" "tool" {
  input = input.tools
  attr  = "tool"
}

package "override" "hello" {
  base    = pkgs.hello
  env     = { GREETING = "hello" }
  patches = ["./nix/hello.patch"]
  check   = true
}

layer "all" {
  packages = [
    package.python_env.main, package.rust_toolchain.stable, package.script.text, package.script.file,
    package.flake.tool, package.override.hello,
  ]
}

variant "all" {
  layers   = [layer.all]
  packages = [package.rust_toolchain.nightly]
}
