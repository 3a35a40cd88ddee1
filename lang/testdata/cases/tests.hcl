# Tests of a unit: what is wrong with them, and what they find.

variable "node_major" {
# error AB4002 `"node_major"`: run "does_not_compile" in unit/fails.agentboxtest.hcl sets var.node_major, but its type is number: a number is required.
# note `"node_major"`: the variable node_major
  type    = number
  default = 20

  validation {
    condition     = var.node_major >= 18
    # error AB4008 `var.node_major >= 18`: Node.js older than 18 is not supported. {var.node_major is 16}
    error_message = "Node.js older than 18 is not supported."
  }
}

variable "token" {
  type      = string
  default   = "secret"
  sensitive = true
}

variable "ratio" {
  default = 0.1
}

locals {
  tools = toset(["git", "jq"])
}

function "major" {
# note `"major"`: declared here
  params = [version]
  result = split(".", version)[0]
}

input "unstable" {
  url = "github:NixOS/nixpkgs/nixos-unstable"
}

pkgset "unstable" {
  input = input.unstable
}

layer "base" {
  packages = [pkgs.git, pkgset.unstable.jq, package.script.greet]
  budget {
    max = "50MB"
  }
}

layer "node" {
  packages = [pkg("nodejs_${var.node_major}")]
}

layer "cuda" {
  only     = ["x86_64-linux"]
  packages = [pkgs.cudatoolkit]
}

layer "lang" {
  for_each = ["311", "312"]
  packages = [pkg("python${each.key}")]
}

package "script" "greet" {
  text = "echo $${HOME}"
}

variant "runtime" {
  layers   = [layer.base, layer.node, layer.cuda, layer.lang["312"]]
  packages = [package.script.greet]

  config {
    entrypoint = ["${pkgs.bash}/bin/bash", "-c"]
    env        = { LANG = "C.UTF-8", TOOL = pkgs.git }
    ports      = [8080]
  }
}

variant "none" {
  for_each = toset([])
}

variant "x86" {
  platforms = ["x86_64-linux"]
}

policy "no_vim" {
  applies_to = [variant.runtime]
  forbid     = [pkgs.vim]
  reason     = "It is too large."
}

budget "small" {
  applies_to = [variant.runtime]
  max        = "1GB"
}

group "all" {
  variants = [variant.runtime, variant.x86]
}

publish "main" {
  variants   = [variant.runtime]
  repository = "ghcr.io/team/box"
  tags       = ["1"]
}
# +++ all_pass.agentboxtest.hcl
variables {
  node_major = 22
}

run "addresses" {
  assert {
    condition = (
      layer.base.packages == ["pkgs.git", "pkgset.unstable.jq", "package.script.greet"] &&
      contains(layer.base.packages, pkgs.git) &&
      contains(layer.base.packages, pkgset.unstable.jq) &&
      contains(layer.base.packages, package.script.greet) &&
      contains(variant.runtime.layers, layer.base) &&
      contains(variant.runtime.layers, layer.lang["312"]) &&
      variant.runtime.layers[0] == "layer.base" &&
      agentbox.default == variant.runtime
    )
    error_message = "A reference to a block is its address, as in a list."
  }
  assert {
    condition     = layer.node.packages == [pkg("nodejs_${var.node_major}")] && var.node_major == 22
    error_message = "The variables of the file count."
  }
}

run "values" {
  assert {
    condition     = variant.runtime.config.entrypoint[0] == "${pkgs.bash}/bin/bash" && variant.runtime.config.env.TOOL == "$${pkgs.git}"
    error_message = "A package in a text is its template."
  }
  assert {
    condition     = package.script.greet.recipe.text == "echo $${HOME}" && "${package.script.greet}/bin" == "$${package.script.greet}/bin" && "${pkg("git")}/bin" == "$${pkgs.git}/bin"
    error_message = "Text is as it is in the unit."
  }
  assert {
    condition     = var.ratio == 0.1 && local.tools == ["git", "jq"] && variant.runtime.config.ports == ["8080/tcp"]
    error_message = "Numbers are numbers, and sets are lists."
  }
  assert {
    condition     = length(variant.none) == 0 && keys(layer.lang) == ["311", "312"] && layer.lang["311"].packages == ["pkgs.python311"]
    error_message = "What a block makes several of is a map."
  }
  assert {
    condition     = sort([for name, v in variant : name if can(v.tag)]) == (platform.arch == "amd64" ? ["runtime", "x86"] : ["runtime"]) && tomap(variant.runtime.config.env) != {}
    error_message = "All variants can be gone through."
  }
  assert {
    condition     = policy.no_vim.reason == "It is too large." && budget.small.limits[0].value == 1000000000 && publish.main[0].tags == ["1"] && shell.default.from == variant.runtime && input.nixpkgs.implied && group.all.variants == [variant.runtime, variant.x86]
    error_message = "What is the same for all platforms can be read."
  }
  assert {
    condition     = contains(variant.runtime.layers, layer.cuda) == (platform.arch == "amd64")
    error_message = "The address of a layer that does not exist here is one nevertheless."
  }
  assert {
    condition     = can(layer.cuda) == (platform.arch == "amd64") && contains(keys(layer), "cuda") == can(layer.cuda.name) && try(variant.runtime.config.env.NONE, "") == ""
    error_message = "What does not exist can be asked for."
  }
}

