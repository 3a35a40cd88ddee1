# Packages that are built from directories of the unit, and downloads.

platform "x86_64-linux" {}
platform "aarch64-linux" {}

package "npm_package" "cli" {
  nodejs        = pkgs.nodejs_20
  source        = "./cli"
  version       = "1.2.0"
  npm_deps_hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  bin           = { agent = "dist/cli.js", "agent-admin" = "dist/admin.js" }
}

package "npm_package" "plain" {
  source        = "./web"
  npm_deps_hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
}

package "node_env" "web" {
  nodejs        = pkgs.nodejs_20
  source        = "./web"
  npm_deps_hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
}

package "node_env" "tools" {
  source        = "./web"
  npm_deps_hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  bin           = { compile = "tsc" }
}

package "go_module" "server" {
  source       = "./server"
  vendor_hash  = "sha256-KlDo1uuvUTcEbQbHlHFXjEDWAHRLbLl0jgD0U1KLbQk="
  sub_packages = ["./cmd/server"]
  ldflags      = ["-s", "-X main.shell=${pkgs.bash}/bin/bash"]
  check        = false
}

package "go_module" "vendored" {
  source      = "./vendored"
  vendor_hash = null
}

# The unit's own directory: its files are no part of the crate.
package "rust_crate" "whole" {
  source = "."
}

package "rust_crate" "apart" {
  source     = "./agent"
  cargo_lock = "./Cargo.lock"
}

package "rust_crate" "git" {
  source     = "./agent"
  cargo_hash = "sha256-mN1+dhQZjV1VqEqvqEtGxFVCQLJVXVbGGTHeBCRUZpE="
  check      = false
}

# Hashes that are not known yet. Nothing is made of these packages here.
package "npm_package" "later" {
  source = "./web"
}

package "go_module" "later" {
  source = "./server"
}

package "rust_crate" "later" {
  source     = "./agent"
  cargo_hash = ""
}

package "fetch_binary" "later" {
  url  = { x86_64-linux = "https://example.org/later-x86", aarch64-linux = "https://example.org/later-arm" }
  hash = { x86_64-linux = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw=" }
}

package "fetch_binary" "tool" {
  url     = "https://example.org/tool-${platform.arch}"
  version = "1.2.3"

  hash = {
    x86_64-linux = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
    arm64        = "sha256-KlDo1uuvUTcEbQbHlHFXjEDWAHRLbLl0jgD0U1KLbQk="
  }
}

package "fetch_binary" "pair" {
  url  = "https://example.org/download/pair.tar.zst?raw=1"
  hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  bin  = { one = "pair-1.0/pair", other = "pair-1.0/bin/pair" }
}

# Left out of lists where it does not exist.
package "fetch_binary" "cuda" {
  url  = "https://example.org/cuda.zip"
  hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  only = ["amd64"]
  bin  = { cuda-x = "cuda-1.0/bin/cuda" }
}

package "fetch_binary" "unused" {
  url  = "https://example.org/unused"
  hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  only = ["x86_64-linux"]
}

layer "all" {
  packages = [
    package.npm_package.cli, package.npm_package.plain, package.node_env.web, package.node_env.tools,
    package.go_module.server, package.go_module.vendored, package.rust_crate.whole, package.rust_crate.apart,
    package.rust_crate.git, package.fetch_binary.tool, package.fetch_binary.cuda,
    package.fetch_binary.pair,
  ]
}

variant "all" {
  layers = [layer.all]

  config {
    env = { NODE_PATH = "${package.node_env.web}/lib/node_modules" }
  }
}

policy "no-cuda" {
  applies_to = [variant.all]
  forbid     = [package.fetch_binary.later, package.fetch_binary.unused]
}
