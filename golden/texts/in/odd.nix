{ hello, odd, rows, none }:
hello.overrideAttrs (old: {
  env = old.env or { } // {
    inherit odd rows;
  };
})
