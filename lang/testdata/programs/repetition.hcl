# What for_each and matrix make.

platform "x86_64-linux" {}
platform "aarch64-linux" {}

variable "pythons" {
  type    = set(string)
  default = ["3.11", "3.12"]
}

layer "base" {
  packages = [pkgs.bash]
}

layer "python" {
  for_each    = var.pythons
  description = "Python ${each.value}, as ${self.name}"
  packages    = ["python${replace(each.key, ".", "")}"]

  budget {
    max = "${substr(each.key, 2, 2)}MB"
  }
}

# What a layer is made for may be other layers.
layer "tools" {
  for_each = layer.python
  only     = each.key == "3.11" ? ["x86_64-linux"] : ["x86_64-linux", "aarch64-linux"]
  packages = ["python${replace(each.key, ".", "")}Packages.pip"]
}

package "script" "run" {
  for_each = { web = 8080, admin = 9090 }
  text     = "exec serve --port ${each.value}"
}

variant "py" {
  for_each = layer.python
  abstract = true
  layers   = [layer.base, each.value]

  config {
    env = { PYTHON = each.key, ENTRY = "${package.script.run["web"]}/bin/run-web" }
  }
}

variant "agent" {
  matrix    = { python = ["3.12", "3.11"], size = ["small", "full"] }
  exclude   = [{ python = "3.11", size = "full" }]
  extends   = variant.py[each.value.python]
  platforms = each.value.size == "full" ? ["x86_64-linux"] : ["x86_64-linux", "aarch64-linux"]
  layers    = concat(super.layers, each.value.size == "full" ? [layer.tools[each.value.python]] : [])
  packages  = values(package.script.run)
  tag       = "${each.value.python}-${each.value.size}"

  config {
    env = { SELF = self.name, KEY = each.key }
  }
}

variant "latest" {
  extends = variant.agent["3.12-full"]
}

shell "default" {
  from = variant.agent["3.12-small"]
}

budget "all" {
  applies_to = concat([variant.latest], values(variant.agent))
  max        = "1GB"
}

agentbox {
  default = variant.agent["3.12-small"]
}
