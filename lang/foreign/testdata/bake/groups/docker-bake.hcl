# What continuous integration builds.
variable "TAG" {
  default = "v1"
}

variable "REGISTRY" {
  default = "ghcr.io/acme"
}

variable "FROM_ENVIRONMENT" {}

function "image" {
  params = [name]
  result = "${REGISTRY}/${name}:${TAG}"
}

group "default" {
  targets = ["web", "tools", "matrixed"]
}

group "all" {
  targets = ["default", "worker"]
}

target "_common" {
  args = {
    PYTHON = "3.12"
  }
  labels = {
    "org.opencontainers.image.vendor" = upper("acme")
    "org.opencontainers.image.revision" = FROM_ENVIRONMENT
  }
  platforms  = ["linux/amd64", "linux/arm64"]
  cache-from = ["type=gha"]
}

target "web" {
  inherits   = ["_common"]
  dockerfile = "docker/web.Dockerfile"
  target     = "runtime"
  tags       = [image("web"), image("web-extra"), "${REGISTRY}/web:latest"]
  secret     = ["id=token"]
}

target "tools" {
  inherits   = ["_common", "missing"]
  dockerfile = "docker/tools.Dockerfile"
  platforms  = ["linux/amd64"]
  tags       = [image("web"), join("", [REGISTRY, "/tools"])]
  args = {
    EXTRA = "ripgrep"
  }
  annotations = ["a=b"]
}

target "worker" {
  context = "https://github.com/acme/worker.git"
}

target "matrixed" {
  name = "m-${v}"
  matrix = {
    v = ["1", "2"]
  }
}
