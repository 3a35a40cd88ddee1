# Inputs.

input "nixpkgs" {
# error AB2003 `input "nixpkgs"`: input.nixpkgs needs the attribute "url", for example: url = "github:NixOS/nixpkgs/nixos-24.11"
}

input "agent" {
  url = ""
}

input "odd" {
  url   = ["github:example/odd"]
  # error AB4002 `["github:example/odd"]`: url wants a string; this is a list of 1 element.
  flake = "maybe"
  # error AB4002 `"maybe"`: flake wants true or false; this is "maybe".
}

input "package" {
  url = "github:example/${pkgs.git}"
  # error AB4005 `"github:example/${pkgs.git}"`: url cannot hold the store path of a package: the value is "github:example/${pkgs.git}", and the path is known only when Nix builds.
}

input "follower" {
  url     = "github:example/follower"
  follows = { nixpkgs = "nixpkgs", other = pkgs.git, list = [input.odd] }
  # error AB4002 `"nixpkgs"`: follows["nixpkgs"] wants an input; this is "nixpkgs". A reference is written without quotes: input.nixpkgs. => Change to input.nixpkgs
  # error AB4002 `pkgs.git`: follows["other"] wants an input; pkgs.git is a package.
  # error AB4002 `[input.odd]`: follows["list"] wants an input; this is a list of 1 element.
}

variant "a" {
}
