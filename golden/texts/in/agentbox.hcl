# Odd text in every attribute that takes any: what Nix, a shell or JSON would
# read as its own must come out as it was written.

locals {
  odd  = "$${a} '' ''' \\ \" ' $ $$${b} ''$${c} \t`d` #e"
  rows = <<-EOT
    first ''
      $${second} \n
    ''$third ${pkgs.git}''

    last\
  EOT
}

agentbox {
  description = local.odd
}

platform "x86_64-linux" {}
platform "aarch64-linux" {
  builders = ["ssh://a.example aarch64-linux $${x} ''"]
}

input "odd" {
  url = "github:example/odd?dir=a%20b"
}

pkgset "default" {
  allow_unfree = ["a''b", "$${c}"]
  config       = { "a b" = local.odd, "''" = ["a\n''b\n$${c}", "$"], "1" = 1.5, "$${x}" = null }

  permit_insecure "openssl-1.1.1w" {
    reason = local.odd
  }
}

package "script" "odd" {
  text  = local.rows
  check = false
}

package "override" "odd" {
  base = pkgs.hello
  env  = { ODD = local.odd, ROWS = local.rows }
}

package "nix" "odd" {
  file = "./odd.nix"
  args = { odd = local.odd, rows = local.rows, none = null }
}

layer "odd" {
  description = local.odd
  packages    = [package.script.odd, package.override.odd, package.nix.odd, pkgs["gtk+3"], pkgs._7zz]
}

variant "odd" {
  description = local.rows == "" ? "" : local.odd
  layers      = [layer.odd]

  config {
    entrypoint  = [local.odd, local.rows, "", "$${pkgs.git}", "${pkgs.git}", "$", "''", "\n", " "]
    cmd         = ["--${pkgs.git} ''${pkgs.jq} ''"]
    env         = { ODD = local.odd, ROWS = local.rows, EMPTY = "", ARCH = "''${platform.arch}" }
    labels      = { "a.b/c" = local.odd, "$${x}" = "y", "''" = "z" }
    working_dir = "/a b/$${c}/''"
    volumes     = ["/v''", "/$${v}"]
  }

  user "agent" {
    uid   = 1000
    home  = "/home/$${agent}"
    shell = "${pkgs.bashInteractive}/bin/''bash"
  }

  file "/etc/odd file" {
    content = local.rows
  }
  file "/etc/$${odd}''" {
    content = local.odd
  }
  directory "/var/''/$${d}" {
    owner = user.agent
  }
  symlink "/var/link $${l}''" {
    target = "${pkgs.git}/''$${x}"
  }
}

shell "strange" {
  from = variant.odd
  hook = "# ${local.odd}\n: ''\"$${ODD}\"\n" # runs, so it has to be a script
  env  = { ODD = local.odd }
}
