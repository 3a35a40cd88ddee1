# What the modules bring has to be what the images are made of.

run "tools" {
  assert {
    condition     = contains(variant.data.layers, module.data.layer.tools)
    error_message = "The image is built on the layer of its own module."
  }

  assert {
    condition     = module.data.layer.tools.packages == [pkgs.git, pkgs.jq, pkgs.sqlite] && module.base.layer.tools.packages == [pkgs.git]
    error_message = "Each module has its own choice of tools."
  }

  assert {
    condition     = variant.data.config.cmd == ["${module.data.package.script.greet}/bin/greet"]
    error_message = "The image greets with the script of its module."
  }
}
