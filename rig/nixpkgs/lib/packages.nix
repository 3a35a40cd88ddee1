lib:
let
  license = free: fullName: { inherit free fullName; };
in
rec {
  getOutput = output: package: package.${output} or package.out or package;
  getBin = getOutput "bin";
  getLib = getOutput "lib";
  getDev = getOutput "dev";
  getName =
    package:
    if builtins.isString package then
      (builtins.parseDrvName package).name
    else
      package.pname or (builtins.parseDrvName package.name).name;
  getVersion =
    package:
    if builtins.isString package then
      (builtins.parseDrvName package).version
    else
      package.version or (builtins.parseDrvName package.name).version;
  getExe = package: getExe' package (package.meta.mainProgram or (getName package));
  getExe' = package: program: "${getBin package}/bin/${program}";
  setPrio =
    priority: package:
    package
    // {
      meta = package.meta or { } // {
        inherit priority;
      };
    };
  lowPrio = setPrio 10;
  hiPrio = setPrio (-10);
  addMetaAttrs = more: package: package // { meta = package.meta or { } // more; };
  meta = {
    inherit
      getExe
      getExe'
      hiPrio
      lowPrio
      ;
  };
  licenses = {
    mit = license true "MIT License";
    gpl3Plus = license true "GNU General Public License v3.0 or later";
    unfree = license false "Unfree";
  };
  platforms.linux = [
    "aarch64-linux"
    "x86_64-linux"
  ];
  fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  fakeSha256 = "0000000000000000000000000000000000000000000000000000000000000000";
  fetchers.proxyImpureEnvVars = [ ];
  # Sources: a directory and what to keep of it.
  cleanSourceFilter =
    path: type:
    let
      name = baseNameOf path;
    in
    !(
      type == "directory" && builtins.elem name [
        ".git"
        ".svn"
        "CVS"
        ".hg"
      ]
      || lib.hasSuffix "~" name
      || builtins.match "^\\.sw[a-z]$" name != null
      || builtins.match "^\\..*\\.sw[a-z]$" name != null
      || lib.hasSuffix ".o" name
      || lib.hasSuffix ".so" name
      || type == "symlink" && lib.hasPrefix "result" name
      || type == "unknown"
    );
  cleanSource =
    src:
    cleanSourceWith {
      filter = cleanSourceFilter;
      inherit src;
    };
  cleanSourceWith =
    {
      filter ? _: _: true,
      src,
      name ? "source",
    }:
    let
      origSrc = src.origSrc or src;
      keep = path: type: filter path type && (src.filter or (_: _: true)) path type;
    in
    {
      inherit name origSrc;
      filter = keep;
      outPath = builtins.path {
        inherit name;
        filter = keep;
        path = origSrc;
      };
      _isLibCleanSourceWith = true;
    };
  sourceByRegex = source: _: source;
  # A set of files is a list of paths: of files, and of directories with all in them.
  fileset = {
    toSource =
      { root, fileset }:
      let
        wanted = map toString (lib.toList fileset);
        within = path: dir: path == dir || lib.hasPrefix "${dir}/" path;
      in
      assert lib.assertMsg (builtins.isPath root) "lib.fileset.toSource: `root` is not a path";
      assert lib.assertMsg (builtins.all builtins.pathExists wanted) "lib.fileset: a file does not exist";
      builtins.path {
        name = "source";
        path = root;
        filter = path: _: builtins.any (file: within path file || within file path) wanted;
      };
    unions = lib.concatMap lib.toList;
    union = a: b: lib.toList a ++ lib.toList b;
    gitTracked = path: path;
  };
  trivial = {
    release = "25.05";
    version = "25.05-rig";
  };
  inherit (trivial) version;
}
