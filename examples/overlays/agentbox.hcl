# Changes to nixpkgs that hold for everything that depends on what is changed.

overlay "lean" {
  # curl, git and all else that needs it is built with this one.
  override "openssl" {
    env    = { CFLAGS = "-Os" }
    reason = "Size counts more than speed here."
  }

  override "python312Packages.requests" {
    check  = false
    reason = "The tests want a network."
  }
}

pkgset "default" {
  overlays = [overlay.lean]
}

package "python_env" "client" {
  python   = pkgs.python312
  packages = ["requests"]
}

layer "base" {
  packages = [pkgs.bashInteractive, pkgs.coreutils, pkgs.curl]
}

variant "client" {
  layers   = [layer.base]
  packages = [package.python_env.client]

  config {
    cmd = ["${pkgs.bashInteractive}/bin/bash"]
  }
}
