# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

platform "x86_64-linux" {}

package "python_env" "main" {
  python = pkgs.python3
  packages = [
    "torch",
    "transformers",
    # accelerate: not known in nixpkgs
    # flash-attn: not known in nixpkgs
    "pip",
  ]
}

layer "base" {
  description = "nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04"
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
  packages = [pkgs.ffmpeg, pkgs.libGL, pkgs.libsndfile]
}

layer "python" {
  packages = [package.python_env.main]
}

variant "runtime" {
  layers = [layer.base, layer.tools, layer.python]

  config {
    cmd = ["/bin/sh", "-c", "python3 -m server --port 8080"]
    env = {
      LD_LIBRARY_PATH = "/usr/local/cuda/lib64:"
      HF_HOME         = "/models"
    }
    ports   = [8080]
    volumes = ["/models"]
  }

  directory "/models" {
    mode = "1777"
  }
}
