# Units that are used as modules.

platform "x86_64-linux" {}

module "common" {
# note `module "common"`: module.common uses it here
  source = "./common"
  python = "312"
}

module "each" {
  for_each = ["311", "312"]
  # note `["311", "312"]`: the keys come from here
  # note `["311", "312"]`: the keys come from here
  source   = "./common"
  python   = each.key
}

module "lacking" {
# error AB2003 `module "lacking"`: module.lacking has to set python: the variable has no default in its unit.
  source = "./common"
}

module "misspelt" {
  source = "./common"
  pythn  = "312"
  # error AB2002 `pythn`: The unit has no variable "pythn". Did you mean "python"? => Change to "python"
}

module "wrong" {
  source = "./common"
  python = ["a"]
  # error AB4002 `["a"]`: module.wrong sets var.python, but its type is string: string required, but have tuple.
}

module "where" {
  source = "./nowhere"
  # error AB4010 `"./nowhere"`: There is no unit in "./nowhere": a module's source is a directory that holds agentbox.hcl, relative to the file that names it.
}

module "away" {
  source = "../../common"
  # error AB4009 `"../../common"`: source cannot be "../../common": it leaves the workspace.
}

module "computed" {
  source = "./${local.dir}"
  # error AB4002 `"./${local.dir}"`: source is computed here, but the units that take part have to be known before anything is evaluated. Write the path out, as in source = "../common".
}

module "itself" {
  source = "."
  # error AB3002 `"."`: A unit cannot be a module of itself.
}

module "there" {
  source = "./common"
  python = platform.arch
  # error AB3005 `platform.arch`: platform.arch cannot stand here. This block is the same for every platform, so its values cannot depend on one.
}

locals {
  dir = "common"
}

layer "uses" {
  packages = [
    module.common.package.script.hello,
    module.common.package.script.helo,
    # error AB3001 `module.common.package.script.helo`: The unit of module.common has no package.script.helo. Did you mean module.common.package.script.hello? => Change to module.common.package.script.hello
    module.common.pkgs.git,
    module.common.pkgs,
    # error AB3006 `module.common.pkgs`: module.common.pkgs needs the name of a package behind it, written out, as in module.common.pkgs.git. In the module's own unit, a name that is computed goes through the function pkg.
    module.common.layer.base,
    # error AB4002 `module.common.layer.base`: packages wants packages; module.common.layer.base is a layer.
    module.comon.package.script.hello,
    # error AB3001 `module.comon.package.script.hello`: There is no module "comon". Did you mean module.common? => Change to module.common.package.script.hello
    module.common.script.hello,
    # error AB3001 `module.common.script.hello`: module.common has no "script". What a module lets others refer to is layer, local, overlay, package, pkgs, pkgset, variant.
    module.where.package.script.hello,
    module.each.package.script.hello,
    # error AB3001 `module.each.package.script.hello`: module.each has for_each, so the key of one comes before what it has: module.each["key"].package.script.hello.
    module.each["313"].package.script.hello,
    # error AB3001 `module.each["313"].package.script.hello`: module.each makes nothing for the key "313". Did you mean module.each["311"].package.script.hello? => Change to module.each["311"].package.script.hello
    module.each["312"].package.script.hello,
    module.common.local.tools.editor,
    module.common.local.tools.edtor,
    # error AB4001 `module.common.local.tools.edtor`: The value of local.tools in the module's unit has no element "edtor" here.
    module.common,
    # error AB4002 `module.common`: packages wants packages; this is a map of 4 elements.
  ]
}

variant "runtime" {
  extends = module.common.variant.parent
  layers  = concat(super.layers, [module.each["311"].layer.base])

  config {
    user = user.agnt
    # error AB3001 `user.agnt`: This variant has no user "agnt". Did you mean user.agent? => Change to user.agent
  }
}

variant "child" {
  extends = module.common.layer.base
  # error AB4002 `module.common.layer.base`: extends wants a variant; module.common.layer.base is a layer.
}

agentbox {
  default = module.common.variant.plain
  # error AB3005 `module.common.variant.plain`: module.common.variant.plain cannot stand here. The variants of a module are not built. Name one of this unit that extends it: variant "plain" { extends = module.common.variant.plain }
}

locals {
  layers = values(module.common.layer)
  # error AB3001 `module.common.layer`: module.common.layer needs the name of one behind it. The unit has layer.base, layer.bad.
}

