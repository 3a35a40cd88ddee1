# Groups of variants.

layer "base" {
  packages = [pkgs.git]
}

variant "a" {
# note `"a"`: the variant
  layers = [layer.base]
}

variant "b" {
  layers = [layer.base]
}

variant "base" {
# note `variant "base"`: declared here
  abstract = true
}

variant "py" {
# note `"py"`: the variant
# note `"py"`: the variant
  for_each = ["311", "312"]
  # note `["311", "312"]`: the keys come from here
}

group "all" {
# note `"all"`: the first declaration
  variants = [variant.a, variant.b, variant.py]
}

group "nested" {
  variants = [group.all, variant.a, group.python]
}

group "python" {
  variants = values(variant.py)
}

group "map" {
  variants = variant.py
}

group "one" {
  variants = [variant.py["311"], variant.py["312"], variant.py["313"]]
  # error AB3001 `variant.py["313"]`: variant.py makes nothing for the key "313". Did you mean variant.py["311"]? => Change to variant.py["311"]
}

group "computed" {
  variants = [for name, v in variant.py : v if name != "311"]
}

group "twice" {
  variants = [variant.a, variant.a, group.all, group.all]
  # warning AB4019 `variant.a`: variant.a already stands in this list; once is enough.
  # note `variant.a`: the first time
  # warning AB4019 `group.all`: group.all already stands in this list; once is enough.
  # note `group.all`: the first time
}

group "wrong" {
  variants = [layer.base, "a", variant.c, group.al, pkgs.git, variant.base, null]
  # error AB4002 `layer.base`: variants wants variants or groups; layer.base is a layer.
  # error AB4002 `"a"`: variants wants variants or groups; this is "a". A reference is written without quotes: variant.a or group.a. => Change to variant.a | Change to group.a
  # error AB3001 `variant.c`: There is no variant "c". Did you mean variant.a? => Change to variant.a
  # error AB3001 `group.al`: There is no group "al". Did you mean group.a? => Change to group.a
  # error AB4002 `pkgs.git`: variants wants variants or groups; pkgs.git is a package.
  # error AB4015 `variant.base`: variant.base is abstract: it exists to be extended and is never built, so there is no image of it to build. Name the variants that extend it.
  # error AB4004 `null`: An element of variants is null, which is no value. Leave it out; where the list is computed: [for x in … : x if x != null].
}

group "string" {
  variants = "a"
  # error AB4002 `"a"`: variants wants a list; this is "a".
}

group "quoted" {
  variants = ["all"]
  # error AB4002 `"all"`: variants wants variants or groups; this is "all". A reference is written without quotes: group.all. => Change to group.all
}

group "single" {
  variants = variant.a
  # error AB4002 `variant.a`: variants wants a list; this is variant.a, which is a variant.
}

group "empty" {
  variants = []
  # error AB4003 `[]`: variants is empty, so the group would name nothing. Put something in, or leave the block out.
}

group "missing" {
# error AB2003 `group "missing"`: group.missing needs the attribute "variants", for example: variants = [variant.runtime]
}

group "platform" {
  variants = platform.arch == "arm64" ? [variant.a] : [variant.b]
  # error AB3005 `platform.arch`: platform.arch cannot stand here. This block is the same for every platform, so its values cannot depend on one.
}

group "itself" {
  variants = [group.itself, variant.a]
  # error AB3002 `group.itself`: group.itself is defined by itself. Name something else here, or write the value out.
}

group "first" {
  variants = [group.second]
  # error AB3002 `group.second`: These need each other, so none of them can have a value: group.first -> group.second -> group.first. One of the steps has to go.
}

group "second" {
  variants = [variant.a, group.first]
  # note `group.first`: group.second needs group.first
}

group "a" {
# error AB4011 `"a"`: There is also a variant "a". Commands take either by its name, so they could not tell which is meant. Give the group another name.
  variants = [variant.b]
}

group "py" {
# error AB4011 `"py"`: There is also a variant "py". Commands take either by its name, so they could not tell which is meant. Give the group another name.
  variants = [variant.b]
}

group "py-312" {
# error AB4011 `"py-312"`: There is also a variant "py-312". Commands take either by its name, so they could not tell which is meant. Give the group another name.
  variants = [variant.b]
}

group "all" {
# error AB2007 `"all"`: group.all is already declared. The blocks of all files of a unit share their names; give one of the two another name.
  variants = [variant.b]
}

group "follows" {
  variants = [group.all.variants]
  # error AB3003 `group.all.variants`: group.all is a value without attributes or elements, so nothing can follow it.
}

locals {
  groups = [group.all]
}

budget "all" {
  applies_to = [group.all, layer.base, local.groups]
  max        = "1GB"
}

policy "none" {
  applies_to = [group.nothing, group.second, group.twice]
  # error AB3001 `group.nothing`: There is no group "nothing". Did you mean group.string? => Change to group.string
  forbid     = ["gcc"]
}

waiver "all" {
  for     = group.all
  # error AB4002 `group.all`: for wants a layer or variant; group.all is a group.
  metric  = "max"
  max     = "2GB"
  reason  = "x"
  expires = "2999-01-01"
}

publish "all" {
  variants   = [group.python]
  # error AB4022 `group.python`: variant.py["312"] and variant.py["311"] both exist on aarch64-linux, and under a tag there is one image for each platform. Remove tags, so that each is pushed under its own, or give each a publish block.
  # note `group.python`: the other variant
  repository = "example.com/all"
  tags       = ["latest"]
  # note `["latest"]`: the tags of both
}

variant "c1" {
  layers = [group.all]
  # error AB4002 `group.all`: layers wants layers; group.all is a group.
}

agentbox {
  default = group.all
  # error AB4002 `group.all`: default wants a variant; group.all is a group.
}
