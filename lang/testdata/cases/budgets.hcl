# Budgets and version requirements.
#! version 0.1.0

agentbox {
  required_version = ">= 1.0"
  # error AB2015 `">= 1.0"`: This unit wants agentboxc >= 1.0; this is 0.1.0. Install a version that fits, or change required_version.
}

budget "all" {
  applies_to = [layer.base]
  max        = "1GB"
}

layer "base" {
  packages = [pkgs.git]
  budget {
  # note `budget`: the first one
    max  = "50MB"
    warm = 90
    # error AB2002 `warm`: There is no attribute "warm" in a budget block. Did you mean "warn"? => Change to "warn"
  }
  budget {
  # error AB2006 `budget`: There may be only one budget block here. Merge the two.
    max = "60MB"
  }
}

variant "a" {
  layers = [layer.base]
  budget {
  }
}

# --- a requirement that is none

agentbox {
  required_version = "the newest"
  # error AB2015 `"the newest"`: required_version is "the newest", but it must be a version constraint, such as >= 1.2, < 2.0.
}

variant "a" {
}

# --- a requirement that is met
#! version 1.2.3

agentbox {
  required_version = "~> 1.2"
}

variant "a" {
}

# --- top-level budgets

locals {
  arch = platform.arch
}

budget "mistakes" {
  applies_to = [layer.bse, variant.a, layer.base, layer.base, pkgs.git, "base", "both", "nothing", variant.common]
  # error AB3001 `layer.bse`: There is no layer "bse". Did you mean layer.base? => Change to layer.base
  # warning AB4019 `layer.base`: layer.base already stands in this list; once is enough.
  # note `layer.base`: the first time
  # error AB4002 `pkgs.git`: applies_to wants layers or variants or groups; pkgs.git is a package.
  # error AB4002 `"base"`: applies_to wants layers or variants or groups; this is "base". A reference is written without quotes: layer.base. => Change to layer.base
  # error AB4002 `"both"`: applies_to wants layers or variants or groups; this is "both". A reference is written without quotes: layer.both or variant.both. => Change to layer.both | Change to variant.both
  # error AB4002 `"nothing"`: applies_to wants layers or variants or groups; this is "nothing". A reference is written without quotes, as in [variant.runtime, layer.base].
  # error AB4015 `variant.common`: variant.common is abstract: it exists to be extended and is never built, so no budget can hold for it. Name the variants that extend it.
  max        = 50
  # error AB4006 `50`: max is a size, so it needs a unit: "50MB" is 50·10⁶ bytes, "50MiB" is 50·2²⁰ bytes. => Change to "50MB" | Change to "50MiB"
  max_growth = platform.arch == "arm64" ? "5%" : "6%"
  # error AB3005 `platform.arch`: platform.arch cannot stand here. This block is the same for every platform, so its values cannot depend on one.
  max_waste  = local.arch
  # error AB3005 `local.arch`: local.arch cannot stand here. It depends on the platform, and this block is the same for every platform.
  warn       = "none"
  # error AB4002 `"none"`: warn wants a number; this is "none".
}

budget "string" {
  applies_to = layer.base
  # error AB4002 `layer.base`: applies_to wants a list; this is layer.base, which is a layer.
  max        = "1GB"
  limit      = 5
  # error AB2002 `limit`: There is no attribute "limit" in a budget block. The attributes here are applies_to, max, max_compressed, max_layers, max_layer, max_waste, max_growth, warn.
}

budget "empty" {
  applies_to = []
}

budget {
# error AB2004 `budget`: This block has no label, but a budget is written as: budget "NAME" { … }
}

layer "base" {
  packages = [pkgs.git]
}

layer "both" {
}

variant "both" {
}

variant "common" {
# note `variant "common"`: declared here
  abstract = true
}

variant "a" {
  extends = variant.common
  layers  = [layer.base]
}

# --- waivers
#! today 2026-06-30

layer "base" {
  packages = [pkgs.git]
  budget {
    max        = "50MB"
    max_layers = 3
    max_growth = "5%"
  }
}

layer "free" {
}

variant "common" {
# note `variant "common"`: declared here
  abstract = true
  budget {
    max = "1GB"
  }
}

variant "a" {
  extends = variant.common
  layers  = [layer.base]
}

waiver "fine" {
  for     = layer.base
  metric  = "max"
  max     = "60MB"
  reason  = "It grew."
  expires = "2026-06-30"
}

waiver "past" {
  for     = layer.base
  metric  = "max_layers"
  max     = 4
  reason  = "It grew."
  expires = "2026-06-29"
  # error AB4020 `"2026-06-29"`: waiver.past ended on 2026-06-29. Remove what needs it, or renew it with a later date.
}

waiver "wrong" {
  for     = layer.bse
  # error AB3001 `layer.bse`: There is no layer "bse". Did you mean layer.base? => Change to layer.base
  metric  = "maximum"
  # error AB4003 `"maximum"`: metric cannot be "maximum". Did you mean "max"?
  max     = "60MB"
  reason  = 5
  expires = "tomorrow"
  # error AB4003 `"tomorrow"`: expires is "tomorrow", but it must be a date as YYYY-MM-DD.
}