run "one_platform" {
  platform = "amd64"
  assert {
    condition     = contains(variant.runtime.layers, layer.cuda)
    error_message = "On x86_64-linux there is cuda."
  }
}

run "own_variables" {
  variables {
    node_major = var.node_major + 2
  }
  assert {
    condition     = layer.node.packages == ["pkgs.nodejs_24"]
    error_message = "Those of a run win over those of the file."
  }
}

run "too_old" {
  variables {
    node_major = 16
  }
  expect_failures = [var.node_major]
}

run "wrong_type" {
  variables {
    node_major = "old"
  }
  expect_failures = [var.node_major]
}
# +++ fails.agentboxtest.hcl
run "assertions" {
  assert {
    condition     = contains(layer.base.packages, pkgs.vim)
    # error AB4025 `contains(layer.base.packages, pkgs.vim)`: vim is missing among pkgs.git, pkgset.unstable.jq, package.script.greet. (Run "assertions", on aarch64-linux and x86_64-linux.) {layer.base.packages is ["pkgs.git", "pkgset.unstable.jq", "package.script.greet"]}
    error_message = "vim is missing among ${join(", ", layer.base.packages)}."
  }
  assert {
    condition     = contains(variant.runtime.layers, "layer.cuda")
    # error AB4025 `contains(variant.runtime.layers, "layer.cuda")`: There is no cuda. (Run "assertions", on aarch64-linux.) {variant.runtime.layers is ["layer.base", "layer.node", "layer.lang[\"312\"]"]}
    error_message = "There is no cuda."
  }
  assert {
    condition     = variant.runtime.config.env.LANG == "de_DE.UTF-8"
    # error AB4025 `variant.runtime.config.env.LANG == "de_DE.UTF-8"`: The condition does not hold. (Run "assertions", on aarch64-linux and x86_64-linux.) {variant.runtime.config.env.LANG is "C.UTF-8"}
    error_message = variant.runtime.config.env.LANGUAGE
    # error AB4001 `.LANGUAGE`: This object does not have an attribute named "LANGUAGE". Did you mean "LANG"? => Change to "LANG"
  }
  assert {
    condition     = variant.runtime.config.ports == []
    # error AB4025 `variant.runtime.config.ports == []`: The condition does not hold. (Run "assertions", on aarch64-linux and x86_64-linux.) {variant.runtime.config.ports is ["8080/tcp"]}
    error_message = ["a list"]
    # error AB4002 `["a list"]`: error_message wants a string; this is a list of 1 element.
  }
}

run "failure_that_does_not_come" {
  expect_failures = [var.node_major, variant.runtime, layer.lang["312"]]
  # error AB4026 `var.node_major`: The run expects an error in var.node_major, and there is none with these variables.
  # error AB4026 `variant.runtime`: The run expects an error in variant.runtime, and there is none with these variables.
  # error AB4026 `layer.lang["312"]`: The run expects an error in layer.lang, and there is none with these variables.
}

run "failure_elsewhere" {
  variables {
    node_major = 16
  }
  expect_failures = [var.ratio]
  # error AB4026 `var.ratio`: The run expects an error in var.ratio, and there is none with these variables.
}

run "does_not_compile" {
  variables {
    node_major = "old"
    # note `node_major`: the value of var.node_major
  }
}

