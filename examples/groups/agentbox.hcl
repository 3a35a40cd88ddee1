# Groups give several variants one name: in the unit, and on the command line:
#
#   agentboxc plan python
#   agentboxc build everyday

layer "base" {
  packages = [pkgs.bash, pkgs.coreutils]
}

variant "runtime" {
  layers = [layer.base]
}

variant "python" {
  for_each = ["311", "312"]
  layers   = [layer.base]
  packages = [pkg("python${each.key}")]
}

variant "debug" {
  layers   = [layer.base]
  packages = [pkgs.git]
}

# All that for_each makes, those of versions to come included.
group "pythons" {
  variants = [variant.python]
}

group "everyday" {
  variants = [variant.runtime, group.pythons]
}

budget "everyday" {
  applies_to = [group.everyday]
  max        = "500MB"
}

policy "no-compiler" {
  applies_to = [group.everyday]
  forbid     = [pkgs.gcc]
  reason     = "Nothing is compiled in production."
}
