# Limits, what raises them, what is forbidden and where images are pushed to.

layer "base" {
  packages = [pkgs.bash, pkgs.coreutils, pkgs.jq]

  budget {
    max        = "200MB"
    max_layers = 1
    max_growth = "5%"
    warn       = 90
  }
}

layer "node" {
  packages = [pkgs.nodejs_20]
}

variant "common" {
  abstract = true
  layers   = [layer.base]

  budget {
    max            = platform.arch == "arm64" ? "1.1GB" : "1GB"
    max_compressed = "400MB"
  }
}

variant "runtime" {
  extends = variant.common
}

variant "node" {
  extends = variant.common
  layers  = concat(super.layers, [layer.node])
}

variant "free" {
  packages = [pkgs.hello]
}

budget "all" {
  applies_to = [layer.base, layer.node, variant.node]
  max        = "300 MiB"
  max_waste  = "1kB"
}

waiver "node" {
  for     = layer.node
  metric  = "max"
  max     = "350 MiB"
  reason  = "The release is larger than the one before."
  expires = "2099-12-31"
  owner   = "platform"
}

policy "lean" {
  applies_to = [variant.runtime, layer.base]
  forbid     = [pkgs.gcc, "openssl-1.1*"]
  reason     = "Production has no compiler."
}

publish "ghcr" {
  variants   = [variant.runtime, variant.node]
  repository = "ghcr.io/team/agentbox"
}

publish "latest" {
  variants    = [variant.runtime]
  repository  = "ghcr.io/team/agentbox"
  tags        = ["latest"]
  compression = "zstd"
  level       = 9
}
