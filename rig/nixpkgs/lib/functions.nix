lib: rec {
  id = x: x;
  const = x: _: x;
  flip =
    f: a: b:
    f b a;
  pipe = builtins.foldl' (value: f: f value);
  defaultTo = otherwise: value: if value == null then otherwise else value;
  mapNullable = f: value: if value == null then value else f value;
  importJSON = file: builtins.fromJSON (builtins.readFile file);
  importTOML = file: builtins.fromTOML (builtins.readFile file);
  warn = message: builtins.trace "warning: ${message}";
  warnIf = wanted: message: if wanted then warn message else id;
  throwIf = wanted: message: if wanted then throw message else id;
  throwIfNot = wanted: throwIf (!wanted);
  assertMsg = ok: message: ok || throw message;
  traceIf =
    wanted: message: value:
    if wanted then builtins.trace message value else value;
  isFunction = f: builtins.isFunction f || f ? __functor;
  toFunction = value: if isFunction value then value else _: value;
  functionArgs = f: f.__functionArgs or (builtins.functionArgs (f.__functor or (_: f) f));

  # Fixed points and overlays.
  fix =
    f:
    let
      self = f self;
    in
    self;
  extends =
    overlay: f: final:
    let
      prev = f final;
    in
    prev // overlay final prev;
  composeExtensions =
    f: g: final: prev:
    let
      first = f final prev;
    in
    first // g final (prev // first);
  composeManyExtensions = builtins.foldl' composeExtensions (_: _: { });

  # A result that remembers its arguments, so that they can be changed later.
  makeOverridable =
    f: args:
    let
      result = f args;
      again = changes: makeOverridable f (args // (toFunction changes args));
    in
    if builtins.isAttrs result then
      result
      // {
        override = again;
      }
      // lib.optionalAttrs (result ? overrideAttrs) {
        overrideAttrs = changes: makeOverridable (args: (f args).overrideAttrs changes) args;
      }
    else
      result;
  callPackageWith =
    auto: fileOrFunction: args:
    let
      f = if builtins.isFunction fileOrFunction then fileOrFunction else import fileOrFunction;
    in
    makeOverridable f (builtins.intersectAttrs (builtins.functionArgs f) auto // args);
}
