layer "before" {
  packages = [pkgs.git]
}

layer "m" {
  description = <<EOT
    hello
EOT