# Imported from Containerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "base" {
  description = "ubuntu:22.04"
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
  packages = [
    pkgs.glibcLocales,
    pkgs.zsh,
    pkgs.tmux,
    pkgs.neovim,
    pkgs.fzf,
    pkgs.bat,
    pkgs.htop,
    pkgs.less,
    pkgs.man-db,
    pkgs.openssh,
    pkgs.gnupg,
    pkgs.git,
    pkgs.nodejs_20,
  ]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    cmd = ["bash"]
    env = {
      LANG   = "en_US.UTF-8"
      LC_ALL = "en_US.UTF-8"
    }
    user        = user.dev
    working_dir = "/home/dev"
  }

  user "dev" {
    uid    = 1000
    shell  = "/bin/zsh"
    groups = ["sudo", "docker"]
  }
}
