# Imported from apko.yaml by agentboxc import.
# Packages have the versions of the locked nixpkgs.

variant "runtime" {
  directory "/var/empty" {
    mode = "0755"
  }

  file "/etc/flag" {
    content = ""
    mode    = "0600"
  }

  symlink "/usr/bin/sh" {
    target = "/bin/busybox"
  }
}
