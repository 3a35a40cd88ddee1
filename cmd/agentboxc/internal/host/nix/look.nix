# What a package set tells about attributes without anything being built: for
# each of some paths the names of the set that is there, and for each of others
# what the package there says of itself. What is not there, or refused, is null.
set: names: about:
let
  inherit (builtins)
    attrNames
    foldl'
    isAttrs
    isString
    parseDrvName
    tryEval
    unsafeDiscardStringContext
    ;

  at = foldl' (from: name: if isAttrs from then from.${name} or null else null) set;

  # Whatever the value is made of may be refused, and is evaluated in here.
  attempt =
    value:
    let
      tried = tryEval value;
    in
    if tried.success then tried.value else null;

  text = value: if isString value then unsafeDiscardStringContext value else null;

  namesAt =
    path:
    attempt (
      let
        value = at path;
      in
      if isAttrs value then attrNames value else null
    );

  aboutAt =
    path:
    let
      package = at path;
      named = if isAttrs package && isString (package.name or null) then package.name else "";
    in
    {
      version = attempt (text (package.version or (parseDrvName named).version));
      description = attempt (text (package.meta.description or null));
      refused = !(tryEval package).success;
    };
in
{
  names = map namesAt names;
  about = map aboutAt about;
}
