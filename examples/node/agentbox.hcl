# A Node.js program of one's own, and the modules of the same project for code that
# is mounted into the container. The hash is that of what package-lock.json names:
# leave it out after changing that, and the build tells the new one.

locals {
  hash = "sha256-bauj6/FmlEnZFA9RLgCNPc6Zq9F9bkWrYLaMGe1OFUY="
}

package "npm_package" "greet" {
  nodejs        = pkgs.nodejs_22
  source        = "./cli"
  npm_deps_hash = local.hash
  version       = "1.0.0"
}

package "node_env" "greet" {
  nodejs        = pkgs.nodejs_22
  source        = "./cli"
  npm_deps_hash = local.hash
}

layer "node" {
  packages = [pkgs.nodejs_22]
}

variant "greet" {
  layers   = [layer.node]
  packages = [package.npm_package.greet]

  config {
    cmd = ["${package.npm_package.greet}/bin/greet"]
  }
}

variant "dev" {
  layers   = [layer.node]
  packages = [pkgs.bashInteractive, package.node_env.greet]

  config {
    cmd = ["${pkgs.bashInteractive}/bin/bash"]
    env = { NODE_PATH = "${package.node_env.greet}/lib/node_modules" }
  }
}
