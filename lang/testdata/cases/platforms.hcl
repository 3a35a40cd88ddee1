# Platforms.

platform "x86_64-linux" {
# note `"x86_64-linux"`: the first declaration
}

platform "linux/amd64" {
# error AB2007 `"linux/amd64"`: The platform x86_64-linux is already declared.
}

platform "aarch64-linux" {
  builders = "ssh://builder"
  # error AB4002 `"ssh://builder"`: builders wants a list; this is "ssh://builder".
}

platform "x86_64-darwin" {
# error AB2012 `"x86_64-darwin"`: There is no platform "x86_64-darwin". The platforms are aarch64-linux, armv7l-linux, i686-linux, powerpc64le-linux, riscv64-linux, x86_64-linux; linux/amd64 and amd64 are accepted for x86_64-linux, and so on.
}

platform "x86-64-linux" {
# error AB2012 `"x86-64-linux"`: There is no platform "x86-64-linux". Did you mean "x86_64-linux"? => Change to "x86_64-linux"
}

platform "windows" {
# error AB2012 `"windows"`: There is no platform "windows". The platforms are aarch64-linux, armv7l-linux, i686-linux, powerpc64le-linux, riscv64-linux, x86_64-linux; linux/amd64 and amd64 are accepted for x86_64-linux, and so on.
}

layer "base" {
  packages = [pkgs.git]
  only     = ["x86_64-linux", "riscv64-linux", "sparc", platform.system, 5]
  # error AB2012 `"riscv64-linux"`: The unit does not have the platform "riscv64-linux"; it has aarch64-linux and x86_64-linux. Declare it with: platform "riscv64-linux" {}
  # error AB2012 `"sparc"`: An element of only is "sparc", but it must be a platform such as x86_64-linux, linux/amd64 or amd64.
  # error AB2012 `5`: An element of only is 5, but it must be a platform such as x86_64-linux, linux/amd64 or amd64.
}

variant "a" {
  layers    = [layer.base]
  platforms = ["arm64", "linux/arm"]
  # error AB2012 `"linux/arm"`: The unit does not have the platform "linux/arm"; it has aarch64-linux and x86_64-linux. Declare it with: platform "linux/arm" {}
  image     = platform.arch
}

# A mistake that shows on one platform only is told once, and so is one that
# shows on both.
variant "b" {
  layers = platform.arch == "arm64" ? [layer.base, "x"] : [layer.base]
  # error AB4001 `[layer.base, "x"] : [layer.base]`: The true and false result expressions must have consistent types. The 'true' tuple has length 2, but the 'false' tuple has length 1. {platform.arch is "arm64"}
  config {
    working_dir = "${platform.arch}/relative"
    # error AB4003 `"${platform.arch}/relative"`: working_dir is "arm64/relative", but it must be an absolute path without .., such as /var/lib.
  }
}

# --- a layer or variant that exists nowhere is no error

# warning AB4014 ``: Every variant of the unit is abstract or exists on none of its platforms, so there is no image to build.
platform "x86_64-linux" {
}

variant "a" {
  platforms = []
}
