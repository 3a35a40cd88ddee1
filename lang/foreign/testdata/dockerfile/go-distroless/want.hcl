# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "base" {
  description = "gcr.io/distroless/static-debian12:nonroot"
  packages    = [pkgs.cacert, pkgs.tzdata]
}

variant "runtime" {
  layers = [layer.base]

  config {
    entrypoint = ["/server"]
    user       = user.nonroot
    ports      = [8080]
  }

  user "nonroot" {
    uid = 65532
  }
}
