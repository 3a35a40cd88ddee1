# What has to hold of the unit; `agentboxc test` checks it.

run "both_platforms" {
  assert {
    condition     = variant.box.config.env.PLATFORM == platform.system
    error_message = "PLATFORM is ${variant.box.config.env.PLATFORM}."
  }

  assert {
    condition     = contains(variant.box.layers, layer.x86) == (platform.arch == "amd64")
    error_message = "The layer x86 is for x86_64-linux alone."
  }
}

run "arm" {
  platform = "arm64"

  assert {
    condition     = variant.arm.config.ports == ["8081/tcp"]
    error_message = "It inherits the port of box."
  }
}

run "not_on_x86" {
  platform = "amd64"

  assert {
    condition     = !can(variant.arm)
    error_message = "The image for arm64 does not exist here."
  }
}
