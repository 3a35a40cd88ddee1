lib:
let
  inherit (builtins)
    attrNames
    attrValues
    concatMap
    foldl'
    hasAttr
    isAttrs
    listToAttrs
    ;
in
rec {
  nameValuePair = name: value: { inherit name value; };
  genAttrs = names: f: listToAttrs (map (name: nameValuePair name (f name)) names);
  mapAttrs' = f: set: listToAttrs (map (name: f name set.${name}) (attrNames set));
  mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
  attrsToList = mapAttrsToList nameValuePair;
  concatMapAttrs = f: set: mergeAttrsList (mapAttrsToList f set);
  mergeAttrsList = foldl' (all: set: all // set) { };
  filterAttrs =
    keep: set:
    listToAttrs (
      concatMap (name: lib.optional (keep name set.${name}) (nameValuePair name set.${name})) (
        attrNames set
      )
    );
  optionalAttrs = wanted: set: if wanted then set else { };
  getAttrs = names: set: genAttrs names (name: set.${name});
  attrVals = names: set: map (name: set.${name}) names;
  attrByPath =
    path: otherwise: set:
    if path == [ ] then
      set
    else if isAttrs set && hasAttr (builtins.head path) set then
      attrByPath (builtins.tail path) otherwise set.${builtins.head path}
    else
      otherwise;
  hasAttrByPath =
    path: set:
    path == [ ]
    ||
      isAttrs set
      && hasAttr (builtins.head path) set
      && hasAttrByPath (builtins.tail path) set.${builtins.head path};
  getAttrFromPath =
    path: set: attrByPath path (throw "cannot find attribute '${lib.concatStringsSep "." path}'") set;
  setAttrByPath = path: value: lib.foldr (name: inner: { ${name} = inner; }) value path;
  recursiveUpdate =
    a: b:
    a
    // builtins.mapAttrs (
      name: value:
      if isAttrs value && isAttrs (a.${name} or null) then recursiveUpdate a.${name} value else value
    ) b;
  foldlAttrs =
    f: start: set:
    foldl' (acc: name: f acc name set.${name}) start (attrNames set);
  zipAttrsWith = builtins.zipAttrsWith;
  recurseIntoAttrs = set: set // { recurseForDerivations = true; };
  isDerivation = value: value.type or null == "derivation";
  cartesianProduct =
    sets:
    foldl' (all: name: concatMap (set: map (value: set // { ${name} = value; }) sets.${name}) all) [
      { }
    ] (attrNames sets);
  values = attrValues;
}
