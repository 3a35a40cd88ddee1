{
  description = "A stand-in for any input that the tests have no better one for";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";

  # A lock file that was made for another flake may have no nixpkgs for it.
  outputs =
    {
      self,
      nixpkgs ? null,
      ...
    }:
    {
      overlays.default = final: prev: { fromOtherInput = prev.hello; };
      packages = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: rec {
        inherit (nixpkgs.legacyPackages.${system}) hello;
        default = hello;
        tool = hello;
      });
    };
}
