lib:
let
  inherit (builtins)
    concatLists
    elem
    foldl'
    head
    isList
    length
    tail
    ;
in
rec {
  optional = wanted: value: if wanted then [ value ] else [ ];
  optionals = wanted: values: if wanted then values else [ ];
  singleton = value: [ value ];
  toList = value: if isList value then value else [ value ];
  flatten = value: if isList value then concatLists (map flatten value) else [ value ];
  foldr =
    f: start: list:
    if list == [ ] then start else f (head list) (foldr f start (tail list));
  fold = foldr;
  last = list: builtins.elemAt list (length list - 1);
  init = list: builtins.genList (builtins.elemAt list) (length list - 1);
  reverseList = list: builtins.genList (i: builtins.elemAt list (length list - 1 - i)) (length list);
  range =
    first: last: if first > last then [ ] else builtins.genList (i: first + i) (last - first + 1);
  imap0 = f: list: builtins.genList (i: f i (builtins.elemAt list i)) (length list);
  imap1 = f: imap0 (i: f (i + 1));
  take =
    n: list: builtins.genList (builtins.elemAt list) (if n > length list then length list else n);
  unique = foldl' (seen: value: if elem value seen then seen else seen ++ [ value ]) [ ];
  remove = value: builtins.filter (other: other != value);
  subtractLists = less: builtins.filter (value: !elem value less);
  findFirst =
    wanted: otherwise: list:
    let
      found = builtins.filter wanted list;
    in
    if found == [ ] then otherwise else head found;
  forEach = list: f: map f list;
  zipListsWith =
    f: a: b:
    imap0 (i: x: f x (builtins.elemAt b i)) (take (length b) a);
}
