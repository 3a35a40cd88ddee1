# References that lead nowhere, or where they may not lead.

layer "base" {
  packages = [pkgs.git]
}

layer "tools" {
  packages = [pkgs.jq]
}

input "agent" {
  url = "github:example/agent"
}

variable "workdir" {
  default = "/workspace"
}

package "script" "entrypoint" {
# note `"entrypoint"`: package.script.entrypoint is declared here
  text = "true"
}

overlay "patches" {
  file = "./nix/patches.nix"
}

locals {
  greeting = "hello"
  numbers  = { one = 1 }
}

variant "unknown" {
  layers   = [layer.bse, layer.desktop, layer, layer.tools.packages, layer.entrypoint]
  # error AB3001 `layer.bse`: There is no layer "bse". Did you mean layer.base? => Change to layer.base
  # error AB3001 `layer.desktop`: There is no layer "desktop". The unit has layer.base, layer.tools.
  # error AB3001 `layer`: "layer" alone names nothing; the name of a layer must follow. The unit has layer.base, layer.tools.
  # error AB3003 `layer.tools.packages`: layer.tools is a value without attributes or elements, so nothing can follow it.
  # error AB3001 `layer.entrypoint`: There is no layer "entrypoint". There is a package of that name: package.script.entrypoint.
  packages = [package.script.entrypont, package.script, package, package.python_env.entrypoint, pkgset.unstable.hello]
  # error AB3001 `package.script.entrypont`: There is no package "script.entrypont". Did you mean package.script.entrypoint? => Change to package.script.entrypoint
  # error AB3001 `package.script`: "package.script" alone names nothing; the name of a package must follow. The unit has package.script.entrypoint.
  # error AB3001 `package`: "package" alone names nothing; the name of a package must follow. The unit has package.script.entrypoint.
  # error AB3001 `package.python_env.entrypoint`: There is no package "python_env.entrypoint". The unit has package.script.entrypoint.
  # error AB3001 `pkgset.unstable.hello`: There is no package set "unstable". The unit has pkgset.other, pkgset.default.

  config {
    working_dir = var.workdr
    # error AB3001 `var.workdr`: There is no variable "workdr". Did you mean var.workdir? => Change to var.workdir
    cmd         = [local.greting, local, var, each.key, self.name, module.m.x, group.all]
    # error AB3001 `local.greting`: There is no local value "greting". Did you mean local.greeting? => Change to local.greeting
    # error AB3001 `local`: "local" alone names nothing; the name of a local value must follow. The unit has local.greeting, local.numbers.
    # error AB3001 `var`: "var" alone names nothing; the name of a variable must follow. The unit has var.workdir.
    # error AB3005 `each.key`: each.key cannot stand here. each is the item that a block is made for, so it means something only in a block that has for_each or matrix.
    # error AB3001 `module.m.x`: There is no module "m".
    # error AB3001 `group.all`: There is no group "all".
    env = {
      A = local.numbers.one
      B = local.numbers.two
      # error AB4001 `.two`: This object does not have an attribute named "two".
      C = local.greeting.length
      # error AB4001 `.length`: Can't access attributes on a primitive-typed value (string).
      D = local.numbers[local.greetings]
      # error AB3001 `local.greetings`: There is no local value "greetings". Did you mean local.greeting? => Change to local.greeting
    }
    user = user.agnt
    # error AB3001 `user.agnt`: This variant has no user "agnt". Did you mean user.agent? => Change to user.agent
  }

  user "agent" {
    uid = 1000
  }
}

# A name by itself.
variant "bare" {
  layers   = [base, tool, layers.base]
  # error AB3001 `base`: "base" means nothing by itself. Did you mean layer.base? => Change to layer.base
  # error AB3001 `tool`: "tool" means nothing by itself: a reference starts with what kind of thing it names, such as layer.tool or pkgs.tool, and a string stands in quotes.
  # error AB3001 `layers.base`: No kind of thing is called "layers". Did you mean "layer"?
  packages = [git, pkg.git, package]
  # error AB3001 `git`: "git" means nothing by itself: a reference starts with what kind of thing it names, such as layer.git or pkgs.git, and a string stands in quotes.
  # error AB3001 `pkg.git`: No kind of thing is called "pkg". Did you mean "pkgs"?
  # error AB3001 `package`: "package" alone names nothing; the name of a package must follow. The unit has package.script.entrypoint.
  image    = unknown
  # error AB3001 `unknown`: "unknown" means nothing by itself: a reference starts with what kind of thing it names, such as layer.unknown or pkgs.unknown, and a string stands in quotes.

  config {
    user       = agent
    # error AB3001 `agent`: "agent" means nothing by itself: a reference starts with what kind of thing it names, such as layer.agent or pkgs.agent, and a string stands in quotes.
    entrypoint = [entrypoint]
    # error AB3001 `entrypoint`: "entrypoint" means nothing by itself. Did you mean package.script.entrypoint? => Change to package.script.entrypoint
  }
}

