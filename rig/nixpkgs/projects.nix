# Builders of whole projects, and downloads, with the arguments and the checks of
# the real ones. Nothing is compiled or fetched: programs say who they are, and
# what would be downloaded is made up from what asks for it. Every hash of it is
# believed but for the one that nobody knows yet, of which Nix says what it is.
final: prev:
let
  inherit (final) lib;

  # Only Nix checks a hash, and only of a derivation that promises one.
  promised =
    hash: mode:
    lib.optionalAttrs (hash == "" || hash == lib.fakeHash) {
      outputHashMode = mode;
      outputHash = lib.fakeHash;
    };

  isHash = hash: builtins.match "sha(256|512)-[A-Za-z0-9+/]+=*" hash != null;

  # What a package manager fetches for a project: its lock file says it all.
  dependencies =
    name: src: hash: command:
    assert lib.assertMsg (hash == "" || isHash hash) "invalid SRI hash '${hash}'";
    final.runCommand name (promised hash "recursive" // { inherit src; }) ''
      cd "$src"
      mkdir "$out"
      ${command}
    '';

  # The usual phases in a writable copy of the sources.
  build =
    args: steps:
    final.stdenv.mkDerivation (
      removeAttrs args [
        "cargoLock"
        "nodejs"
        "vendorHash"
      ]
      // steps
    );
in
{
  inherit promised;

  # A script, or an archive with it. It is called as what comes before the first
  # sign in the name of the file. An archive also has it in a directory of the
  # archive's name, called as the directory at the address.
  fetchurl =
    {
      url,
      hash ? "",
      sha256 ? "",
      name ? baseNameOf url,
      ...
    }:
    let
      given = if sha256 != "" then sha256 else hash;
      # What promises a hash must not refer to the store.
      shell = if promised given "flat" == { } then final.runtimeShell else "/bin/sh";
    in
    final.runCommand name (promised given "flat" // { inherit url; }) ''
      program=''${name%%[!A-Za-z0-9]*}
      printf '#!%s\necho "%s"\n' ${shell} "$url" >script
      chmod 755 script
      case $name in
      *.tar* | *.tgz | *.zip)
        mkdir -p "tree/$program-1.0/bin" "tree/''${name%%.*}"
        above=''${url%/*}
        for file in "$program-1.0/$program" "$program-1.0/bin/$program" "''${name%%.*}/''${above##*/}"; do
          cp script "tree/$file"
        done
        tar --create --sort=name --mtime=@1 --owner=0 --group=0 --numeric-owner --file "$out" --directory tree .
        ;;
      *) cp --no-preserve=mode script "$out" ;;
      esac
    '';

  buildNpmPackage = lib.makeOverridable (
    {
      pname,
      version,
      src,
      nodejs ? final.nodejs,
      npmDepsHash ? "",
      forceEmptyCache ? false,
      npmBuildScript ? "build",
      npmBuildFlags ? [ ],
      npmFlags ? [ ],
      dontNpmBuild ? false,
      ...
    }@args:
    let
      npmDeps = dependencies "${pname}-${version}-npm-deps" src npmDepsHash ''
        test -f package-lock.json
        if ! grep -q '"resolved": "http' package-lock.json && [ -z "${toString forceEmptyCache}" ]; then
          echo "ERROR: No dependencies were found!" >&2
          exit 1
        fi
        cp package-lock.json "$out/"
      '';
      # As much of npm as the phases ask for.
      npm = ''
        npm() {
          case "$1 $2" in
          "pkg set")
            jq --argjson value "''${4#bin=}" '.bin = $value' package.json >package.new
            mv package.new package.json
            ;;
          "run ${npmBuildScript}")
            if ! jq --exit-status '.scripts.${npmBuildScript}' package.json >/dev/null; then
              case " $* " in
              *" --if-present "*) ;;
              *)
                echo 'npm error Missing script: "${npmBuildScript}"' >&2
                return 1
                ;;
              esac
            fi
            ;;
          *) return 1 ;;
          esac
        }
        modules() {
          jq --raw-output '.packages // {} | to_entries[] | select(.key | startswith("node_modules/")) | .key' package-lock.json
        }
        if [ "$(cat package-lock.json)" != "$(cat "$npmDeps/package-lock.json")" ]; then
          echo "ERROR: npmDepsHash is out of date" >&2
          exit 1
        fi
        for module in $(modules); do
          mkdir -p "$module" node_modules/.bin
          jq --raw-output --arg at "$module" \
            '.packages[$at].bin // {} | to_entries[] | "\(.key) \(.value)"' package-lock.json | while read -r name script; do
            mkdir -p "$(dirname "$module/$script")"
            printf '#!%s/bin/node\n' ${nodejs} >"$module/$script"
            chmod 755 "$module/$script"
            ln -s "../''${module#node_modules/}/$script" "node_modules/.bin/$name"
          done
        done
      '';
    in
    build args {
      inherit npmDeps;
      nativeBuildInputs = args.nativeBuildInputs or [ ] ++ [
        nodejs
        final.jq
      ];
      postPatch = args.postPatch or "" + npm;
      buildPhase =
        args.buildPhase
          or (lib.optionalString (!dontNpmBuild) "npm run ${npmBuildScript} ${toString npmBuildFlags} ${toString npmFlags}");
      installPhase =
        args.installPhase or ''
          runHook preInstall
          packageOut="$out/lib/node_modules/$(jq --raw-output .name package.json)"
          mkdir -p "$packageOut" "$out/bin"
          cp -R . "$packageOut/"
          jq --raw-output 'if (.bin | type) == "string" then "\(.name) \(.bin)" else .bin // {} | to_entries[] | "\(.key) \(.value)" end' \
            package.json | while read -r name script; do
            printf '#!%s\necho "%s runs %s"\n' ${final.runtimeShell} "$name" "$packageOut/$script" >"$out/bin/$name"
            chmod 755 "$out/bin/$name"
          done
          runHook postInstall
        '';
    }
  );

  # The program of nix2container is a real one, that the rig has built.
  buildGoModule =
    args: if args.pname or "" == "nix2container" then final.nix2containerProgram else final.goModule args;
  goModule = lib.makeOverridable (
    {
      name ? "${args.pname}-${args.version}",
      src,
      vendorHash ? throw "buildGoModule: vendorHash is missing",
      subPackages ? [ ],
      ldflags ? [ ],
      ...
    }@args:
    let
      goModules =
        if vendorHash == null then
          ""
        else
          dependencies "${name}-go-modules" src vendorHash ''
            if [ -d vendor ]; then
              echo "vendor folder exists, please set 'vendorHash = null;' in your expression"
              exit 10
            fi
            if ! grep -q '^require' go.mod; then
              echo "vendor folder is empty, please set 'vendorHash = null;' in your expression"
              exit 10
            fi
            cp go.mod "$out/modules.txt"
          '';
    in
    build args {
      inherit name goModules subPackages;
      ldflags = lib.concatStringsSep " " ldflags;
      buildPhase = ''
        if [ -n "$goModules" ]; then
          cp -R "$goModules" vendor
        elif grep -q '^require' go.mod && [ ! -d vendor ]; then
          echo "go: cannot find module providing package" >&2
          exit 1
        fi
        if [ -z "$subPackages" ]; then
          subPackages=$(find . -name '*.go' -not -path '*/vendor/*' -exec grep -l '^package main' {} + | sed 's,/[^/]*$,,' | sort -u)
        fi
        programs=
        for package in $subPackages; do
          if ! [ -d "./$package" ]; then
            echo "directory not found: $package" >&2
            exit 1
          fi
          program=''${package##*/}
          if [ "$program" = . ]; then
            program=$(sed -n 's,^module .*/,,p' go.mod)
          fi
          programs="$programs $program"
        done
      '';
      installPhase =
        args.installPhase or ''
          runHook preInstall
          mkdir -p "$out/bin"
          for program in $programs; do
            printf '#!%s\necho "%s %s"\n' ${final.runtimeShell} "$program" "$ldflags" >"$out/bin/$program"
            chmod 755 "$out/bin/$program"
          done
          runHook postInstall
        '';
      passthru = args.passthru or { } // {
        inherit goModules vendorHash;
      };
    }
  );

  rustPlatform.buildRustPackage = lib.makeOverridable (
    {
      name ? "${args.pname}-${args.version}",
      src,
      cargoLock ? null,
      cargoHash ? null,
      ...
    }@args:
    let
      # The real one reads the file during evaluation.
      locked = (builtins.fromTOML (builtins.readFile cargoLock.lockFile)).package or [ ];
      unhashed = lib.filter (p: lib.hasPrefix "git+" (p.source or "")) locked;
      cargoDeps =
        if cargoLock == null && cargoHash == null then
          throw "cargoHash, cargoVendorDir, cargoDeps, or cargoLock must be set"
        else if cargoLock == null then
          dependencies "${name}-vendor" src cargoHash ''
            cp Cargo.lock "$out/"
          ''
        else if unhashed != [ ] && cargoLock.outputHashes or { } == { } then
          throw "No hash was found while vendoring the git dependency ${(builtins.head unhashed).name}. You can add a hash through the `outputHashes` argument of `importCargoLock`"
        else
          final.runCommand "cargo-vendor-dir" { inherit (cargoLock) lockFile; } ''
            mkdir "$out"
            cp "$lockFile" "$out/Cargo.lock"
          '';
    in
    build args {
      inherit name cargoDeps;
      buildPhase = ''
        if [ "$(cat Cargo.lock)" != "$(cat "$cargoDeps/Cargo.lock")" ]; then
          echo "ERROR: cargoHash or cargoSha256 is out of date" >&2
          exit 1
        fi
      '';
      installPhase =
        args.installPhase or ''
          runHook preInstall
          mkdir -p "$out/bin"
          program=$(sed -n '/^\[package\]/,/^\[d/s/^name = "\(.*\)"/\1/p' Cargo.toml)
          printf '#!%s\necho "%s"\n' ${final.runtimeShell} "$program" >"$out/bin/$program"
          chmod 755 "$out/bin/$program"
          runHook postInstall
        '';
    }
  );
}
