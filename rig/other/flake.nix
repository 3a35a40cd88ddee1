{
  description = "A stand-in for any input that the tests have no better one for";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";

  outputs =
    { self, ... }:
    {
      overlays.default = final: prev: { fromOtherInput = prev.hello; };
    };
}
