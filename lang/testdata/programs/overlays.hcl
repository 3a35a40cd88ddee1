# Overlays, from files and from changes.

platform "x86_64-linux" {}

overlay "file" {
  file = "./nix/patches.nix"
}

overlay "changes" {
  override "python3Packages.pip" {
    version = "9"
  }

  override "python312.pkgs.requests" {
    check = false
  }

  override "hello" {
    source  = "./agent"
    env     = { B = 1, A = "x" }
    patches = ["./nix/hello.patch"]
    reason  = "Because."
  }

  override "gtk+3" {
    source = "https://example.org/gtk.tar.gz"
    hash   = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  }
}

pkgset "default" {
  overlays = [overlay.file, overlay.changes]
}

variant "a" {
  packages = [pkgs.hello]
}
