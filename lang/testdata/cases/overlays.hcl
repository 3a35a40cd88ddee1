# Overlays that change packages.

overlay "both" {
  file = "./nix/patches.nix"
  # note `file`: file is set here

  override "hello" {
  # error AB2013 `override "hello"`: Only one of file and override may be set, because each of them says the same thing in another way.
    check = false
  }
}

overlay "none" {
# error AB2003 `overlay "none"`: overlay.none needs the attribute "file" or override blocks.
}

overlay "odd" {
  override "xorg.libX11" {
  # error AB4003 `"xorg.libX11"`: An override block cannot change xorg.libX11: each set of packages in nixpkgs is changed in a way of its own, and only that of Python's, as in python312Packages.requests, is known here. Put the change into a Nix file and name it with `file`. It may be: final: prev: { xorg = prev.xorg.overrideScope (_: old: { libX11 = old.libX11.overrideAttrs { … }; }); }
    check = false
  }

  override "not a name" {
  # error AB4003 `"not a name"`: "not a name" is not the name of a package: it consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.
    check = false
  }

  override "a.b.c" {
  # error AB4003 `"a.b.c"`: An override block cannot change a.b.c: each set of packages in nixpkgs is changed in a way of its own, and only that of Python's, as in python312Packages.requests, is known here. Put the change into a Nix file and name it with `file`.
    check = false
  }

  override "python312Packages.requests" {
  # error AB2003 `override "python312Packages.requests"`: This block changes nothing. Set version, source, env, patches or check.
  # note `override "python312Packages.requests"`: the other one
    reason = "Because."
  }

  override "python312.pkgs.requests" {
  # error AB2007 `override "python312.pkgs.requests"`: Two blocks change this package, by different names. Put the changes into one.
    check = "no"
    # error AB4002 `"no"`: check wants true or false; this is "no".
  }

  override "ripgrep" {
  # note `"ripgrep"`: the first declaration
    check = false
  }

  override "ripgrep" {
  # error AB2007 `"ripgrep"`: override.ripgrep is already declared. Give one of the two another name, or merge them.
    check = false
  }

  override "hello" {
    version = "two words"
    # error AB4003 `"two words"`: version is "two words", but it must be a version such as 1.2.3: letters, digits and + - . _, starting with a letter or digit.
    source  = "./nope"
    # error AB4010 `"./nope"`: There is no directory "./nope". Paths are relative to the file that holds them, so this is unit/nope in the workspace.
    hash    = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
    # error AB4003 `hash`: hash is that of a download, and nothing is downloaded here: source is not the address of an archive.
    env     = { "1A" = "x" }
    # error AB4003 `"1A"`: "1A" cannot be a key of env: it must be the name of an environment variable: letters, digits and _, not starting with a digit.
    patches = ["./nix/other.patch"]
    # error AB4010 `"./nix/other.patch"`: There is no file "./nix/other.patch". Paths are relative to the file that holds them, so this is unit/nix/other.patch in the workspace.
    colour  = "red"
    # error AB2002 `colour`: There is no attribute "colour" in an override block. The attributes here are version, source, hash, env, patches, check, reason.
  }

  override "jq" {
  # warning AB4023 `override "jq"`: override "jq" of overlay.odd has no hash, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in. `nix store prefetch-file https://example.org/jq.tar.gz` prints it, too.
    source = "https://example.org/jq.tar.gz"
  }

  override "curl" {
    source = "gopher://example.org/curl.tar.gz"
    # error AB4003 `"gopher://example.org/curl.tar.gz"`: source is "gopher://example.org/curl.tar.gz", but it must be an address with https://, http://, ftp:// or file://.
  }

  override "wget" {
    hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
    # error AB4003 `hash`: hash is that of a download, and nothing is downloaded here: source is not the address of an archive.
  }

  override "bash" {
    env = { SHELL = "${pkgs.dash}/bin/dash" }
    # error AB4005 `"${pkgs.dash}/bin/dash"`: env["SHELL"] cannot hold the store path of a package: the value is "${pkgs.dash}/bin/dash", and the path is known only when Nix builds.
  }
}

overlay "cycle" {
  override "bash" {
    env = { SHELL = "${pkgset.own.dash}/bin/dash" }
    # error AB3002 `pkgset.own.dash`: These need each other, so none of them can have a value: overlay.cycle -> pkgset.own -> overlay.cycle. One of the steps has to go.
  }
}

pkgset "own" {
  overlays = [overlay.cycle]
  # note `overlay.cycle`: pkgset.own needs overlay.cycle
}

variant "a" {
  packages = [pkgs.hello]
}
