# A Go program of one's own. The hash is that of the modules that go.mod requires:
# leave it out after changing them, and the build tells the new one.

package "go_module" "server" {
  source      = "./server"
  vendor_hash = "sha256-mGKxBRU5TPgdmiSx0DHEd0Ys8gsVD/YdBfbDdSVpC3U="
  version     = "1.0.0"
  ldflags     = ["-s", "-w", "-X main.version=1.0.0"]
}

variant "server" {
  packages = [package.go_module.server]

  config {
    cmd   = ["${package.go_module.server}/bin/server"]
    ports = [8080]
  }
}
