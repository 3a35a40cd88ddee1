# With an index of a package set, a package that is not in it is an error where it
# is written.
#! names default=bash coreutils git git-lfs gtk3 hello nodejs nodejs_20 nodejs_22 python3 python312 python312Packages rust-bin
#! names default.python312Packages=pip requests numpy
#! names default.python3.pkgs=pip requests numpy
#! names default.python3=pkgs version
#! names unstable=hello helix

platform "x86_64-linux" {}

input "nixpkgs-unstable" {
  url = "github:NixOS/nixpkgs/master"
}

pkgset "unstable" {
  input = input.nixpkgs-unstable
}

pkgset "unknown" {
  input = input.nixpkgs-unstable
}

variable "major" {
  default = 99
}

locals {
  tools   = [pkgs.gti, pkgs.git]
  # error AB3011 `pkgs.gti`: There is no "gti" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.git? => Change to pkgs.git
  names   = ["git_lfs"]
  # error AB3011 `"git_lfs"`: There is no "git_lfs" in pkgs, as flake.lock pins input.nixpkgs. Did you mean "git-lfs"? Other names near it: "git". => Change to "git-lfs"
  unused  = pkgs.no_such_thing
  guarded = var.major < 24 ? pkgs.nodejs_21 : pkgs.nodejs_22
  tried   = try(pkgs.also_unused.pip, pkgs.git)[*]
}

layer "base" {
  packages = [
    pkgs.bash,
    pkgs.nodejs_99,
    # error AB3011 `pkgs.nodejs_99`: There is no "nodejs_99" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.nodejs_22? Other names near it: pkgs.nodejs_20, pkgs.nodejs. => Change to pkgs.nodejs_22
    "nodejs_98",
    # error AB3011 `"nodejs_98"`: There is no "nodejs_98" in pkgs, as flake.lock pins input.nixpkgs. Did you mean "nodejs_22"? Other names near it: "nodejs_20", "nodejs". => Change to "nodejs_22"
    pkg("nodejs_97"),
    # error AB3011 `"nodejs_97"`: There is no "nodejs_97" in pkgs, as flake.lock pins input.nixpkgs. Did you mean "nodejs_22"? Other names near it: "nodejs_20", "nodejs". => Change to "nodejs_22"
    pkg("nodejs_${var.major - 1}x"),
    # error AB3011 `pkg("nodejs_${var.major - 1}x")`: There is no "nodejs_98x" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.nodejs_20? Other names near it: pkgs.nodejs_22, pkgs.nodejs.
    pkgs["gtk+3"],
    # error AB3011 `pkgs["gtk+3"]`: There is no "gtk+3" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.gtk3? => Change to pkgs.gtk3
    pkgs.python312Packages.reqests,
    # error AB3011 `pkgs.python312Packages.reqests`: There is no "reqests" in pkgs.python312Packages, as flake.lock pins input.nixpkgs. Did you mean pkgs.python312Packages.requests? => Change to pkgs.python312Packages.requests
    pkgs.python312Packages.pip,
    pkgs.pyhton312Packages.pip,
    # error AB3011 `pkgs.pyhton312Packages.pip`: There is no "pyhton312Packages" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.python312Packages.pip? => Change to pkgs.python312Packages.pip
    "python312Packages.piip",
    # error AB3011 `"python312Packages.piip"`: There is no "piip" in pkgs.python312Packages, as flake.lock pins input.nixpkgs. Did you mean "python312Packages.pip"? => Change to "python312Packages.pip"
    pkgs.coreutils.out,
    pkgs.zzzzzzzzzzzzzzzzzz,
    # error AB3011 `pkgs.zzzzzzzzzzzzzzzzzz`: There is no "zzzzzzzzzzzzzzzzzz" in pkgs, as flake.lock pins input.nixpkgs. Nothing there has a name like it; agentboxc search finds parts of names.
    pkgset.unstable.helo,
    # error AB3011 `pkgset.unstable.helo`: There is no "helo" in pkgset.unstable, as flake.lock pins input.nixpkgs-unstable. Did you mean pkgset.unstable.hello? => Change to pkgset.unstable.hello
    pkgset.unknown.anything,
    local.guarded,
  ]
}

