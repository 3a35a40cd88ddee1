# Packages from projects, downloads, and what exists on one platform only.

platform "x86_64-linux" {}
platform "aarch64-linux" {}

locals {
  hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
}

package "npm_package" "cli" {
  nodejs        = pkgs.nodejs_20
  source        = "./cli/"
  npm_deps_hash = local.hash
  version       = "1.2.3"
  bin           = { b = "./b.js", a = "lib//a.js" }
}

package "node_env" "web" {
  source = "./web"
  bin    = ["tsc", "eslint"]
}

package "go_module" "server" {
  source       = "./server"
  vendor_hash  = local.hash
  sub_packages = ["./cmd/server", "."]
  ldflags      = ["-X main.shell=${pkgs.bash}/bin/bash"]
  check        = false
}

package "go_module" "vendored" {
  source = "./vendored"
}

package "rust_crate" "agent" {
  source = "./agent"
}

package "rust_crate" "here" {
  source     = "."
  cargo_hash = ""
}

package "fetch_binary" "tool" {
  url  = { amd64 = "https://example.org/tool-a", "linux/arm64" = "https://example.org/tool-b" }
  hash = { x86_64-linux = local.hash, arm64 = "" }
  bin  = "the-tool"
}

package "fetch_binary" "archive" {
  url     = "https://example.org/tool-1.2.tgz?x=1"
  hash    = "sha256-KlDo1uuvUTcEbQbHlHFXjEDWAHRLbLl0jgD0U1KLbQk="
  version = "1.2"
  bin     = ["tool-1.2/bin/tool", "tool-1.2/helper"]
}

package "fetch_binary" "default" {
  url  = "https://example.org/tool.zip"
  hash = local.hash
  only = ["arm64"]
}

package "python_env" "main" {
  packages = [package.fetch_binary.default, "requests"]
}

layer "all" {
  packages = [package.fetch_binary.default, package.go_module.server]
}

variant "a" {
  layers   = [layer.all]
  packages = [pkgs.git, package.fetch_binary.default]
}
