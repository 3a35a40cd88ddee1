# What package sets change: overlays without a Nix file, and permissions.

overlay "changes" {
  override "hello" {
    version = "2.99"
    source  = "./hello"
    reason  = "Ours says more."
  }

  override "openssl" {
    env     = { CFLAGS = "-Os" }
    patches = ["./nix/hello.patch"]
    check   = false
  }

  override "jq" {
    source = "https://example.org/jq-1.8.tar.gz"
    hash   = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  }

  override "python312Packages.requests" {
    version = "2.99"
    check   = false
    reason  = "Its tests want a network."
  }

  override "python312Packages.numpy" {
    patches = ["./nix/hello.patch"]
  }

  override "python3Packages.pip" {
    env = { PIP_NO_CACHE = "1" }
  }
}

# Applied after the other one: both changes hold.
overlay "more" {
  override "python312.pkgs.urllib3" {
    version = "9.9"
  }

  override "python3Packages.wheel" {
    version = "9.9"
  }

  # The hash is not known yet, and nothing is made of it.
  override "wget" {
    source = "https://example.org/wget-2.tar.gz"
  }
}

pkgset "default" {
  overlays     = [overlay.changes, overlay.more]
  allow_unfree = ["unrar"]

  permit_insecure "openssl-1.1.1w" {
    reason  = "The billing client has no build against OpenSSL 3."
    expires = "2099-12-31"
  }
}

pkgset "free" {
  allow_unfree = true
}

package "python_env" "main" {
  python   = pkgs.python312
  packages = ["requests", "pip", "wheel", "numpy"]
}

layer "changed" {
  packages = [pkgs.hello, pkgs.curl, package.python_env.main, pkgs.python3Packages.virtualenv]
}

layer "permitted" {
  packages = [pkgs.unrar, pkgs.openssl_1_1, pkgset.free.unrar]
}

variant "all" {
  layers = [layer.changed, layer.permitted]
}
