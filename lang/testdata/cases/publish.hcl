# Where images are pushed to.

publish "wrong" {
  variants    = [variant.common, layer.base, "a", variant.c]
  # error AB4015 `variant.common`: variant.common is abstract: it exists to be extended and is never built, so there is no image of it to push. Name the variants that extend it.
  # error AB4002 `layer.base`: variants wants variants or groups; layer.base is a layer.
  # error AB4002 `"a"`: variants wants variants or groups; this is "a". A reference is written without quotes: variant.a. => Change to variant.a
  # error AB3001 `variant.c`: There is no variant "c". Did you mean variant.a? => Change to variant.a
  repository  = "https://ghcr.io/team/agentbox"
  # error AB4003 `"https://ghcr.io/team/agentbox"`: repository is "https://ghcr.io/team/agentbox", but it must be a repository such as ghcr.io/team/agentbox: a path in lower case, with a registry in front, and without a scheme and a tag.
  tags        = ["latest", ".hidden", "v1:2", "latest", 5]
  # error AB4003 `".hidden"`: An element of tags is ".hidden", but it must be an image tag: up to 128 letters, digits, _, . and -, not starting with . or -.
  # error AB4003 `"v1:2"`: An element of tags is "v1:2", but it must be an image tag: up to 128 letters, digits, _, . and -, not starting with . or -.
  # warning AB4019 `"latest"`: "latest" already stands in this list; once is enough.
  # note `"latest"`: the first time
  index       = "maybe"
  # error AB4002 `"maybe"`: index wants true or false; this is "maybe".
  compression = "zstdd"
  # error AB4003 `"zstdd"`: compression cannot be "zstdd". Did you mean "zstd"?
  level       = 50
  # error AB4003 `50`: level is 50, but it must be a whole number, from 1 to 9 for gzip and from 1 to 22 for zstd.
}

publish "levels" {
  variants   = [variant.a]
  repository = "ghcr.io/team/levels"
  level      = 12
  # error AB4003 `12`: level is 12, but gzip has the levels 1 to 9.
}

publish "no-level" {
  variants    = [variant.a]
  repository  = "ghcr.io/team/none"
  compression = "none"
  level       = 1
  # error AB4003 `1`: Layers that are not compressed have no level. Remove it, or set compression to "gzip" or "zstd".
}

publish "zstd" {
  variants    = [variant.a]
  repository  = "ghcr.io/team/zstd"
  compression = "zstd"
  level       = 22
}

publish "empty" {
  variants   = []
  # error AB4003 `[]`: variants is empty, so nothing would be pushed. Put something in, or leave the block out.
  repository = "ghcr.io/team/empty"
  tags       = [for t in ["x"] : t if t == "y"]
  # error AB4003 `[for t in ["x"] : t if t == "y"]`: tags is empty, so nothing would be pushed. Put something in, or leave the block out.
}

publish "bare" {
# error AB2003 `publish "bare"`: publish.bare needs the attribute "repository", for example: repository = "ghcr.io/team/agentbox"
# error AB2003 `publish "bare"`: publish.bare needs the attribute "variants", for example: variants = [variant.runtime]
}

layer "base" {
}

variant "common" {
# note `variant "common"`: declared here
  abstract = true
}

variant "a" {
  extends = variant.common
}

# --- repositories

locals {
  good = ["box", "team/box", "ghcr.io/Team/box"]
}

publish "g1" {
  variants   = [variant.a]
  repository = "box"
}

publish "g2" {
  variants   = [variant.a]
  repository = "localhost:5000/team/a__b.c--d/e"
}

publish "g3" {
  variants   = [variant.a]
  repository = "[::1]:5000/box"
}

publish "g4" {
  variants   = [variant.a]
  repository = "GHCR.io/box"
}

publish "b1" {
  variants   = [variant.a]
  repository = "ghcr.io/Team/box"
  # error AB4003 `"ghcr.io/Team/box"`: repository is "ghcr.io/Team/box", but it must be a repository such as ghcr.io/team/agentbox: a path in lower case, with a registry in front, and without a scheme and a tag.
}

publish "b2" {
  variants   = [variant.a]
  repository = "ghcr.io/team/box:latest"
  # error AB4003 `"ghcr.io/team/box:latest"`: repository is "ghcr.io/team/box:latest", but it must be a repository such as ghcr.io/team/agentbox: a path in lower case, with a registry in front, and without a scheme and a tag.
}

publish "b3" {
  variants   = [variant.a]
  repository = "ghcr.io/team/a..b"
  # error AB4003 `"ghcr.io/team/a..b"`: repository is "ghcr.io/team/a..b", but it must be a repository such as ghcr.io/team/agentbox: a path in lower case, with a registry in front, and without a scheme and a tag.
}

publish "b4" {
  variants   = [variant.a]
  repository = "ghcr.io//box"
  # error AB4003 `"ghcr.io//box"`: repository is "ghcr.io//box", but it must be a repository such as ghcr.io/team/agentbox: a path in lower case, with a registry in front, and without a scheme and a tag.
}

publish "b5" {
  variants   = [variant.a]
  repository = "ghcr.io/team/box@sha256:0123"
  # error AB4003 `"ghcr.io/team/box@sha256:0123"`: repository is "ghcr.io/team/box@sha256:0123", but it must be a repository such as ghcr.io/team/agentbox: a path in lower case, with a registry in front, and without a scheme and a tag.
}

