platform "x86_64-linux" {}
platform "aarch64-linux" {}

layer "base" {
  packages = [pkgs.git]
  budget {
    max        = platform.arch == "arm64" ? "60MB" : "50MB"
    max_layers = 3
    warn       = 90
  }
}

layer "free" {
  packages = [pkgs.jq]
}

variant "common" {
  abstract = true
  budget {
    max = "1GB"
  }
}

variant "inherits" {
  extends = variant.common
  layers  = [layer.base]
}

variant "own" {
  extends = variant.common
  layers  = [layer.free]
  tag     = "mine"
  budget {
    max_growth = "5%"
  }
}

budget "z" {
  applies_to     = [layer.base, variant.own]
  max            = "2GB"
  max_compressed = "1.5 GiB"
}

budget "a" {
  applies_to = [variant.own]
  max        = "900MB"
}

waiver "base" {
  for     = layer.base
  metric  = "max"
  max     = "70MB"
  reason  = "It grew."
  expires = "2026-12-31"
  owner   = "us"
}

waiver "own" {
  for     = variant.own
  metric  = "max_growth"
  max     = "10%"
  reason  = "It grew, too."
  expires = "2026-12-31"
}

package "script" "hello" {
  text = "echo hello"
}

policy "lean" {
  applies_to = [variant.own, layer.base, variant.inherits]
  forbid     = [pkgs.gcc, "openssl-1.1*", package.script.hello, "perl"]
  reason     = "It stays lean."
}

publish "tags" {
  variants    = [variant.own]
  repository  = "ghcr.io/team/box"
  tags        = ["latest", "v1"]
  compression = "zstd"
}

publish "own-tags" {
  variants   = [variant.own, variant.inherits]
  repository = "ghcr.io/team/own"
  level      = 9
}

publish "plain" {
  variants    = [variant.own]
  repository  = "ghcr.io/team/plain"
  tags        = ["latest"]
  compression = "none"
}