waiver "near" {
  for     = "base"
  # error AB4002 `"base"`: for wants a layer or variant; this is "base". A reference is written without quotes: layer.base. => Change to layer.base
  metric  = "max_layer"
  max     = 60
  # error AB4006 `60`: max is a size, so it needs a unit: "60MB" is 60·10⁶ bytes, "60MiB" is 60·2²⁰ bytes. => Change to "60MB" | Change to "60MiB"
  reason  = "It grew."
  expires = "2026-06-31"
  # error AB4003 `"2026-06-31"`: expires is "2026-06-31", but it must be a date as YYYY-MM-DD.
}

waiver "count" {
  for     = pkgs.git
  # error AB4002 `pkgs.git`: for wants a layer or variant; pkgs.git is a package.
  metric  = "max_layers"
  max     = "4MB"
  # error AB4002 `"4MB"`: max wants a number; this is "4MB".
  reason  = "It grew."
  expires = "2026-12-31"
}

waiver "abstract" {
  for     = variant.common
  # error AB4015 `variant.common`: variant.common is abstract: it exists to be extended and is never built, so there is no limit of it to raise. Name the variants that extend it.
  metric  = "max_growth"
  max     = 5
  # error AB4006 `5`: max is a percentage or a size, so it needs a unit: "5%" is percent, "5MB" is 5·10⁶ bytes. => Change to "5%" | Change to "5MB"
  reason  = "It grew."
  expires = "2026-12-31"
}

waiver "null" {
  for     = layer.base
  metric  = "max"
  max     = null
  # error AB4004 `null`: max is null, which is as good as not set, and it has to be set, for example: max = "200MB"
  reason  = "It grew."
  expires = "2026-12-31"
}

waiver "bare" {
# error AB2003 `waiver "bare"`: waiver.bare needs the attribute "expires", for example: expires = "2027-03-31"
# error AB2003 `waiver "bare"`: waiver.bare needs the attribute "for", for example: for = layer.cuda
# error AB2003 `waiver "bare"`: waiver.bare needs the attribute "max", for example: max = "3GB"
# error AB2003 `waiver "bare"`: waiver.bare needs the attribute "metric", for example: metric = "max"
# error AB2003 `waiver "bare"`: waiver.bare needs the attribute "reason", for example: reason = "The new toolkit is larger."
}

# --- waivers without effect
#! today 2026-06-30

layer "base" {
  packages = [pkgs.git]
  budget {
    max        = "50MB"
    max_layers = 3
    max_growth = "5%"
    # note `"5%"`: the limit
  }
}

layer "free" {
}

layer "nowhere" {
  only = []
}

variant "a" {
  layers = [layer.base]
  budget {
    max = "1GB"
    # note `"1GB"`: the limit
  }
}

budget "low" {
  applies_to = [layer.base]
  max        = "40MB"
}

waiver "no-budget" {
# warning AB4021 `waiver "no-budget"`: No budget limits anything of layer.free, so there is nothing to raise. Remove the waiver.
  for     = layer.free
  metric  = "max"
  max     = "60MB"
  reason  = "It grew."
  expires = "2026-12-31"
}

waiver "no-limit" {
# warning AB4021 `waiver "no-limit"`: No budget limits max_waste of layer.base, so there is nothing to raise. What is limited: max, max_growth, max_layers.
  for     = layer.base
  metric  = "max_waste"
  max     = "60MB"
  reason  = "It grew."
  expires = "2026-12-31"
}

waiver "lower" {
# warning AB4021 `waiver "lower"`: max of variant.a may be 1GB already, and 1000MB is not more. Remove the waiver.
  for     = variant.a
  metric  = "max"
  max     = "1000MB"
  reason  = "It grew."
  expires = "2026-12-31"
}

waiver "unit" {
# warning AB4021 `waiver "unit"`: max_growth of layer.base is limited to 5%, which 60MB cannot replace: a percentage and a size do not compare. Write max as the limit is written.
  for     = layer.base
  metric  = "max_growth"
  max     = "60MB"
  reason  = "It grew."
  expires = "2026-12-31"
}

waiver "one" {
# warning AB4021 `waiver "one"`: waiver.two already raises max of layer.base to 60MB, which is not less. Remove one of the two.
  for     = layer.base
  metric  = "max"
  max     = "45MB"
  reason  = "It grew."
  expires = "2026-12-31"
}

waiver "two" {
# note `waiver "two"`: the other waiver
  for     = layer.base
  metric  = "max"
  max     = "60MB"
  reason  = "It grew."
  expires = "2026-12-31"
}

waiver "nowhere" {
  for     = layer.nowhere
  metric  = "max"
  max     = "60MB"
  reason  = "It exists on no platform, which is no mistake of the waiver."
  expires = "2026-12-31"
}