publish "b6" {
  variants   = [variant.a]
  repository = "-ghcr.io/box"
  # error AB4003 `"-ghcr.io/box"`: repository is "-ghcr.io/box", but it must be a repository such as ghcr.io/team/agentbox: a path in lower case, with a registry in front, and without a scheme and a tag.
}

publish "b7" {
  variants   = [variant.a]
  repository = "ghcr.io/a___b"
  # error AB4003 `"ghcr.io/a___b"`: repository is "ghcr.io/a___b", but it must be a repository such as ghcr.io/team/agentbox: a path in lower case, with a registry in front, and without a scheme and a tag.
}

publish "b8" {
  variants   = [variant.a]
  repository = "${pkgs.git}/box"
  # error AB4005 `"${pkgs.git}/box"`: repository cannot hold the store path of a package: the value is "${pkgs.git}/box", and the path is known only when Nix builds.
}

publish "b9" {
  variants   = [variant.a]
  repository = "ghcr.io/${platform.arch}"
  # error AB3005 `platform.arch`: platform.arch cannot stand here. This block is the same for every platform, so its values cannot depend on one.
}

variant "a" {
}

# --- tags that would be taken away

publish "first" {
  variants   = [variant.a]
  repository = "team/box"
  tags       = ["latest", "v1"]
  # note `"v1"`: the first time
  # note `"v1"`: the first time
}

publish "second" {
  variants   = [variant.b]
  repository = "docker.io/team/box"
  tags       = ["v2", "v1"]
  # error AB4022 `"v1"`: publish.first already pushes to docker.io/team/box:v1, and the later push would take the tag away. Choose another tag or repository.
}

publish "own" {
  variants   = [variant.a, variant.b]
  # error AB4022 `variant.b`: publish.first already pushes to index.docker.io/team/box:v1, and the later push would take the tag away. Choose another tag or repository.
  repository = "index.docker.io/team/box"
}

publish "other" {
  variants   = [variant.a]
  repository = "ghcr.io/team/box"
  tags       = ["latest", "v1"]
}

publish "together" {
  variants   = [variant.a, variant.arm, variant.b]
  # error AB4022 `variant.arm`: variant.arm and variant.a both exist on aarch64-linux, and under a tag there is one image for each platform. Remove tags, so that each is pushed under its own, or give each a publish block.
  # note `variant.a`: the other variant
  repository = "ghcr.io/team/together"
  tags       = ["latest"]
  # note `["latest"]`: the tags of both
}

publish "apart" {
  variants   = [variant.intel, variant.arm]
  repository = "ghcr.io/team/apart"
  tags       = ["latest"]
}

publish "single" {
  variants   = [variant.intel, variant.arm]
  repository = "ghcr.io/team/single"
  tags       = ["latest"]
  index      = false
  # error AB4022 `false`: Without an index there is a single image under a tag, but there are images for aarch64-linux and x86_64-linux. Remove index, or name variants that exist on one platform.
}

publish "fine" {
  variants   = [variant.intel]
  repository = "ghcr.io/team/single"
  index      = false
}

publish "differ" {
  variants   = [variant.differ]
  # error AB4022 `variant.differ`: variant.differ has another tag on each platform (arm64, amd64), so it has none under which its images could be pushed as one. Set tags.
  repository = "ghcr.io/team/differ"
}

publish "differ-and-more" {
  variants   = [variant.a, variant.differ]
  # error AB4022 `variant.differ`: variant.differ has another tag on each platform (arm64, amd64), so it has none under which its images could be pushed as one. Give it a publish block of its own, and set tags there.
  repository = "ghcr.io/team/differ-and-more"
}

variant "a" {
}

variant "b" {
  tag = "v1"
}

variant "arm" {
  platforms = ["arm64"]
}

variant "intel" {
  platforms = ["amd64"]
}

variant "differ" {
  tag = platform.arch
}

# --- nulls, and variants that are not there

locals {
  none = null
}

publish "p" {
  variants   = [variant.v]
  repository = local.none
  # error AB4004 `local.none`: repository is null, which is as good as not set, and it has to be set, for example: repository = "ghcr.io/team/agentbox"
  tags       = null
}

publish "q" {
  variants    = null
  # error AB4004 `null`: variants is null, which is as good as not set, and it has to be set, for example: variants = [variant.runtime]
  repository  = "a/b"
  tags        = null
  compression = "none"
  level       = null
}

publish "r" {
  variants    = [variant.v, variant.nowhere, variant.common]
  # error AB4015 `variant.common`: variant.common is abstract: it exists to be extended and is never built, so there is no image of it to push. Name the variants that extend it.
  repository  = "a/b"
  tags        = null
  compression = null
  level       = null
}

publish "s" {
  variants   = [variant.nowhere, variant.v]
  repository = "a/c"
  tags       = ["latest"]
  index      = false
}

platform "x86_64-linux" {}

input "x" {
  url = null
  # error AB4004 `null`: url is null, which is as good as not set, and it has to be set, for example: url = "github:NixOS/nixpkgs/nixos-24.11"
}

variant "v" {
}

variant "nowhere" {
  platforms = []
}

variant "common" {
# note `variant "common"`: declared here
  abstract = true
}
