# What is declared and used by nothing.

input "spare" {
# warning AB3010 `"spare"`: Nothing in the unit refers to input.spare, so it is locked and fetched for nothing. Remove the block, or use what the input offers.
  url = "github:example/spare"
}

input "nixpkgs" {
  url = "github:NixOS/nixpkgs/nixos-24.11"
}

input "followed" {
  url = "github:example/followed"
}

input "tools" {
  url     = "github:example/tools"
  follows = { other = input.followed }
}

package "flake" "tool" {
  input = input.tools
  attr  = "tool"
}

variant "a" {
  packages = [package.flake.tool]
}