run "no_condition" {
  assert {
    condition     = variant.runtime.tag
    # error AB4002 `variant.runtime.tag`: condition wants true or false; this is "runtime".
    error_message = "A tag."
  }
  assert {
    condition     = null
    # error AB4002 `null`: condition wants true or false; this is null.
    error_message = "Null."
  }
  assert {
    condition     = var.token == "secret"
    # error AB4001 `var.token == "secret"`: This depends on a sensitive value, and those are not shown to tests. Look at something else that follows from the value, or leave it to a validation of the variable.
    error_message = "It is a secret."
  }
  assert {
    condition     = variant.runtime.config.evn.LANG == "C.UTF-8"
    # error AB4001 `.evn`: This object does not have an attribute named "evn". Did you mean "env"? => Change to "env"
    error_message = "evn"
  }
  assert {
    condition     = layer.lang["313"].max_layers == 1
    # error AB4001 `["313"]`: The given key does not identify an element in this collection value. Did you mean "311"? => Change to "311"
    error_message = "There is no 313."
  }
  assert {
    condition     = layer.cuda.max_layers == 1
    # error AB3001 `layer.cuda.max_layers`: layer.cuda does not exist on aarch64-linux with these variables. Choose a platform for the run, or ask first whether it is there: contains(keys(layer), "cuda").
    error_message = "cuda"
  }
  assert {
    condition     = contains(variant.runtime.layers, variant.x86)
    # error AB4025 `contains(variant.runtime.layers, variant.x86)`: x86 (Run "no_condition", on aarch64-linux.) {variant.runtime.layers is ["layer.base", "layer.node", "layer.lang[\"312\"]"]}
    # error AB4025 `contains(variant.runtime.layers, variant.x86)`: x86 (Run "no_condition", on x86_64-linux.) {variant.runtime.layers is ["layer.base", "layer.node", "layer.cuda", "layer.lang[\"312\"]"]}
    error_message = "x86"
  }
  assert {
    condition     = tonumber(variant.runtime.image) == 1
    # error AB4018 `variant.runtime.image`: Invalid value for "value" parameter: cannot convert "unit" to number; given string must be a decimal representation of a number. {variant.runtime.image is "unit"}
    error_message = "image"
  }
}

run "other_platform" {
  platform = "riscv64-linux"
  # error AB2012 `"riscv64-linux"`: The unit does not have the platform "riscv64-linux"; it has aarch64-linux and x86_64-linux.
}

run "no_platform" {
  platform = "windows"
  # error AB2012 `"windows"`: platform is "windows", but it must be a platform such as x86_64-linux, linux/amd64 or amd64.
}

run "platform_is_no_text" {
  platform = ["x86_64-linux"]
  # error AB4002 `["x86_64-linux"]`: platform wants a string; this is a list of 1 element.
}

run "broken_variable" {
  variables {
    node_major = tonumber("x")
    # error AB4018 `"x"`: Invalid value for "value" parameter: cannot convert "x" to number; given string must be a decimal representation of a number.
  }
}
# +++ names.agentboxtest.hcl
variables {
  node_mayor = 20
  # error AB3007 `node_mayor`: The unit declares no variable "node_mayor". Did you mean "node_major"? => Change to node_major
  node_major = var.ratio
  # error AB3005 `var.ratio`: var.ratio cannot stand here. This is evaluated before the unit is compiled, so it refers to nothing of the unit.
  ratio      = uper("x")
  # error AB3004 `uper`: There is no function "uper". Did you mean "upper"? => Change to "upper"
}

