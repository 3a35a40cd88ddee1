# What is laid into the root directory.

variant "rootfs" {
  rootfs {
    link     = ["/bin", "lib", "/a/../b", "${pkgs.git}/share"]
    # error AB4003 `"lib"`: An element of link is "lib", but it must be an absolute path without .., such as /var/lib.
    # error AB4003 `"/a/../b"`: An element of link is "/a/../b", but it must be an absolute path without .., such as /var/lib.
    # error AB4005 `"${pkgs.git}/share"`: link cannot hold the store path of a package: the value is "${pkgs.git}/share", and the path is known only when Nix builds.
    standard = "perhaps"
    # error AB4002 `"perhaps"`: standard wants true or false; this is "perhaps".
  }
}

variant "files" {
  file "etc/motd" {
  # error AB4003 `"etc/motd"`: "etc/motd" is not an absolute path. Write the path in the image as the label, or set path.
    content = "hello"
  }
  file "motd" {
  # note `file "motd"`: the first one
  # note `file "motd"`: /etc/motd is made here
    path    = "/etc/motd"
    content = "hello"
    mode    = "rw-r--r--"
    # error AB4003 `"rw-r--r--"`: mode is "rw-r--r--", but it must be a file mode of three or four octal digits, such as "0644".
    owner   = "nobody"
  }
  file "/etc/issue" {
  # note `file "/etc/issue"`: /etc/issue is made here
    source = "./files/isue"
    # error AB4010 `"./files/isue"`: There is no file "./files/isue". Paths are relative to the file that holds them, so this is unit/files/isue in the workspace.
    mode   = "888"
    # error AB4003 `"888"`: mode is "888", but it must be a file mode of three or four octal digits, such as "0644".
    owner  = "root:staff"
    # error AB4003 `"root:staff"`: The image has no user or group "staff". Declare it in the variant with: user "staff" { uid = 1000 }
  }
  file "/etc/list" {
    content = ["a", "b"]
    # error AB4002 `["a", "b"]`: content wants a string; this is a list of 2 elements.
    mode    = 644
    owner   = 1000
  }
  directory "/etc/motd" {
  # error AB4011 `directory "/etc/motd"`: Two blocks of the variant lay something at /etc/motd.
    mode = "07777"
    # error AB4003 `"07777"`: mode is "07777", but it must be a file mode of three or four octal digits, such as "0644".
  }
  directory "/etc/issue/below" {
  # error AB4011 `directory "/etc/issue/below"`: /etc/issue/below lies below /etc/issue, which is not a directory.
  }
  directory "/" {
  # error AB4003 `"/"`: Every image has /, and nothing can be laid in its place.
    mode = "0755"
  }

  directory "/var/lib" {
  # error AB4011 `directory "/var/lib"`: Two blocks of the variant lay something at /var/lib.
    owner = user.agnt
    # error AB3001 `user.agnt`: This variant has no user "agnt". Did you mean user.agent? => Change to user.agent
  }
  symlink "/etc/motd/link" {
  # error AB4011 `symlink "/etc/motd/link"`: /etc/motd/link lies below /etc/motd, which is not a directory.
    target = "/bin/sh"
  }
  symlink "/var/lib" {
  # note `symlink "/var/lib"`: the first one
    target = ""
  }
  symlink "/lib64" {
  # error AB2003 `symlink "/lib64"`: symlink "/lib64" needs the attribute "target", for example: target = "${pkgs.python3}/bin/python3"
  }
  user "agent" {
    uid = 1000
  }
}

# One path twice is one mistake, in the child as in the parent.
variant "parent" {
  file "/etc/a" {
  # note `file "/etc/a"`: the first one
    content = "a"
  }
  symlink "/etc/a" {
  # error AB4011 `symlink "/etc/a"`: Two blocks of the variant lay something at /etc/a.
    target = "/b"
  }
}

variant "child" {
  extends = variant.parent
}

variant "link-for-etc" {
  symlink "/etc" {
  # error AB4011 `symlink "/etc"`: /etc is a directory, because every image has an /etc/passwd and its like. Set standard = false in the rootfs block to lay something else there.
    target = "/config"
  }
}

variant "own-etc" {
  rootfs {
    standard = false
  }
  symlink "/etc" {
    target = "/config"
  }
  symlink "/usr/bin" {
    target = "/bin"
  }
}
