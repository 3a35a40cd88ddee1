# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "base" {
  description = "mcr.microsoft.com/playwright:v1.44.0-jammy"
  packages = [
    pkgs.bashInteractive,
    pkgs.coreutils,
    pkgs.findutils,
    pkgs.gnugrep,
    pkgs.gnused,
    pkgs.gawk,
    pkgs.gnutar,
    pkgs.gzip,
    pkgs.cacert,
    pkgs.nodejs,
    pkgs.playwright-driver.browsers,
  ]
}

layer "tools" {
  packages = [
    pkgs.git,
    pkgs.ripgrep,
    pkgs.fd,
    pkgs.jq,
    pkgs.tini,
    pkgs.sudo,
    pkgs.noto-fonts-color-emoji,
    pkgs.xorg-server,
    pkgs.x11vnc,
    pkgs.claude-code,
    pkgs.codex,
    pkgs.typescript,
    pkgs.pnpm,
  ]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    entrypoint = ["/bin/tini", "--"]
    cmd        = ["bash", "-l"]
    env = {
      PLAYWRIGHT_BROWSERS_PATH                   = "${pkgs.playwright-driver.browsers}"
      PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS = "true"
      DISPLAY                                    = ":99"
    }
    user        = user.agent
    working_dir = "/workspace"
  }

  user "agent" {
    uid    = 1000
    shell  = "/bin/bash"
    groups = ["video", "audio"]
  }

  symlink "/usr/local/bin/fd" {
    target = "/bin/fdfind"
  }

  file "/etc/sudoers.d/agent" {
    content = "agent ALL=(ALL) NOPASSWD:ALL\n"
  }

  directory "/workspace" {}
}
