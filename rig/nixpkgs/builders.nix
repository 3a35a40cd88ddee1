# The trivial builders, and buildEnv.
final: prev:
let
  inherit (final) lib runtimeShell;
  inherit (final.stdenv) mkDerivation;

  # Links each directory or file of the paths into $out, making directories
  # only where two paths meet.
  linkTrees = ''
    merge() { # SOURCE TARGET
      if [ ! -e "$2" ] && [ ! -L "$2" ]; then
        ln -s "$1" "$2"
      elif [ -d "$1" ] && [ -d "$2" ]; then
        if [ -L "$2" ]; then
          first=$(readlink "$2")
          rm "$2"
          mkdir "$2"
          entries "$first" "$2"
        fi
        entries "$1" "$2"
      elif [ "$(realpath "$1")" != "$(realpath "$2")" ] && [ -z "$ignoreCollisions" ]; then
        echo "error: collision between '$(realpath "$2")' and '$1'" >&2
        exit 1
      fi
    }
    entries() { # SOURCE TARGET
      local entry
      for entry in "$1"/* "$1"/.[!.]*; do
        if [ -e "$entry" ] || [ -L "$entry" ]; then
          merge "$entry" "$2/''${entry##*/}"
        fi
      done
    }
    shopt -s nullglob
    mkdir -p "$out$extraPrefix"
    for path in $paths; do
      for link in $pathsToLink; do
        if [ -d "$path$link" ]; then
          mkdir -p "$out$extraPrefix$link"
          entries "$path''${link%/}" "$out$extraPrefix''${link%/}"
        fi
      done
    done
  '';

  text =
    name: text: destination: executable:
    mkDerivation {
      inherit name text;
      passAsFile = [ "text" ];
      file = "${placeholder "out"}${destination}";
      buildCommand = ''
        mkdir -p "''${file%/*}"
        cp "$textPath" "$file"
        chmod ${if executable then "755" else "644"} "$file"
      '';
    };
in
{
  runCommand =
    name: env: command:
    mkDerivation (
      {
        inherit name;
        buildCommand = command;
      }
      // env
    );
  runCommandLocal = final.runCommand;
  runCommandNoCC = final.runCommand;

  writeText = name: content: text name content "" false;
  writeTextDir = path: content: text (baseNameOf path) content "/${path}" false;
  writeTextFile =
    {
      name,
      text,
      executable ? false,
      destination ? "",
      ...
    }@args:
    final.textFile name args.text destination executable;
  textFile = text;
  writeScript = name: content: text name content "" true;
  writeScriptBin = name: content: text name content "/bin/${name}" true;
  writeShellScript = name: content: final.writeScript name "#!${runtimeShell}\n${content}\n";
  writeShellScriptBin = name: content: final.writeScriptBin name "#!${runtimeShell}\n${content}\n";

  writeShellApplication =
    {
      name,
      text,
      runtimeInputs ? [ ],
      runtimeEnv ? { },
      excludeShellChecks ? [ ],
      bashOptions ? [
        "errexit"
        "nounset"
        "pipefail"
      ],
      checkPhase ? null,
      meta ? { },
      passthru ? { },
      inheritPath ? true,
      derivationArgs ? { },
      extraShellCheckFlags ? [ ],
    }:
    let
      script =
        "#!${runtimeShell}\n"
        + lib.concatMapStrings (option: "set -o ${option}\n") bashOptions
        + lib.concatStrings (
          lib.mapAttrsToList (name: value: ''
            ${lib.toShellVar name value}
            export ${name}
          '') runtimeEnv
        )
        + lib.optionalString (runtimeInputs != [ ]) ''
          export PATH="${lib.makeBinPath runtimeInputs}:$PATH"
        ''
        + "\n${text}\n";
    in
    # In place of ShellCheck, bash itself: the text must at least parse.
    (final.textFile name script "/bin/${name}" true).overrideAttrs (old: {
      buildCommand = old.buildCommand + (if checkPhase == null then ''bash -n "$file"'' else checkPhase);
      meta = meta // {
        mainProgram = name;
      };
      inherit passthru;
    });

  buildEnv = lib.makeOverridable (
    {
      name,
      paths,
      pathsToLink ? [ "/" ],
      ignoreCollisions ? false,
      extraPrefix ? "",
      postBuild ? "",
      passthru ? { },
      meta ? { },
      nativeBuildInputs ? [ ],
      buildInputs ? [ ],
      extraOutputsToInstall ? [ ],
    }:
    mkDerivation {
      inherit
        name
        paths
        pathsToLink
        ignoreCollisions
        extraPrefix
        nativeBuildInputs
        buildInputs
        passthru
        meta
        ;
      buildCommand = linkTrees + postBuild;
    }
  );
  symlinkJoin =
    {
      name,
      paths,
      postBuild ? "",
      ...
    }:
    final.buildEnv { inherit name paths postBuild; };
  linkFarm =
    name: entries:
    let
      list =
        if builtins.isAttrs entries then
          lib.mapAttrsToList (name: path: { inherit name path; }) entries
        else
          entries;
    in
    final.runCommand name { } (
      "mkdir -p $out\n"
      + lib.concatMapStrings (entry: ''
        mkdir -p $(dirname $out/${lib.escapeShellArg entry.name})
        ln -s ${entry.path} $out/${lib.escapeShellArg entry.name}
      '') list
    );
}
