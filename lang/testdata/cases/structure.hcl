# What does not fit the structure of the language.

lyer "base" {
# error AB2001 `lyer`: There is no block "lyer" at the top of a file. Did you mean "layer"? => Change to "layer"
  packages = [pkgs.git]
}

sandbox "x" {
# error AB2001 `sandbox`: There is no block "sandbox" at the top of a file. The blocks here are agentbox, platform, variable, locals, function, input, pkgset, overlay, package, layer, variant, group, shell, budget, waiver, policy, publish, module.
}

colour = "green"
# error AB2002 `colour`: "colour" stands at the top of a file, where only blocks may stand. A value of your own goes into a locals block.

layer "typo" {
  packges     = [pkgs.git]
  # error AB2002 `packges`: There is no attribute "packges" in a layer block. Did you mean "packages"? => Change to "packages"
  description = "A layer with a typo"
  shade       = "dark"
  # error AB2002 `shade`: There is no attribute "shade" in a layer block. The attributes here are description, packages, max_layers, only, for_each.
  packages    = [pkgs.git]
}

layer "empty" {
}

layer {
# error AB2004 `layer`: This block has no label, but a layer is written as: layer "NAME" { … }
  packages = [pkgs.git]
}

layer "two" "labels" {
# error AB2004 `layer "two" "labels"`: This block has 2 labels, but a layer is written as: layer "NAME" { … }
  packages = [pkgs.git]
}

agentbox "name" {
# error AB2004 `agentbox "name"`: This block has one label, but an agentbox is written as: agentbox { … }
}

package "script" {
# error AB2004 `package "script"`: This block has one label, but a package is written as: package "KIND" "NAME" { … }
  text = "true"
}

package "pyton_env" "x" {
# error AB2001 `"pyton_env"`: There is no kind of package called "pyton_env". Did you mean "python_env"? => Change to "python_env"
}

package "gem" "x" {
# error AB2001 `"gem"`: There is no kind of package called "gem". The kinds are python_env, rust_toolchain, node_env, npm_package, go_module, rust_crate, fetch_binary, script, override, flake, nix.
}

workspace {
# error AB2001 `workspace`: A workspace block stands in a file of its own, agentbox.work.hcl, at the root of the units that it is about.
  members = ["services/*"]
}

group "all" {
# error AB2003 `group "all"`: group.all needs the attribute "variants", for example: variants = [variant.runtime]
}

layer "as-block" {
  packages {
  # error AB2008 `packages`: "packages" is an attribute, so it takes an equals sign: packages = … => Insert an equals sign
    git = true
  }
}

layer "budget-as-attribute" {
  packages = [pkgs.git]
  budget   = { max = "50MB" }
  # error AB2009 `budget`: "budget" is a block, so it is written without an equals sign: budget { … }
}

variant "config" {
  config = { cmd = ["bash"] }
  # error AB2009 `config`: "config" is a block, so it is written without an equals sign: config { … }
  env    = { A = "b" }
  # error AB2002 `env`: There is no attribute "env" in a variant block. It belongs into a config block: config { env = … }

  rootfs {
    links = ["/bin"]
    # error AB2002 `links`: There is no attribute "links" in a rootfs block. Did you mean "link"? => Change to "link"
  }
  budgets {
  # error AB2001 `budgets`: There is no block "budgets" in a variant block. Did you mean "budget"? => Change to "budget"
    max = "1GB"
  }
}

variant "twice" {
  config {
  # note `config`: the first one
    user = "0"
  }
  config {
  # error AB2006 `config`: There may be only one config block here. Merge the two.
    cmd = ["bash"]
  }
}

package "script" "both" {
  text = "true"
  # note `text`: text is set here
  file = "./scripts/entrypoint.sh"
  # error AB2013 `file`: Only one of text and file may be set, because each of them says the same thing in another way.
}

package "script" "neither" {
# error AB2003 `package "script" "neither"`: package.script.neither needs one of the attributes "text" and "file".
}

variant "file" {
  file "/etc/motd" {
    content = "hello"
    # note `content`: content is set here
    source  = "./files/motd"
    # error AB2013 `source`: Only one of content and source may be set, because each of them says the same thing in another way.
  }
  file "/etc/issue" {
  # error AB2003 `file "/etc/issue"`: file "/etc/issue" needs one of the attributes "content" and "source".
  }
}

overlay "nothing" {
# error AB2003 `overlay "nothing"`: overlay.nothing needs the attribute "file" or override blocks.
}

# --- blocks that may stand only once

agentbox {
# note `agentbox`: the first one
# note `agentbox`: the first one
  name = "a"
}

agentbox {
# error AB2006 `agentbox`: There may be only one agentbox block here. Merge the two.
  name = "b"
}

variant "a" {
}

# +++ more.agentbox.hcl

agentbox {
# error AB2006 `agentbox`: There may be only one agentbox block here. Merge the two.
}
