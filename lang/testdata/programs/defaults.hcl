# What is there without being said.

variant "abstract" {
  abstract = true
}

variant "b" {
  user "agent" {
    uid = 1000
  }
  file "/etc/motd" {
    source = "./files/motd"
    owner  = "agent:nobody"
  }
  directory "/data" {
    owner = user.agent
    mode  = "1777"
  }
  directory "/srv/" {
    owner = 1234
  }
  symlink "sh" {
    path   = "/bin/sh"
    target = "${pkgs.bash}/bin/sh"
  }
}

variant "a" {
}
