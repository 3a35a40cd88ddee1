# Packages made from programs of the system that the tests run on. host.json,
# which the rig writes, names the trees that the rig has put into the store;
# here they become packages that depend on each other as real ones do and run
# from any root directory that has their closure.
final: prev:
let
  inherit (final) lib;

  host = lib.importJSON ./host.json;

  # A tree is known by its hash alone, so it is the same in every store and
  # for every system, and nothing is ever built or fetched for it.
  tree =
    name:
    derivation {
      inherit name;
      system = "builtin";
      builder = "/bin/sh";
      args = [
        "-c"
        "echo 'the rig has not put ${name} into this store' >&2; exit 1"
      ];
      outputHashMode = "recursive";
      outputHashAlgo = "sha256";
      outputHash = host.trees.${name};
    };

  # What starts a program through the loader of this set instead of the host's.
  launcher = tree "launch";

  glibc = final.bootstrapDerivation {
    pname = "glibc";
    version = "2.40";
    tree = tree "glibc";
    buildCommand = ''
      mkdir -p $out
      cp -r $tree/lib $out/lib
    '';
  };

  libraries = lib.mapAttrs (
    soname: needs:
    final.bootstrapDerivation {
      name = soname;
      tree = tree "lib-${soname}";
      needs = [ glibc ] ++ map (other: libraries.${other}) needs;
      buildCommand = ''
        mkdir -p $out/lib $out/nix-support
        cp $tree/lib/* $out/lib/
        echo $needs > $out/nix-support/needs
      '';
    }
  ) host.libraries;

  program =
    pname: version: extra:
    lib.makeOverridable (
      options:
      final.bootstrapDerivation {
        inherit pname version;
        options = builtins.toJSON options;
        tree = tree "bin-${pname}";
        launch = "${launcher}/bin/launch";
        loader = "${glibc}/lib/${host.loader}";
        libraryPath = lib.makeLibraryPath (
          [ glibc ] ++ map (soname: libraries.${soname}) host.programs.${pname}
        );
        buildCommand = ''
          mkdir -p $out/bin $out/libexec
          for file in $tree/bin/*; do
            name=''${file##*/}
            cp $file $out/libexec/$name
            printf '#!%s\n%s\n%s\n%s\n' $launch $loader $libraryPath $out/libexec/$name > $out/bin/$name
            chmod 755 $out/bin/$name
          done
          ${extra}
        '';
      }
    ) { };
in
{
  inherit glibc;
  bash = program "bash" "5.2" "ln -s bash $out/bin/sh";
  bashInteractive = final.bash;
  coreutils = program "coreutils" "9.7" "";
  findutils = program "findutils" "4.10" "";
  gitMinimal = final.git;
  git = program "git" "2.49" "";
  gnugrep = program "gnugrep" "3.11" "";
  gnused = program "gnused" "4.9" "";
  gnutar = program "gnutar" "1.35" "";
  gzip = program "gzip" "1.13" "";
  jq = program "jq" "1.7" "";
  sqlite = program "sqlite" "3.48" "";

  # The one Go module that the rig has built, from whatever sources it was given.
  nix2containerProgram = tree "nix2container";
}
