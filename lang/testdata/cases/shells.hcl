# Development shells.

layer "base" {
  packages = [pkgs.git]
}

variant "runtime" {
  layers = [layer.base]
  config {
    env = { EDITOR = "vi", HOME = "/root", SHELL = "${pkgs.bash}/bin/bash" }
    # note `"vi"`: the value in the image
    # note `"${pkgs.bash}/bin/bash"`: the value in the image
  }
}

shell "parity" {
  from   = variant.runtime
  layers = [layer.base]
  env = {
    EDITOR = "nano"
    # error AB4016 `"nano"`: The shell parity sets EDITOR to another value than variant.runtime, whose environment it promises to have. Remove it, or set parity = false.
    HOME   = "/root"
    SHELL  = "${pkgs.zsh}/bin/zsh"
    # error AB4016 `"${pkgs.zsh}/bin/zsh"`: The shell parity sets SHELL to another value than variant.runtime, whose environment it promises to have. Remove it, or set parity = false.
    NEW    = "x"
  }
}

shell "free" {
  from   = variant.runtime
  parity = false
  env    = { EDITOR = "nano" }
}

shell "from-text" {
  from = "runtime"
  # error AB4002 `"runtime"`: from wants a variant; this is "runtime". A reference is written without quotes: variant.runtime. => Change to variant.runtime
}

shell "wrong" {
  layers   = [pkgs.git]
  # error AB4002 `pkgs.git`: layers wants layers; pkgs.git is a package.
  packages = [layer.base]
  # error AB4002 `layer.base`: packages wants packages; layer.base is a layer.
  env      = { "A B" = "c" }
  # error AB4003 `"A B"`: "A B" cannot be a key of env: it must be the name of an environment variable: letters, digits and _, not starting with a digit.
  hook     = ["a"]
  # error AB4002 `["a"]`: hook wants a string; this is a list of 1 element.
}
