{
  description = "A stand-in for rust-overlay: its names, with toolchains that only say what they are";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";

  outputs =
    { self, nixpkgs }:
    {
      overlays = rec {
        default = import ./overlay.nix;
        rust-overlay = default;
      };
    };
}
