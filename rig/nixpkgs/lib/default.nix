# The part of nixpkgs' library that flakes for container images use.
let
  lib = {
    inherit lib;

    # The builtins that the real library passes on; it has no others.
    inherit (builtins)
      add
      addErrorContext
      all
      any
      attrNames
      attrValues
      catAttrs
      compareVersions
      concatLists
      concatMap
      concatStringsSep
      deepSeq
      elem
      elemAt
      filter
      foldl'
      fromJSON
      genList
      getAttr
      groupBy
      hasAttr
      head
      intersectAttrs
      isAttrs
      isBool
      isFloat
      isInt
      isList
      isPath
      isString
      length
      lessThan
      listToAttrs
      mapAttrs
      match
      partition
      pathExists
      readFile
      removeAttrs
      replaceStrings
      seq
      sort
      split
      stringLength
      sub
      substring
      tail
      toJSON
      trace
      typeOf
      unsafeDiscardStringContext
      ;
    inherit map;
  }
  // import ./lists.nix lib
  // import ./attrsets.nix lib
  // import ./strings.nix lib
  // import ./functions.nix lib
  // import ./packages.nix lib;
in
lib