variant "runtime" {
  layers   = [layer.base]
  packages = concat(local.tools, local.names)
  config {
    entrypoint = ["${pkgs.bsh}/bin/bash"]
    # error AB3011 `pkgs.bsh`: There is no "bsh" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.bash? => Change to pkgs.bash
    cmd        = [format("%s/bin/x", pkg(join("_", ["nodejs", "96"])))]
    # error AB3011 `format("%s/bin/x", pkg(join("_", ["nodejs", "96"])))`: There is no "nodejs_96" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.nodejs_22? Other names near it: pkgs.nodejs_20, pkgs.nodejs.
  }
}

package "python_env" "main" {
  packages = ["pip", "reqests", pkgs.hello]
  # error AB3011 `"reqests"`: There is no "reqests" among the Python packages of pkgs.python3, as flake.lock pins input.nixpkgs. Did you mean "requests"? => Change to "requests"
}

package "python_env" "other" {
  python   = pkgs.python399
  # error AB3011 `pkgs.python399`: There is no "python399" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.python312? Other names near it: pkgs.python3. => Change to pkgs.python312
  packages = ["pip", "reqests"]
}

package "python_env" "known_by_nobody" {
  python   = pkgs.python312
  packages = ["reqests"]
}

package "override" "changed" {
  base = pkgs.helo
  # error AB3011 `pkgs.helo`: There is no "helo" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.hello? => Change to pkgs.hello
  args = { git = pkgs.gitt, more = [pkgs.bash, "text"] }
  # error AB3011 `pkgs.gitt`: There is no "gitt" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.git? => Change to pkgs.git
}

policy "small" {
  applies_to = [variant.runtime]
  forbid     = [pkgs.bsh, "bsh*"]
  # error AB3011 `pkgs.bsh`: There is no "bsh" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.bash? => Change to pkgs.bash
}

# ---
# Only the set of a platform itself says what the platform has, and only what a
# platform really has can be missing there.
#! names default=bash hello

platform "x86_64-linux" {}
platform "aarch64-linux" {}

layer "base" {
  packages = [platform.arch == "arm64" ? pkgs.arm_only : pkgs.bash, platform.arch == "arm64" ? pkgs.bash : "x86_only"]
  # error AB3011 `pkgs.arm_only`: There is no "arm_only" in pkgs, as flake.lock pins input.nixpkgs. Nothing there has a name like it; agentboxc search finds parts of names.
  # error AB3011 `"x86_only"`: There is no "x86_only" in pkgs, as flake.lock pins input.nixpkgs. Nothing there has a name like it; agentboxc search finds parts of names.
}

variant "runtime" {
  layers = [layer.base]
}

# ---
# Without an index nothing is known.
layer "base" {
  packages = [pkgs.nodejs_99, "no_such_thing", pkgs.python312Packages.reqests]
}

variant "runtime" {
  layers = [layer.base]
}

# ---
# A module shares the default set, or has one of its own with the same name in its
# files; what repetition makes of a name is where it is made.
#! names default=bash hello nodejs_20 nodejs_22
#! names own-default=bash git

platform "x86_64-linux" {}

module "shared" {
  source = "./shared"
}

module "own" {
  source = "./own"
}

layer "node" {
  for_each = ["20", "22", "99"]
  packages = ["nodejs_${each.key}", pkgs.hello]
  # error AB3011 `"nodejs_${each.key}"`: There is no "nodejs_99" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.nodejs_22? Other names near it: pkgs.nodejs_20.
}

variant "runtime" {
  layers = concat(values(layer.node), [module.shared.layer.base, module.own.layer.base])
}
# +++ shared/agentbox.hcl
layer "base" {
  packages = [pkgs.bash, pkgs.git, "helo"]
  # error AB3011 `pkgs.git`: There is no "git" in pkgs, as flake.lock pins input.nixpkgs. Nothing there has a name like it; agentboxc search finds parts of names.
  # error AB3011 `"helo"`: There is no "helo" in pkgs, as flake.lock pins input.nixpkgs. Did you mean "hello"? => Change to "hello"
}

variant "itself" {
  layers = [layer.base]
}
# +++ own/agentbox.hcl
pkgset "default" {
  config = { a = 1 }
}

layer "base" {
  packages = [pkgs.gti, pkgs.git, pkgs.hello]
  # error AB3011 `pkgs.gti`: There is no "gti" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.git? => Change to pkgs.git
  # error AB3011 `pkgs.hello`: There is no "hello" in pkgs, as flake.lock pins input.nixpkgs. Nothing there has a name like it; agentboxc search finds parts of names.
}

variant "itself" {
  layers = [layer.base]
}
