# Ways out into Nix: package sets with overlays, permissions and settings, an
# overridden package, and a package of one's own Nix file.

input "nixpkgs" {
  url = "github:NixOS/nixpkgs/nixos-unstable"
}

input "rust-overlay" {
  url     = "github:oxalica/rust-overlay"
  follows = { nixpkgs = input.nixpkgs }
}

overlay "patches" {
  file = "./nix/patches.nix"
}

# pkgset.default is what pkgs means.
pkgset "default" {
  overlays     = [overlay.patches, input.rust-overlay.overlays.default]
  allow_unfree = ["unrar"]
}

# A second one, without the overlays.
pkgset "plain" {
  config = { allowAliases = false }
}

package "override" "jq" {
  base  = pkgs.jq
  check = false
}

package "nix" "greeting" {
  file = "./nix/greeting.nix"
  args = { name = "agent" }
}

layer "base" {
  packages = [pkgset.plain.bashInteractive, pkgs.coreutils]
}

variant "box" {
  layers   = [layer.base]
  packages = [package.override.jq, package.nix.greeting]

  config {
    cmd = ["${package.nix.greeting}/bin/greeting"]
  }
}
