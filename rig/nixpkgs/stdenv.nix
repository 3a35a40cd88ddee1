# Derivations: what runs in a build, mkDerivation, and shells.
final: prev:
let
  inherit (final) lib config system;

  # Every build starts with this. With structured attributes the variables
  # come from a file, lists are arrays, and the outputs are an array of paths.
  setup = ''
    set -eu
    if [ -e .attrs.sh ]; then
      . ./.attrs.sh
      out=''${outputs[out]}
    fi
    export PATH=
    for input in ''${nativeBuildInputs[*]:-} ''${buildInputs[*]:-} ''${initialPath[*]}; do
      PATH=$PATH''${PATH:+:}$input/bin
    done
    runHook() { eval "''${!1:-}"; }
    unpackFile() { tar --extract --file "$1"; }
  '';

  # The same for the environment of a shell, where the lists are strings.
  shellSetup = final.bootstrapDerivation {
    name = "stdenv-shell";
    buildCommand = ''
      mkdir -p $out
      cat > $out/setup <<'END'
      PATH=
      for input in $nativeBuildInputs $buildInputs ${toString initialPath}; do
        PATH=$PATH''${PATH:+:}$input/bin
      done
      export PATH
      END
    '';
  };

  # Only as much of the usual phases as tells an override from the original.
  phases = ''
    if [ -n "''${src:-}" ]; then
      cp -r "$src" source
      chmod -R u+w source
      [ ! -d source ] || cd source
    fi
    runHook postPatch
    runHook preBuild
    runHook buildPhase
    if [ -n "''${doCheck:-}" ]; then
      runHook checkPhase
    fi
    runHook preInstall
    if [ -n "''${installPhase:-}" ]; then
      eval "$installPhase"
    else
      mkdir -p "$out"
      cp -r . "$out/"
    fi
    for patch in ''${patches:-}; do
      mkdir -p "$out/nix-support/patches"
      cp "$patch" "$out/nix-support/patches/"
    done
    runHook postInstall
  '';

  nameOf = attrs: attrs.name or "${attrs.pname}-${attrs.version}";

  # A package that the configuration does not admit has a name but no path.
  admit =
    attrs: value:
    let
      name = nameOf attrs;
      meta = attrs.meta or { };
      about = attrs // {
        inherit name;
      };
      free = (meta.license or { }).free or true;
      unfreeOk = config.allowUnfree or false || (config.allowUnfreePredicate or (_: false)) about;
      secure = meta.knownVulnerabilities or [ ] == [ ];
      insecureOk =
        builtins.elem name (config.permittedInsecurePackages or [ ])
        || (config.allowInsecurePredicate or (_: false)) about;
      supported = builtins.elem system (meta.platforms or [ system ]);
    in
    if !free && !unfreeOk then
      throw "Package ‘${name}’ has an unfree license (‘${meta.license.fullName}’), refusing to evaluate."
    else if !secure && !insecureOk then
      throw "Package ‘${name}’ is marked as insecure, refusing to evaluate."
    else if !supported then
      throw "Package ‘${name}’ is not available on the requested hostPlatform: ${system}"
    else
      value;

  # What does not go into the environment of the build.
  notEnv = [
    "buildCommand"
    "env"
    "meta"
    "passthru"
  ];

  # make turns a function of the final attributes into a package.
  make =
    builder: shell: function:
    let
      attrs = function package;
      environment = builtins.removeAttrs attrs notEnv // attrs.env or { };
      built = derivation (
        environment
        // {
          inherit system;
          name = lib.sanitizeDerivationName (nameOf attrs);
          builder = shell;
          args = [
            "-c"
            # Without the last line the shell would become its last command,
            # and one that closes its output early looks dead to Nix.
            (builder (attrs.buildCommand or phases) + "\nexit 0\n")
          ];
        }
      );
      package =
        built
        // {
          inherit (attrs) name;
        }
        // lib.optionalAttrs (attrs ? pname) { inherit (attrs) pname version; }
        // attrs.passthru or { }
        // {
          name = nameOf attrs;
          meta = attrs.meta or { };
          passthru = attrs.passthru or { };
          drvPath = admit attrs built.drvPath;
          outPath = admit attrs built.outPath;
          out = package;
          overrideAttrs =
            changes:
            make builder shell (
              package:
              let
                old = function package;
              in
              old // change changes package old
            );
        };
    in
    package;

  # Overrides are a set, a function of the old attributes, or of both.
  change =
    changes: package: old:
    if !builtins.isFunction changes then
      changes
    else
      let
        one = changes old;
      in
      if builtins.isFunction one then changes package old else one;

  functionOf = attrs: if builtins.isFunction attrs then attrs else _: attrs;

  initialPath = [
    final.coreutils
    final.gnugrep
    final.gnused
    final.findutils
    final.gnutar
    final.gzip
    final.bash
  ];
in
{
  # For the packages that mkDerivation itself needs: /bin/sh and the programs
  # of whatever system the build runs on.
  bootstrapDerivation =
    attrs: make (command: "set -eu; PATH=/usr/bin:/bin; ${command}") "/bin/sh" (functionOf attrs);

  stdenv = {
    inherit system;
    isLinux = true;
    isDarwin = false;
    hostPlatform = {
      inherit system;
      isLinux = true;
      isDarwin = false;
      isx86_64 = system == "x86_64-linux";
      isAarch64 = system == "aarch64-linux";
    };
    shell = final.runtimeShell;
    mkDerivation =
      attrs:
      make (command: setup + command) final.runtimeShell (
        package:
        {
          inherit initialPath;
        }
        // functionOf attrs package
      );
  };
  stdenvNoCC = final.stdenv;
  inherit (final.stdenv) hostPlatform;

  runtimeShell = "${final.bash}/bin/bash";

  # A shell environment: `nix develop` sources $stdenv/setup to make it.
  mkShell =
    {
      name ? "nix-shell",
      packages ? [ ],
      inputsFrom ? [ ],
      buildInputs ? [ ],
      nativeBuildInputs ? [ ],
      shellHook ? "",
      env ? { },
      ...
    }@args:
    let
      inherited = attr: lib.concatMap (shell: shell.${attr} or [ ]) inputsFrom;
      rest = builtins.removeAttrs args [
        "packages"
        "inputsFrom"
        "env"
      ];
    in
    final.stdenv.mkDerivation (
      rest
      // env
      // {
        inherit name;
        stdenv = shellSetup;
        outputs = [ "out" ];
        buildInputs = buildInputs ++ inherited "buildInputs";
        nativeBuildInputs = packages ++ nativeBuildInputs ++ inherited "nativeBuildInputs";
        shellHook = lib.concatStrings (
          map (shell: shell.shellHook or "") (lib.reverseList inputsFrom) ++ [ shellHook ]
        );
        buildCommand = "export > $out";
        passthru = {
          inherit shellHook;
          buildInputs = buildInputs ++ inherited "buildInputs";
          nativeBuildInputs = packages ++ nativeBuildInputs ++ inherited "nativeBuildInputs";
        };
      }
    );
  mkShellNoCC = final.mkShell;
}
