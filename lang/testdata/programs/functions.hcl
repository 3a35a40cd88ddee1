# Functions of the unit: what they see, and what becomes of store paths.

platform "x86_64-linux" {}
platform "aarch64-linux" {}

variable "version" {
  default = "3.12.1"
  validation {
    condition     = major(var.version) == "3"
    error_message = "Only Python 3 will do."
  }
}

function "major" {
  params = [version]
  result = split(".", version)[0]
}

function "python" {
  params          = [version]
  variadic_params = modules
  result          = [for name in concat([""], modules) : pkg(join("", compact(["python${version}", name != "" ? ".pkgs.${name}" : ""])))]
}

function "shell" {
  params = [package]
  result = { path = "${package}/bin/sh", args = [package, "-c"] }
}

function "heading" {
  result = "${local.title} for ${platform.arch}, Python ${major(var.version)}"
}

function "of" {
  params = [layer]
  result = { for name in layer : name => layers(name) }
}

function "layers" {
  params = [name]
  result = name == "base" ? [layer.base] : []
}

function "default" {
  params = [value]
  result = coalesce(value, "none")
}

locals {
  title = "agentbox"
  none  = default(null)
  both  = [for f in ["a.b", "c.d"] : major(f)]
}

layer "base" {
  packages    = python("312", "pip", "wheel")
  description = heading()
}

variant "a" {
  layers = of(["base"]).base
  config {
    entrypoint = shell(pkgs.bash).args
    env        = { SHELL = shell(pkgs.bash).path, NONE = local.none, BOTH = join(",", local.both) }
  }
}
