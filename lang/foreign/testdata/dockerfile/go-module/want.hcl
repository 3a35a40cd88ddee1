# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

package "go_module" "gateway" {
  source       = "."
  sub_packages = ["cmd/server"]
}

layer "base" {
  description = "gcr.io/distroless/static-debian12:nonroot"
  packages    = [pkgs.cacert, pkgs.tzdata]
}

layer "tools" {
  packages = [package.go_module.gateway]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    entrypoint = ["/gateway"]
    user       = user.nonroot
  }

  user "nonroot" {
    uid = 65532
  }

  symlink "/gateway" {
    target = "${package.go_module.gateway}/bin/server"
  }
}
