{
  description = "A stand-in for nix2container";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs";

  outputs =
    { self, nixpkgs }:
    {
      packages = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (
        system: import ./. { pkgs = nixpkgs.legacyPackages.${system}; }
      );
    };
}
