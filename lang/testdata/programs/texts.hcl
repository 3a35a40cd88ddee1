# A store path stays one, wherever the string travels.

platform "x86_64-linux" {}

locals {
  bash  = "${pkgs.bash}/bin/bash"
  tools = { git = pkgs.git, jq = "${pkgs.jq}/bin/jq" }
}

variant "a" {
  config {
    env = {
      JOIN    = join(":", ["${pkgs.git}/bin", local.bash])
      FORMAT  = format("%s --login %v", local.bash, pkgs.git)
      LIST    = join(" ", formatlist("%s/bin", [pkgs.git, pkgs.jq]))
      CONCAT  = join(",", concat([local.bash], [pkgs.git]))
      JSON    = jsonencode({ shell = local.bash, git = pkgs.git, text = "a \"b\" ${pkgs.jq}" })
      CHOICE  = platform.arch == "arm64" ? local.bash : "${pkgs.zsh}"
      FOR     = join(" ", [for name, tool in local.tools : "${name}=${tool}"])
      MERGE   = merge(local.tools, { x = local.bash }).x
      SET     = join(" ", toset([local.bash, local.bash, "a"]))
      TEXT    = tostring(pkgs.git)
      TRY     = try(local.tools.nothing, local.bash)
      SUFFIX  = trimsuffix("${pkgs.git}/", "/")
      INDENT  = indent(2, "a\n${pkgs.git}")
      BLOCK   = "%{ for t in [pkgs.git, pkgs.jq] }${t}/bin:%{ endfor }"
      NUMBER  = 0.1
      WHOLE   = 10000000000
      BOOL    = true
      EMPTY   = ""
      DOLLAR  = "$${HOME} %%{x} '' \\ \""
      PACKAGE = package.script.x
    }
    cmd = [pkgs.git, local.bash, 5]
  }
  file "/etc/heredoc" {
    content = <<-EOT
      shell = ${local.bash}
        indented = ${pkgs.git}
    EOT
  }
}

package "script" "x" {
  text = <<EOT
exec ${local.bash} "$@"
EOT
}