run "names" {
# note `"names"`: the first declaration
  platform        = platform.system
  # error AB3005 `platform.system`: platform.system cannot stand here. This is evaluated before the unit is compiled, so it refers to nothing of the unit.
  expect_failures = [var.node_mayor, layer.bse, package.script, local.tools[0], "layer.base"]
  # error AB3001 `var.node_mayor`: There is no var.node_mayor in the unit. Did you mean var.node_major? => Change to var.node_major
  # error AB3001 `layer.bse`: There is no layer.bse in the unit. Did you mean layer.base? => Change to layer.base
  # error AB4002 `package.script`: expect_failures wants the addresses of variables or blocks, written out in a list, for example: expect_failures = [var.node_major, variant.runtime]
  # error AB4002 `local.tools[0]`: expect_failures wants the addresses of variables or blocks, written out in a list, for example: expect_failures = [var.node_major, variant.runtime]
  # error AB4002 `"layer.base"`: An address is written without quotes: layer.base. => Change to layer.base

  variables {
    ratio  = var.token
    # error AB3005 `var.token`: var.token cannot stand here. This is evaluated before the unit is compiled, so it refers to nothing of the unit. What the variables block of the file sets can be read: var.node_mayor, var.node_major, var.ratio.
    others = var.ratio
    # error AB3007 `others`: The unit declares no variable "others". The unit has var.node_major, var.ratio, var.token.
  }

  assert {
    condition     = variant.runtme.tag == "x" || layr.base.name == "y" || something
    # error AB3001 `variant.runtme.tag`: There is no variant.runtme in the unit. Did you mean variant.runtime? => Change to variant.runtime.tag
    # error AB3001 `layr.base.name`: Nothing is called "layr" here. Did you mean "layer"? => Change to layer
    # error AB3001 `something`: Nothing is called "something" here. A test reads the program by address, such as variant.runtime.tag; what addresses start with is agentbox, budget, group, input, layer, local, module, overlay, package, pkgs, pkgset, platform, policy, publish, shell, var, variant, waiver. A string stands in quotes.
    error_message = "${layer.bse.name} ${pkgset.unstabl.git} ${pkgs[var.token]} ${pkgset.unstable}"
    # error AB3001 `layer.bse.name`: There is no layer.bse in the unit. Did you mean layer.base? => Change to layer.base.name
    # error AB3001 `pkgset.unstabl.git`: There is no pkgset.unstabl in the unit. Did you mean pkgset.unstable? => Change to pkgset.unstable.git
    # error AB3006 `pkgs`: pkgs needs the name of a package behind it, such as pkgs.git. A name that is computed goes through the function pkg.
    # error AB3006 `pkgset.unstable`: pkgset.unstable needs the name of a package behind it, such as pkgset.unstable.git. A name that is computed goes through the function pkg.
  }
  assert {
    condition     = major("1.2") == "1" && lenght(variant) == 1
    # error AB3004 `major`: major is a function of the unit, and a test has only those of the language: it looks at what the unit made. Look at a local value that calls the function.
    # error AB3004 `lenght`: There is no function "lenght". Did you mean "length"? => Change to "length"
    error_message = "Functions."
  }
  assert {
    condition     = can(variant.runtme) || try(layr.base, true)
    error_message = "What is asked for need not exist."
  }
}

run "names" {
# error AB2007 `"names"`: run.names is already declared. Give one of the two another name, or merge them.
  expect_failures = []
  # error AB4002 `[]`: expect_failures wants the addresses of variables or blocks, written out in a list, for example: expect_failures = [var.node_major, variant.runtime]
}
# +++ structure.agentboxtest.hcl
layer "x" {
# error AB2001 `layer`: There is no block "layer" at the top of a test file. It is one of the unit itself, and stands in agentbox.hcl.
  packages = []
}

tools = 1
# error AB2002 `tools`: "tools" stands at the top of a test file, where only blocks may stand. The value of a variable goes into a variables block.

run {
# error AB2004 `run`: This block has no label, but a run is written as: run "NAME" { … }
}

run "a" "b" {
# error AB2004 `run "a" "b"`: This block has 2 labels, but a run is written as: run "NAME" { … }
}

run "no name" {
# error AB2005 `"no name"`: "no name" cannot be the name of a run: a name starts with a letter of a-z, A-Z or _, and goes on with letters, digits, _ or -.
}

variables {
# note `variables`: the first one
  node_major = 20
}

variables {
# error AB2006 `variables`: There may be only one variables block here. Merge the two.
  node_major = 22
}

run "attributes" {
  variables = { node_major = 20 }
  # error AB2009 `variables`: "variables" is a block, so it is written without an equals sign: variables { … }
  command   = plan
  # error AB2002 `command`: There is no attribute "command" in a run block. The attributes here are platform, expect_failures.

  asert {
  # error AB2001 `asert`: There is no block "asert" in a run block. Did you mean "assert"? => Change to "assert"
    condition = true
  }
  assert {
  # error AB2003 `assert`: assert needs the attribute "error_message", for example: error_message = "LANG is ${variant.runtime.config.env.LANG}, and programs expect UTF-8."
    condition = true
  }
}
# +++ syntax.agentboxtest.hcl
run "broken" {
  assert {
    condition = (
    # note `(`: the ( that is not closed
  }
  # error AB1008 `}`: A ) is missing: this } comes while a ( is open. Add the ) before it.
}

run "skipped" {
  assert {
    condition     = false
    error_message = "The file is broken, so this is not looked at."
  }
}
