layer "before" {
  packages = [pkgs.git]
}

description = <<EOT
    hello
EOT