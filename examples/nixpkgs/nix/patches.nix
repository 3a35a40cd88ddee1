# An overlay: what it returns replaces what nixpkgs has under that name.
final: prev: {
  coreutils = prev.coreutils.overrideAttrs (old: {
    meta = old.meta or { } // {
      description = "GNU core utilities of this unit";
    };
  });
}
