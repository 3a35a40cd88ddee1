# Scalars and lists of a child replace, maps and single blocks merge by key, and
# labelled blocks are replaced by label.

platform "x86_64-linux" {}

layer "base" {
  packages = [pkgs.git]
}

layer "more" {
  packages = [pkgs.jq]
}

variant "parent" {
  abstract    = true
  description = "is not inherited"
  layers      = [layer.base]
  packages    = [pkgs.curl]
  image       = "team/parent"
  max_layers  = 3

  config {
    entrypoint  = ["a"]
    cmd         = ["b", "c"]
    env         = { KEPT = "parent", CHANGED = "parent" }
    labels      = { a = "parent" }
    working_dir = "/parent"
    ports       = [80, "53/udp", 8080]
    user        = user.agent
  }
  rootfs {
    link = ["/bin"]
  }
  user "agent" {
    uid = 1000
  }
  user "kept" {
    uid = 1001
  }
  file "/etc/a" {
    content = "parent"
    mode    = "600"
  }
  file "/etc/kept" {
    content = "parent"
    owner   = user.kept
  }
  budget {
    max  = "1GB"
    warn = 90
  }
}

variant "child" {
  extends  = variant.parent
  layers   = concat(super.layers, [layer.more])
  packages = []
  tag      = "${super.image}-${super.config.env.KEPT}" == "team/parent-parent" ? "super" : "wrong"

  config {
    cmd    = []
    env    = { CHANGED = "child", NEW = "${super.config.env.CHANGED}+child" }
    labels = merge(super.config.labels, { b = "child" })
  }
  rootfs {
    standard = false
  }
  user "agent" {
    uid   = 2000
    shell = "${pkgs.bash}/bin/bash"
  }
  file "/etc/a" {
    content = "child"
  }
  budget {
    max_layers = 5
  }
}

variant "grandchild" {
  extends = variant.child
  layers  = reverse(super.layers)
}
