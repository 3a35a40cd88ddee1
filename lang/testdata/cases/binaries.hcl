# Downloads, and what exists on some platforms only.

platform "x86_64-linux" {}
platform "aarch64-linux" {}

locals {
  url = "https://example.org/tool-${platform.arch}"
}

package "fetch_binary" "unset" {
# warning AB4023 `package "fetch_binary" "unset"`: package.fetch_binary.unset has no hash, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in. `nix store prefetch-file https://example.org/tool` prints it, too.
  url = "https://example.org/tool"
}

package "fetch_binary" "unset-each" {
# warning AB4023 `package "fetch_binary" "unset-each"`: package.fetch_binary.unset-each has no hash, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in. `nix store prefetch-file https://example.org/tool-arm64` prints it, too.
  url = local.url
}

package "fetch_binary" "half" {
  url  = local.url
  hash = { amd64 = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw=" }
  # warning AB4023 `{ amd64 = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw=" }`: package.fetch_binary.half has no hash for aarch64-linux, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in. `nix store prefetch-file https://example.org/tool-arm64` prints it, too.
}

package "fetch_binary" "half-empty" {
  url  = local.url
  hash = { amd64 = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw=", arm64 = "" }
  # warning AB4023 `""`: package.fetch_binary.half-empty has no hash, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in. `nix store prefetch-file https://example.org/tool-arm64` prints it, too.
}

package "fetch_binary" "one" {
  url  = { amd64 = "https://example.org/a", arm64 = "https://example.org/b" }
  hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  # error AB4003 `"sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="`: url differs between platforms, so there is a file for each, and one hash cannot be that of all. Write a map: hash = { x86_64-linux = "sha256-…", … }
}

package "fetch_binary" "no-address" {
  url  = { amd64 = "https://example.org/a" }
  # error AB4024 `{ amd64 = "https://example.org/a" }`: url says nothing for aarch64-linux. Add an entry, or say with `only` which platforms the program exists for.
  hash = { amd64 = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw=" }
}

package "fetch_binary" "odd" {
  url     = "example.org/tool"
  # error AB4003 `"example.org/tool"`: url is "example.org/tool", but it must be an address with https://, http://, ftp:// or file://.
  hash    = { amd46 = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw=" }
  # error AB4003 `amd46`: "amd46" cannot be a key of hash: it must be a platform such as x86_64-linux, linux/amd64 or amd64.
  version = ""
  # error AB4003 `""`: version is "", but it must be a version such as 1.2.3: letters, digits and + - . _, starting with a letter or digit.
  only    = ["riscv64-linux"]
  # error AB2012 `"riscv64-linux"`: The unit does not have the platform "riscv64-linux"; it has aarch64-linux and x86_64-linux. Declare it with: platform "riscv64-linux" {}
}

package "fetch_binary" "twice" {
  url  = "https://example.org/tool"
  hash = { amd64 = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw=", x86_64-linux = "" , arm64 = "" }
  # error AB2007 `x86_64-linux`: The key "x86_64-linux" stands twice in hash.
  # note `amd64`: the first one
  # warning AB4023 `""`: package.fetch_binary.twice has no hash, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in. `nix store prefetch-file https://example.org/tool` prints it, too.
}

package "fetch_binary" "plain" {
  url  = "https://example.org/tool"
  hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  bin  = { a = "x" }
  # error AB4003 `{ a = "x" }`: The url is not that of an archive (.tar, also compressed, or .zip), so the download is one program, and bin is the name to install it under, as in: bin = "tool"
}

package "fetch_binary" "archive" {
  url  = "https://example.org/tool.tar.gz"
  hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  bin  = ["a/tool", "b/tool", 5, "../x"]
  # error AB2007 `"b/tool"`: bin names two programs that would both be installed as "tool". A map gives each a name of its own.
  # note `"a/tool"`: the first one
  # error AB4003 `"../x"`: bin is "../x", but it must be a path with / that stays inside, such as bin/tool.
}

package "fetch_binary" "cuda" {
  url  = "https://example.org/cuda.zip"
  hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  only = ["x86_64-linux"]
  # note `["x86_64-linux"]`: it exists only there
  # note `["x86_64-linux"]`: it exists only there
  # note `["x86_64-linux"]`: it exists only there
}

package "override" "cuda" {
  base = package.fetch_binary.cuda
  # error AB4024 `package.fetch_binary.cuda`: package.fetch_binary.cuda does not exist on aarch64-linux, and base needs it there: only lists of packages can leave it out. Choose by platform, as in: platform.system == "aarch64-linux" ? … : …
}

package "nix" "cuda" {
  file = "./nix/tool.nix"
  args = { cuda = package.fetch_binary.cuda }
  # error AB4024 `package.fetch_binary.cuda`: package.fetch_binary.cuda does not exist on aarch64-linux, and args["cuda"] needs it there: only lists of packages can leave it out. Choose by platform, as in: platform.system == "aarch64-linux" ? … : …
}

layer "base" {
  packages = [pkgs.git, package.fetch_binary.cuda]
}

variant "runtime" {
  layers = [layer.base]

  config {
    env = { CUDA = "${package.fetch_binary.cuda}/bin/cuda" }
    # error AB4024 `"${package.fetch_binary.cuda}/bin/cuda"`: package.fetch_binary.cuda does not exist on aarch64-linux, and env["CUDA"] needs it there: only lists of packages can leave it out. Choose by platform, as in: platform.system == "aarch64-linux" ? … : …
  }
}

variant "chosen" {
  config {
    env = platform.arch == "amd64" ? { CUDA = "${package.fetch_binary.cuda}/bin/cuda" } : {}
  }
}

variant "there" {
  platforms = ["amd64"]

  config {
    cmd = ["${package.fetch_binary.cuda}/bin/cuda"]
  }
}

package "fetch_binary" "each" {
# warning AB4023 `package "fetch_binary" "each"`: package.fetch_binary.each["a"] has no hash, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in. `nix store prefetch-file https://example.org/a` prints it, too.
# warning AB4023 `package "fetch_binary" "each"`: package.fetch_binary.each["b"] has no hash, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in. `nix store prefetch-file https://example.org/b` prints it, too.
  for_each = { a = "https://example.org/a", b = "https://example.org/b" }
  url      = each.value
}

policy "no-cuda" {
  applies_to = [variant.runtime]
  forbid     = [package.fetch_binary.cuda]
}

package "fetch_binary" "unknown" {
  url  = "https://example.org/tool.tar.gz"
  hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  bin  = "tool-${var.none}"
  # error AB3001 `var.none`: There is no variable "none".
}