group "all" {
  variants = [variant.runtime, module.common.variant.plain]
  # error AB3005 `module.common.variant.plain`: module.common.variant.plain cannot stand here. The variants of a module are not built. Name one of this unit that extends it: variant "plain" { extends = module.common.variant.plain }
}

publish "hub" {
  variants   = [module.each["312"].variant.plain, variant.runtime]
  # error AB3005 `module.each["312"].variant.plain`: module.each["312"].variant.plain cannot stand here. The variants of a module are not built. Name one of this unit that extends it: variant "plain" { extends = module.each["312"].variant.plain }
  repository = "ghcr.io/team/box"
}
# +++ common/agentbox.hcl
variable "python" {
# note `"python"`: the variable
# note `"python"`: the variable
  type = string
}

locals {
  tools = { editor = pkgs.vim }
}

package "script" "hello" {
  text = "echo ${var.python}"
}

layer "base" {
  packages = ["python${var.python}"]
  only     = ["aarch64-linux", "x86_64-linux"]
}

layer "bad" {
  max_layers = 0
  # error AB4003 `0`: max_layers is 0, but it must be a whole number of at least 1.
}

variant "plain" {
  layers = [layer.base]
}

variant "parent" {
  abstract = true
  layers   = [layer.base]

  user "agent" {
    uid = 1000
  }
}
# ---
# Units that use each other.

module "a" {
  source = "./a"
}

variant "v" {
  layers = [module.a.layer.x]
}
# +++ a/agentbox.hcl
module "b" {
  source = "../b"
  # note `"../b"`: unit/a uses unit/b
}

layer "x" {
  packages = [module.b.local.y]
}
# +++ b/agentbox.hcl
module "a" {
  source = "../a"
  # error AB3002 `"../a"`: These units are modules of each other: unit/a -> unit/b -> unit/a. Move what they share to a unit of its own.
  # note `"../a"`: unit/b uses unit/a
}

locals {
  y = pkgs.git
}
# ---
# Inputs of modules.

module "one" {
  source = "./one"
}

module "two" {
  source = "./two"
}

layer "both" {
  packages = [module.one.package.flake.tool, module.two.package.flake.tool]
}

variant "v" {
  layers = [layer.both]
}
# +++ one/agentbox.hcl
input "tools" {
  url = "github:example/tools"
  # note `"github:example/tools"`: the input of module.one
}

package "flake" "tool" {
  input = input.tools
}
# +++ two/agentbox.hcl
input "tools" {
  url = "github:example/other-tools"
  # error AB4011 `"github:example/other-tools"`: module.one and module.two each have an input "tools", and they are not the same; a flake has one of a name. Declare input "tools" in the unit that uses both: it counts for all modules.
}

package "flake" "tool" {
  input = input.tools
}
# ---
# An input of a module that is wrong is said once, and who uses the module.

module "one" {
# note `module "one"`: module.one uses it here
  source = "./one"
}

variant "v" {
  packages = [module.one.package.flake.tool]
}
# +++ one/agentbox.hcl
input "tools" {
  url = ["github:example/tools"]
  # error AB4002 `["github:example/tools"]`: url wants a string; this is a list of 1 element.
}

package "flake" "tool" {
  input = input.tools
}
# ---
# Budgets, waivers and policies about layers of modules.

module "used" {
  source = "./common"
}

module "unused" {
  source = "./common"
}

variant "v" {
  layers = [module.used.layer.base]
}

waiver "lower" {
# warning AB4021 `waiver "lower"`: max of module.used.layer.base may be 10MB already, and 9MB is not more. Remove the waiver.
  for     = module.used.layer.base
  metric  = "max"
  max     = "9MB"
  reason  = "Is less."
  expires = "2999-12-31"
}

waiver "other" {
# warning AB4021 `waiver "other"`: No budget limits max_layers of module.unused.layer.base, so there is nothing to raise. What is limited: max.
  for     = module.unused.layer.base
  metric  = "max_layers"
  max     = 2
  reason  = "Nobody else names the layer."
  expires = "2999-12-31"
}
# +++ common/agentbox.hcl
layer "base" {
  packages = [pkgs.git]

  budget {
    max = "10MB"
    # note `"10MB"`: the limit
  }
}
