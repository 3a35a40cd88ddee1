# Variants that extend others.

agentbox {
  default = variant.base
  # error AB4015 `variant.base`: variant.base is abstract: it exists to be extended and is never built, so it cannot be the default.
}

layer "base" {
  packages = [pkgs.git]
}

variant "base" {
# note `variant "base"`: declared here
  abstract = true
  layers   = [layer.base]
  image    = "Not A Name"
  # error AB4003 `"Not A Name"`: image is "Not A Name", but it must be an image name in lower case, such as team/agentbox or ghcr.io/team/agentbox, without a tag.

  config {
    cmd = ["bash", layer.base]
    # error AB4002 `layer.base`: cmd wants strings; this is layer.base, which is a layer.
    env = { A = "a", B = pkgs }
    # error AB3006 `pkgs`: pkgs needs the name of a package behind it, such as pkgs.git. A name that is computed goes through the function pkg, as in pkg("python${var.version}").
  }
}

# What is wrong in the parent is not told again for the child.
variant "child" {
  extends = variant.base
  layers  = concat(super.layers, [layer.base])
  # warning AB4019 `concat(super.layers, [layer.base])`: layer.base already stands in this list; once is enough.
  # note `concat(super.layers, [layer.base])`: the first time
  tag     = "${super.tag}-child"
  # error AB4001 `super.tag`: The expression result is null. Cannot include a null value in a string template. {super.tag is null}

  config {
    env = merge(super.config.env, { C = super.config.env.A, D = super.config.env.Z })
    # error AB4001 `.Z`: This object does not have an attribute named "Z".
    cmd = super.config.cmd
  }
}

variant "description" {
  extends     = variant.child
  description = super.description
  abstract    = super.abstract
  packages    = concat(super.packages, [pkgs.git])
}

# --- nothing but abstract variants

# warning AB4014 ``: Every variant of the unit is abstract or exists on none of its platforms, so there is no image to build.
variant "base" {
  abstract = true
}

# --- no variant at all

# warning AB4014 ``: The unit declares no variant, so there is no image to build.
layer "base" {
  packages = [pkgs.git]
}

# --- the first variant that is not abstract is the default one

variant "base" {
  abstract = true
}

variant "first" {
  extends = variant.base
}
