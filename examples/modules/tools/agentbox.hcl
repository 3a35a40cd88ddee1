# A unit for others to use. It compiles by itself, too.

variable "packages" {
  type        = list(any)
  default     = []
  description = "What the tools layer has besides git"
}

variable "greeting" {
  type    = string
  default = "Welcome."
}

layer "base" {
  packages = [pkgs.bashInteractive, pkgs.coreutils]
}

layer "tools" {
  packages = concat([pkgs.git], var.packages)
}

package "script" "greet" {
  runtime_inputs = [pkgs.coreutils]
  text           = "echo \"${var.greeting}\""
}

variant "shell" {
  layers   = [layer.base, layer.tools]
  packages = [package.script.greet]

  config {
    cmd = ["${package.script.greet}/bin/greet"]
  }
}
