{
  description = "A small nixpkgs for tests: the names and interfaces of the real one, packages of a few files";

  outputs =
    { self }:
    let
      lib = import ./lib;
      systems = [
        "aarch64-linux"
        "x86_64-linux"
      ];
    in
    {
      inherit lib;
      legacyPackages = lib.genAttrs systems (system: import ./. { inherit system; });
    };
}
