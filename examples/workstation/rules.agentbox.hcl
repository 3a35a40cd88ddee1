# What no image may break, and where images go. Theirs had estimates of sizes in
# comments and nothing that checked them; these are checked with every build.

group "headless" {
  variants = [variant.runtime, variant.full]
}

group "images" {
  variants = [group.headless, variant.desktop]
}

# Docker mounts 127 layers at most. The desktop's five and the 125 that its last
# one may become are more than that, should it ever grow so far.
budget "images" {
  applies_to = [group.images]
  max        = "20GB"
  max_layers = 127
  warn       = 90
}

policy "headless" {
  applies_to = [group.headless]
  forbid     = [pkgs.x11vnc, pkgs.openbox, pkgs.tint2]
  reason     = "The desktop is an image of its own; the others stay without a screen."
}

# `agentboxc apply --push`. The images have their platform in their tags, as
# theirs had; a registry finds the image of a platform by itself, under one tag.

locals {
  repository = "ghcr.io/dreamlab-ai/agentbox"
}

publish "runtime" {
  variants   = [variant.runtime]
  repository = local.repository
  tags       = ["runtime", "runtime-${var.version}"]
}

publish "full" {
  variants   = [variant.full]
  repository = local.repository
  tags       = ["full", "full-${var.version}"]
}

publish "desktop" {
  variants   = [variant.desktop]
  repository = local.repository
  tags       = ["desktop", "desktop-${var.version}"]
}