variant "packages" {
  packages = [
    pkgs,
    # error AB3006 `pkgs`: pkgs needs the name of a package behind it, such as pkgs.git. A name that is computed goes through the function pkg, as in pkg("python${var.version}").
    pkgs[local.greeting],
    # error AB3006 `pkgs`: pkgs needs the name of a package behind it, such as pkgs.git. A name that is computed goes through the function pkg, as in pkg("python${var.version}").
    pkgs["${local.greeting}"],
    # error AB3006 `pkgs`: pkgs needs the name of a package behind it, such as pkgs.git. A name that is computed goes through the function pkg, as in pkg("python${var.version}").
    pkgs[0],
    # error AB3006 `pkgs[0]`: pkgs needs the name of a package behind it, such as pkgs.git. A name that is computed goes through the function pkg, as in pkg("python${var.version}").
    pkgs["a b"],
    # error AB2005 `pkgs["a b"]`: The name of a package consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.
    pkgs["gtk+3"],
    pkgs.python312Packages.pip,
    pkgs.*.x,
    # error AB3006 `pkgs`: pkgs needs the name of a package behind it, such as pkgs.git. A name that is computed goes through the function pkg, as in pkg("python${var.version}").
    pkgset.default.git,
    pkgset.default,
    # error AB3006 `pkgset.default`: pkgset.default needs the name of a package behind it, such as pkgset.default.git. A name that is computed goes through the function pkg, as in pkg("python${var.version}").
    pkgset,
    # error AB3001 `pkgset`: "pkgset" alone names nothing; the name of a package set must follow. The unit has pkgset.other, pkgset.default.
  ]
}

variant "places" {
  layers = concat(super.layers, [layer.base])
  # error AB3005 `super.layers`: super.layers cannot stand here. super is the variant that a variant extends, so it means something only in a variant that has extends.
  image  = platform.name
  # error AB3001 `platform.name`: What platform has is platform.arch, platform.os, platform.system.
  tag    = platform.arch.x
  # error AB3003 `platform.arch.x`: platform.arch is a value without attributes or elements, so nothing can follow it.

  config {
    user = user.other
    # error AB3001 `user.other`: This variant has no user "other". Declare it with: user "other" { uid = 1000 }
  }
}

variant "child" {
  extends = variant.places
  layers  = concat(super.layer, super.config.envs, super.nothing.at.all, [layer.base])
  # error AB3001 `super.layer`: super.layer is no attribute of a variant. Did you mean super.layers? => Change to super.layers
  # error AB3001 `super.config.envs`: super.config.envs is no attribute of a variant. Those of its blocks are written with the block's name, as in super.config.env.
  # error AB3001 `super.nothing.at.all`: super.nothing is no attribute of a variant. Those of its blocks are written with the block's name, as in super.config.env.
  tag     = super.config
  # error AB3001 `super.config`: super.config is no attribute of a variant. Those of its blocks are written with the block's name, as in super.config.env.
}

shell "s" {
  from = variant.unknow
  # error AB3001 `variant.unknow`: There is no variant "unknow". Did you mean variant.unknown? => Change to variant.unknown
  env  = { A = super.tag, B = user.agent }
  # error AB3005 `super.tag`: super.tag cannot stand here. super is the variant that a variant extends, so it means something only in a variant that has extends.
  # error AB3005 `user.agent`: user.agent cannot stand here. Users are declared in a variant, and only that variant knows them.
}

agentbox {
  name    = "box-${platform.arch}"
  # error AB3005 `platform.arch`: platform.arch cannot stand here. This block is the same for every platform, so its values cannot depend on one.
  default = variant.childs
  # error AB3001 `variant.childs`: There is no variant "childs". Did you mean variant.child? => Change to variant.child
}

input "per-platform" {
  url = "github:example/${platform.arch}"
  # error AB3005 `platform.arch`: platform.arch cannot stand here. This block is the same for every platform, so its values cannot depend on one.
}

input "other" {
  url     = "github:example/other"
  follows = { nixpkgs = input.nixpgs, agent = input.agent }
  # error AB3001 `input.nixpgs`: There is no input "nixpgs". Did you mean input.nixpkgs? => Change to input.nixpkgs
}

pkgset "other" {
  input    = input.nixpkg
  # error AB3001 `input.nixpkg`: There is no input "nixpkg". Did you mean input.nixpkgs? => Change to input.nixpkgs
  overlays = [overlay.patch, overlay.patches, input.agent.overlays.default, input.zzz.overlays.other]
  # error AB3001 `overlay.patch`: There is no overlay "patch". Did you mean overlay.patches? => Change to overlay.patches
  # error AB3001 `input.zzz.overlays.other`: There is no input "zzz". The unit has input.agent, input.per-platform, input.other, input.nixpkgs, input.nix2container.
}
# --- attributes of values
variable "image" {
  default = { name = "box", tags = { stable = "1" } }
}
locals {
  misspelt = var.image.nmae
  # error AB4001 `.nmae`: This object does not have an attribute named "nmae". Did you mean "name"? => Change to "name"
  deep     = var.image.tags["stabel"]
  # error AB4001 `["stabel"]`: The given key does not identify an element in this collection value. Did you mean "stable"? => Change to "stable"
  other    = var.image.owner
  # error AB4001 `.owner`: This object does not have an attribute named "owner".
  counted  = length({ a = 1, b = 2 })
}
variant "runtime" {
  tag = "v${local.counted}"
}
