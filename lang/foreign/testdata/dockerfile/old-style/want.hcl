# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "base" {
  description = "centos:7"
  packages = [
    pkgs.bashInteractive,
    pkgs.coreutils,
    pkgs.findutils,
    pkgs.gnugrep,
    pkgs.gnused,
    pkgs.gawk,
    pkgs.gnutar,
    pkgs.gzip,
  ]
}

layer "tools" {
  packages = [pkgs.jdk17, pkgs.gcc, pkgs.which]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    cmd = ["/bin/sh", "-c", "java $JAVA_OPTS -jar app.jar"]
    env = {
      JAVA_OPTS = "-Xmx1g -Dfile.encoding=UTF-8"
      home_page = "http://example.org/?a=b"
    }
    working_dir = "/srv/app"
    ports       = [8080]
    labels = {
      "org.opencontainers.image.authors" = "someone@example.org"
    }
  }

  file "/etc/app.json" {
    content = "{\"a\": \"$${b}\"}\n"
  }

  file "/etc/app.txt" {
    content = <<-EOT
      one
      two
      three
    EOT
  }

  directory "/srv" {}

  directory "/srv/app" {}
}
