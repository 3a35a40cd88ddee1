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
  # Sources are not filtered: the packages here are made of next to nothing.
  cleanSource = source: source;
  sourceByRegex = source: _: source;
  fileset = {
    toSource = { root, fileset }: root;
    intersection = a: b: a;
    unions = builtins.head;
    union = a: b: a;
    gitTracked = path: path;
    fileFilter = keep: path: path;
    difference = a: b: a;
  };
  trivial = {
    release = "25.05";
    version = "25.05-rig";
  };
  inherit (trivial) version;
}
