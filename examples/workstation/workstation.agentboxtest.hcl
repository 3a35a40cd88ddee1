# What has to hold of the unit; `agentboxc test` checks it.

variables {
  version = "2.0.0"
}

run "labels" {
  assert {
    condition = alltrue([
      for labels in [variant.runtime.config.labels, variant.desktop.config.labels] :
      labels["org.opencontainers.image.version"] == var.version
    ])
    error_message = "The images say which version they are."
  }

  assert {
    condition     = endswith(variant.runtime.tag, platform.system)
    error_message = "The tag ${variant.runtime.tag} does not say for which system the image is."
  }
}

run "vnc_is_for_the_tunnel" {
  assert {
    condition     = !contains(variant.desktop.config.ports, "5901/tcp")
    error_message = "VNC has no password, so its port must not be exposed."
  }
}

# The lists are put together anew for each image, and could lose one.
run "images_have_the_same_tools" {
  assert {
    condition = setsubtract(
      flatten([
        layer.base.packages, layer.node.packages, layer.python.packages, layer.rust.packages, layer.wasm.packages,
        layer.database.packages, layer.media.packages, layer.browser.packages, layer.services.packages,
      ]),
      layer.everything.packages,
    ) == []
    error_message = "The image full lacks packages of the others."
  }

  assert {
    condition = setsubtract(
      layer.everything.packages,
      flatten([
        layer.languages.packages, layer.compilers.packages, layer.browser.packages, layer.services.packages,
        variant.desktop.packages,
      ]),
    ) == []
    error_message = "The desktop lacks packages of the other images."
  }
}
