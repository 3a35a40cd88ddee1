# A unit without a variant: an empty flake, and a warning.

layer "unused" {
  packages = [pkgs.git]
}
