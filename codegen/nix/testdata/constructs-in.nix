# Each binding is a construct, written as short as possible.
#
# nixfmt 1.2 to 1.4 leave what is printed for them unchanged.

{
  interpolation = "a${b}c${d.e}f"; lone = "${pkgs.bash}"; call = "${f x}/bin"; nested = "${"a${b}"}";
  long-interpolation = "some text in front of it ${lib.concatMapStringsSep ", " (name: "${name}=${toString value.${name}}") names} and more";
  lines = ''
    a ${b}

      c ''${d}
  ''; lines-call = f ''
    a
  ''; lines-arg = f ''
    a
  '' b; lines-list = [ ''
    a
  '' ];
  lines-interpolation = ''
    a
      ${lib.concatStringsSep "\n" (lib.mapAttrsToList (name: value: "export ${name}=${value}") environment)}
    b ${lib.concatStringsSep "\n" (lib.mapAttrsToList (name: value: "export ${name}=${value}") environment)}
  '';
  select = a.b.c; select-default = a.b or c; select-default-set = a.b or { x = 1; y = 2; }; dynamic = a.${b}.${"c"}."d e"; computed = a."x${b}";
  of-set = { x = 1; }.x; of-call = (f x).y; of-list = [ 1 2 ].x;
  has = a ? b.c; not = !a; not-has = !(a ? b); minus = -a; negative = -1; float = 1.5; in-list = [ (-1) (f x) (a + b) (x: x) a.b (a.b or c) ];
  call-long = lib.concatStringsSep "a separator that takes some room" firstArgumentOfTheCall secondArgumentOfTheCall thirdOne;
  call-sets = f { a = 1; b = 2; } { c = 3; d = 4; }; call-middle = f { a = 1; b = 2; } c; call-lists = f [ 1 2 ] [ 3 4 ];
  call-function = map (x: x.name) xs; call-function-set = map (x: { name = x; value = 1; }) xs; call-fold = foldl' (a: b: a // { ${b} = 1; }) { } xs;
  call-parens = f (lib.optionalString (someCondition && anotherCondition) "some text that is long enough to break") x;
  call-call = f (g { a = 1; b = 2; }); call-body = f (x: y: g x y { a = 1; b = 2; });
  function = x: x; functions = x: y: z: w: f x y; pattern = { a, b ? 1 }: a; pattern-as = { a, ... }@args: a; as-pattern = args@{ a, ... }: a; any = { ... }: 1; none = { }: 1;
  pattern-set = { a, b, c }: { x = a; }; pattern-default = { a ? { x = 1; }, b }: a; curried = { a }: { b }: a; pattern-list = { a }: [ a ];
  let-in = let a = 1; b = 2; in { x = a; }; let-call = f (let a = 1; in a); lets = x: let a = x; in a;
  conditional = if a then b else if c then d else e; conditional-set = if a then { x = 1; } else { y = 2; };
  conditional-long = if someCondition && anotherCondition then "a value that is rather long" else "another value that is long, too";
  assertion = assert a.b; c; assertion-call = assert f x y; z; within = with a; b; within-list = with a; [ b c ]; within-set = with a; { b = 1; };
  sum = a + b + c; difference = a - (b - c); product = (a + b) * c; both = a && b || c; either = a && (b || c); implies = a -> b -> c; compare = a == b && c != d; update = a // b // { x = 1; };
  update-set = { a = 1; } // b; update-call = f x // { a = 1; }; update-calls = { a = 1; } // lib.optionalAttrs condition { b = 1; c = 2; } // { d = 1; };
  append = [ a ] ++ [ b ] ++ lib.optionals condition [ c d ] ++ lib.optional someOtherCondition somePackageWithALongName; append-call = f (a ++ [ b c ]);
  sum-long = "a text that takes half of the line, as it is long" + "another text that takes the other half of it";
  recursive = rec { a = 1; b = a; }; inherits = { inherit a; }; inherits-from = { inherit (a.b) c d; inherit (f x) e; }; inherits-many = { inherit a b c d; };
  a.b."c d".${e} = { x = 1; }; "quoted name" = f x; "if" = 1; "or" = 2; "" = 3; "1a" = 4; "ä" = 5; x' = 6; a-b = 7; _c = 8;
  "a long quoted name that is not plain" = pkgs.writeShellScriptBin "some-name-of-a-script" (builtins.readFile ./scripts/x.sh);
  path = ./a/b.sh; path-up = ../a; path-dot = ./.; paths = [ ./a ../b ]; outside = [ /etc/hosts ~/x <nixpkgs> <nixpkgs/lib> ]; uri = https://example.org/x?y=z;
  escapes = "\\ \" \${x} $ $$ \n \r \t 'a' ''b''"; quotes = ''
    'a' '''b''' ''${c} $ ''$'d' \n ''\t
  '';
  list-of-sets = [ { a = 1; b = 2; } { c = 3; } ]; list-of-lists = [ [ 1 2 ] [ ] [ 3 ] ]; list-call = [ (f { a = 1; b = 2; }) ];
  # Two
  #
  # paragraphs.
  comment = 1;

  blank = 2; /* a block
    of lines */ not-kept = 3;
  /*
   * a block
   * of lines
   */
  block = 3;
}
