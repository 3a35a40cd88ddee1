# Names of things, and names that are taken.

layer "größe" {
# error AB2005 `"größe"`: "größe" cannot be the name of a layer: a name starts with a letter of a-z, A-Z or _, and goes on with letters, digits, _ or -.
  packages = [pkgs.git]
}

layer "has space" {
# error AB2005 `"has space"`: "has space" cannot be the name of a layer: a name starts with a letter of a-z, A-Z or _, and goes on with letters, digits, _ or -.
  packages = [pkgs.git]
}

layer "1st" {
# error AB2005 `"1st"`: "1st" cannot be the name of a layer: a name starts with a letter of a-z, A-Z or _, and goes on with letters, digits, _ or -.
  packages = [pkgs.git]
}

layer "" {
# error AB2005 `""`: "" cannot be the name of a layer: a name starts with a letter of a-z, A-Z or _, and goes on with letters, digits, _ or -.
  packages = [pkgs.git]
}

layer "a.b" {
# error AB2005 `"a.b"`: "a.b" cannot be the name of a layer: a name starts with a letter of a-z, A-Z or _, and goes on with letters, digits, _ or -.
  packages = [pkgs.git]
}

layer "same" {
# note `"same"`: the first declaration
  packages = [pkgs.git]
}

layer "same" {
# error AB2007 `"same"`: layer.same is already declared. The blocks of all files of a unit share their names; give one of the two another name.
  packages = [pkgs.jq]
}

# A variant may have the name of a layer.
variant "same" {
  user "Agent" {
  # error AB2005 `"Agent"`: "Agent" cannot be the name of a user: it has at most 32 lower-case letters, digits, _ and -, and starts with a letter or _.
    uid = 1000
  }
  user "a-name-that-is-much-too-long-for-any-account" {
  # error AB2005 `"a-name-that-is-much-too-long-for-any-account"`: "a-name-that-is-much-too-long-for-any-account" cannot be the name of a user: it has at most 32 lower-case letters, digits, _ and -, and starts with a letter or _.
    uid = 1001
  }
  user "agent" {
  # note `"agent"`: the first declaration
    uid = 1002
  }
  user "agent" {
  # error AB2007 `"agent"`: user.agent is already declared. Give one of the two another name, or merge them.
    uid = 1003
  }
}

locals {
  x     = 1
  # note `x`: the first declaration
  größe = 2
  # error AB2005 `größe`: "größe" cannot be the name of a local value: a name starts with a letter of a-z, A-Z or _, and goes on with letters, digits, _ or -.
}

locals {
  x = 2
  # error AB2007 `x`: local.x is already declared. The locals blocks of a unit share their names.
}

input "self" {
# error AB2005 `"self"`: An input cannot be called self: that is what a flake calls itself.
  url = "github:example/self"
}

package "script" "x" {
# note `"x"`: the first declaration
  text = "true"
}

package "python_env" "x" {
  packages = ["pip"]
}

package "script" "x" {
# error AB2007 `"x"`: package.script.x is already declared. The blocks of all files of a unit share their names; give one of the two another name.
  text = "false"
}

# --- a variant that takes the attribute of the default one

variant "first" {
# note `variant "first"`: the default variant
}

variant "default" {
# error AB4011 `variant "default"`: A variant called default takes the flake's attribute default, which stands for the default variant, and that is variant.first. Rename it, or make it the default: agentbox { default = variant.default }
}

# --- nothing is wrong when it is the default one itself

variant "default" {
}

variant "second" {
}

# --- names that other files have

layer "base" {
# note `"base"`: the first declaration
  packages = [pkgs.git]
}

variant "a" {
  layers = [layer.base]
}

# +++ more.agentbox.hcl

layer "base" {
# error AB2007 `"base"`: layer.base is already declared. The blocks of all files of a unit share their names; give one of the two another name.
  packages = [pkgs.jq]
}

locals {
  a = 1
  # note `a`: the first declaration
}

# +++ zz.agentbox.hcl

locals {
  a = 2
  # error AB2007 `a`: local.a is already declared. The locals blocks of a unit share their names.
}
