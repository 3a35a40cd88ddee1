# A program that others have built: an archive for each platform, with its hash.

package "fetch_binary" "up" {
  url     = "https://cli.upbound.io/stable/v0.38.4/bundle/up/linux_${platform.arch}.tar.gz"
  version = "0.38.4"
  bin     = "linux_${platform.arch}/up"

  hash = {
    x86_64-linux  = "sha256-f6ggEUV9CRWVcG/RkYzmwaOUljxnJeoVshwkOZL3Toc="
    aarch64-linux = "sha256-bgR9OSHRWFQG50TWt7b8r9Gdb/xE0ps5yu33C58k31I="
  }
}

variant "up" {
  packages = [pkgs.cacert, package.fetch_binary.up]

  config {
    entrypoint = ["${package.fetch_binary.up}/bin/up"]
  }
}
