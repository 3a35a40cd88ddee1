# rust-bin.CHANNEL.VERSION.PROFILE, overridable with extensions and targets.
final: prev:
let
  inherit (final) lib;

  profiles = rec {
    minimal = [
      "cargo"
      "rustc"
      "rust-std"
    ];
    default = minimal ++ [
      "clippy"
      "rust-docs"
      "rustfmt"
    ];
    complete = default ++ extra;
  };
  extra = [
    "llvm-tools"
    "miri"
    "rust-analyzer"
    "rust-src"
  ];

  # The programs that a component brings; most bring none.
  programs = {
    cargo = [ "cargo" ];
    clippy = [
      "cargo-clippy"
      "clippy-driver"
    ];
    miri = [ "cargo-miri" ];
    rust-analyzer = [ "rust-analyzer" ];
    rustc = [
      "rustc"
      "rustdoc"
    ];
    rustfmt = [
      "cargo-fmt"
      "rustfmt"
    ];
  };

  known = profiles.complete;

  toolchain =
    version: profile: components:
    lib.makeOverridable (
      {
        extensions ? [ ],
        targets ? [ ],
      }:
      let
        all = lib.unique (components ++ extensions);
        unknown = lib.subtractLists known all;
      in
      lib.throwIf (unknown != [ ]) "Component ${toString unknown} not found in rust ${version}" (
        final.stdenv.mkDerivation {
          name = "rust-${profile}-${version}";
          inherit targets;
          buildCommand = ''
            ${lib.concatMapStrings (
              component:
              lib.concatMapStrings (program: final.announceProgram program version) (programs.${component} or [ ])
            ) all}
            for target in $targets; do
              mkdir -p $out/lib/rustlib/$target/lib
            done
          '';
        }
      )
    ) { };

  release = version: lib.mapAttrs (toolchain version) profiles;

  channel =
    versions:
    lib.genAttrs versions release
    // {
      latest = release (lib.last versions);
    };
in
{
  rust-bin = {
    stable = channel [
      "1.80.0"
      "1.81.0"
      "1.82.0"
      "1.83.0"
      "1.84.0"
    ];
    beta = channel [ "2025-01-05" ];
    nightly = channel [
      "2024-12-01"
      "2025-01-15"
    ];
    selectLatestNightlyWith = choose: choose final.rust-bin.nightly.latest;
  };
}
