# The package set: packages.nix and what it stands on, then the overlays given.
{
  system ? builtins.currentSystem,
  config ? { },
  overlays ? [ ],
}:
let
  lib = import ./lib;

  set =
    overlays:
    let
      about = final: prev: {
        inherit
          lib
          config
          system
          overlays
          ;
        pkgs = final;
        extend = overlay: set (overlays ++ [ overlay ]);
        appendOverlays = more: set (overlays ++ more);
        callPackage = lib.callPackageWith final;
      };
      layers = [
        about
        (import ./stdenv.nix)
        (import ./host.nix)
        (import ./builders.nix)
        (import ./languages.nix)
        (import ./packages.nix)
        (import ./projects.nix)
      ];
    in
    lib.fix (lib.extends (lib.composeManyExtensions (layers ++ overlays)) (_: { }));
in
set overlays
