lib:
let
  inherit (builtins)
    concatStringsSep
    filter
    isString
    replaceStrings
    stringLength
    substring
    ;
  lower = "abcdefghijklmnopqrstuvwxyz";
  upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  characters = s: builtins.genList (i: substring i 1 s) (stringLength s);
in
rec {
  concatStrings = concatStringsSep "";
  concatMapStrings = f: list: concatStrings (map f list);
  concatMapStringsSep =
    sep: f: list:
    concatStringsSep sep (map f list);
  concatImapStringsSep =
    sep: f: list:
    concatStringsSep sep (lib.imap1 f list);
  concatLines = concatMapStrings (line: line + "\n");
  optionalString = wanted: s: if wanted then s else "";
  stringToCharacters = characters;
  splitString =
    sep: s:
    map builtins.unsafeDiscardStringContext (filter isString (builtins.split (escapeRegex sep) s));
  escape = special: replaceStrings special (map (c: "\\" + c) special);
  escapeRegex = escape (characters "\\[{()^$?*+|.");
  escapeShellArg = arg: "'" + replaceStrings [ "'" ] [ "'\\''" ] (toString arg) + "'";
  escapeShellArgs = concatMapStringsSep " " escapeShellArg;
  toShellVar = name: value: "${name}=${escapeShellArg value}";
  hasPrefix = prefix: s: substring 0 (stringLength prefix) s == prefix;
  hasSuffix =
    suffix: s:
    let
      start = stringLength s - stringLength suffix;
    in
    start >= 0 && substring start (-1) s == suffix;
  hasInfix = infix: s: builtins.match ".*${escapeRegex infix}.*" s != null;
  removePrefix = prefix: s: if hasPrefix prefix s then substring (stringLength prefix) (-1) s else s;
  removeSuffix =
    suffix: s: if hasSuffix suffix s then substring 0 (stringLength s - stringLength suffix) s else s;
  toLower = replaceStrings (characters upper) (characters lower);
  toUpper = replaceStrings (characters lower) (characters upper);
  boolToString = b: if b then "true" else "false";
  fileContents = file: removeSuffix "\n" (builtins.readFile file);
  strings = {
    inherit concatStringsSep sanitizeDerivationName toLower;
  };
  # A store name from any string.
  sanitizeDerivationName =
    s:
    concatStringsSep "-" (
      filter (part: isString part && part != "") (builtins.split "[^[:alnum:]+._?=-]+" s)
    );
  makeSearchPath =
    dir: packages: concatMapStringsSep ":" (p: "${p}/${dir}") (filter (p: p != null) packages);
  makeSearchPathOutput =
    output: dir: packages:
    makeSearchPath dir (map (lib.getOutput output) packages);
  makeBinPath = makeSearchPathOutput "bin" "bin";
  makeLibraryPath = makeSearchPathOutput "lib" "lib";
  versionOlder = a: b: builtins.compareVersions b a == 1;
  versionAtLeast = a: b: !versionOlder a b;
  versions = {
    major = v: builtins.elemAt (builtins.splitVersion v) 0;
    majorMinor = v: concatStringsSep "." (lib.take 2 (builtins.splitVersion v));
  };
}
