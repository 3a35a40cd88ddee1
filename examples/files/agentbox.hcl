# What is in an image besides packages: accounts, files, directories and links.

layer "base" {
  packages = [pkgs.bashInteractive, pkgs.coreutils]
}

variant "box" {
  layers = [layer.base]

  config {
    cmd         = ["${pkgs.bashInteractive}/bin/bash"]
    user        = user.agent
    working_dir = "/workspace"
    volumes     = ["/workspace"]
  }

  user "agent" {
    uid    = 1000
    shell  = "${pkgs.bashInteractive}/bin/bash"
    groups = ["wheel"]
  }

  # A file of the unit …
  file "/etc/motd" {
    source = "./files/motd"
  }

  # … or text, in which a package is its store path.
  file "/etc/profile" {
    content = <<-EOT
      export SHELL=${pkgs.bashInteractive}/bin/bash
      export PS1='\u@\h:\w$ '
    EOT
  }

  file "secret" {
    path    = "/etc/agent/token.example"
    content = "put the token here\n"
    mode    = "0600"
    owner   = user.agent
  }

  directory "/workspace" {
    owner = user.agent
  }

  directory "/var/cache/agent" {
    mode  = "1777"
    owner = "agent:nobody"
  }

  symlink "/usr/local/bin/sh" {
    target = "${pkgs.bashInteractive}/bin/bash"
  }

  # Only these directories of the packages appear in the root.
  rootfs {
    link = ["/bin", "/share"]
  }
}
