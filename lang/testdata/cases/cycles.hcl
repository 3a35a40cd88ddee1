# What needs itself.

locals {
  a = local.a
  # error AB3002 `local.a`: local.a is defined by itself. Name something else here, or write the value out.
  b = local.c
  # error AB3002 `local.c`: These need each other, so none of them can have a value: local.b -> local.c -> local.d -> local.b. One of the steps has to go.
  c = "x${local.d}"
  # note `local.d`: local.c needs local.d
  d = [for x in [1] : local.b]
  # note `local.b`: local.d needs local.b
  e = local.a # follows only from another cycle
}

variant "self" {
  extends = variant.self
  # error AB3002 `variant.self`: variant.self is defined by itself. Name something else here, or write the value out.
}

variant "one" {
  extends = variant.two
  # error AB3002 `variant.two`: These need each other, so none of them can have a value: variant.one -> variant.two -> variant.three -> variant.one. One of the steps has to go.
}

variant "two" {
  extends = variant.three
  # note `variant.three`: variant.two needs variant.three
}

variant "three" {
  extends = variant.one
  # note `variant.one`: variant.three needs variant.one
}

package "override" "x" {
  base = package.override.y
  # error AB3002 `package.override.y`: These need each other, so none of them can have a value: package.override.x -> package.override.y -> package.override.x. One of the steps has to go.
}

package "override" "y" {
  base = pkgs.hello
  env  = { PATH = "${package.override.x}/bin" }
  # note `package.override.x`: package.override.y needs package.override.x
}

input "a" {
  url     = "github:example/a"
  follows = { b = input.b }
  # error AB3002 `input.b`: These need each other, so none of them can have a value: input.a -> input.b -> input.a. One of the steps has to go.
}

input "b" {
  url     = "github:example/b"
  follows = { a = input.a }
  # note `input.a`: input.b needs input.a
}

# --- across files

locals {
  here = local.there
  # error AB3002 `local.there`: These need each other, so none of them can have a value: local.here -> local.there -> local.here. One of the steps has to go.
}

# +++ more.agentbox.hcl

locals {
  there = local.here
  # note `local.here`: local.there needs local.here
}
