# The container that coding agents work in: one toolbox for people and for
# agents, in three sizes, for two platforms.

agentbox {
  name        = "agentbox"
  description = "Toolbox for coding agents"
  default     = variant.runtime
}

platform "x86_64-linux" {}
platform "aarch64-linux" {}

# nixpkgs and nix2container are there without being declared. Further inputs
# share this nixpkgs, so that there is one of each package.
input "rust-overlay" {
  url     = "github:oxalica/rust-overlay"
  follows = { nixpkgs = input.nixpkgs }
}

variable "workdir" {
  type        = string
  default     = "/workspace"
  description = "Directory in which agents start"

  validation {
    condition     = startswith(var.workdir, "/")
    error_message = "The working directory must be an absolute path."
  }
}

locals {
  source = "https://github.com/agentboxc/agentboxc"
}

# Layers, from what changes least to what changes most.

layer "base" {
  description = "Shell and everyday tools"
  packages = [
    pkgs.bashInteractive,
    pkgs.coreutils,
    pkgs.findutils,
    pkgs.gnugrep,
    pkgs.gnused,
    pkgs.gawk,
    pkgs.gnutar,
    pkgs.gzip,
    pkgs.git,
    pkgs.curl,
    pkgs.jq,
    pkgs.cacert,
  ]

  budget {
    max = "50MB"
  }
}

layer "node" {
  description = "Node.js 20"
  packages    = [pkgs.nodejs_20]

  budget {
    max = "100MB"
  }
}

package "python_env" "main" {
  python   = pkgs.python312
  packages = ["pip", "requests", "numpy"]
}

layer "python" {
  description = "Python 3.12 with the libraries that scripts expect"
  packages    = [package.python_env.main]

  budget {
    max = "400MB"
  }
}

package "rust_toolchain" "stable" {
  channel    = "stable"
  profile    = "minimal"
  extensions = ["clippy", "rustfmt"]
  targets    = ["wasm32-unknown-unknown"]
  overlay    = input.rust-overlay.overlays.default
}

layer "rust" {
  packages = [package.rust_toolchain.stable]

  budget {
    max = "200MB"
  }
}

layer "wasm" {
  packages = [pkgs.wasmtime, pkgs.wasm-pack]

  budget {
    max = "30MB"
  }
}

layer "sqlite" {
  packages = [pkgs.sqlite]

  budget {
    max = "10MB"
  }
}

layer "media" {
  packages = [pkgs.ffmpeg, pkgs.imagemagick]

  budget {
    max = "50MB"
  }
}

layer "services" {
  packages = [pkgs.python312Packages.supervisor, pkgs.procps]

  budget {
    max = "20MB"
  }
}

layer "vnc" {
  description = "A desktop that is watched from afar"
  packages    = [pkgs.tigervnc, pkgs.openbox]
}

# Images.

package "script" "entrypoint" {
  runtime_inputs = [pkgs.coreutils]
  text           = <<-EOT
    # Agents keep their state in their home directory.
    mkdir -p "$HOME/.cache"
    exec "$@"
  EOT
}

variant "common" {
  abstract = true

  layers = [
    layer.base,
    layer.node,
    layer.python,
    layer.rust,
    layer.wasm,
    layer.sqlite,
    layer.media,
    layer.services,
  ]
  packages = [package.script.entrypoint]

  config {
    entrypoint  = ["${package.script.entrypoint}/bin/entrypoint"]
    cmd         = ["${pkgs.bashInteractive}/bin/bash"]
    user        = user.agent
    working_dir = var.workdir

    env = {
      NODE_ENV = "production"
      EDITOR   = "vi"
    }
    labels = {
      "org.opencontainers.image.source" = local.source
    }
  }

  user "agent" {
    uid   = 1000
    shell = "${pkgs.bashInteractive}/bin/bash"
  }

  directory "/workspace" {
    owner = user.agent
  }

  budget {
    max = "5GB"
  }
}

variant "runtime" {
  description = "Headless, for CI and for agents that only type"
  extends     = variant.common
}

variant "full" {
  description = "Runs its services under supervisord"
  extends     = variant.common

  config {
    cmd   = ["${pkgs.python312Packages.supervisor}/bin/supervisord", "--nodaemon", "--configuration", "/etc/supervisord.conf"]
    ports = [8080]
  }

  file "/etc/supervisord.conf" {
    content = <<-EOT
      [supervisord]
      user = agent
      logfile = /dev/null
      logfile_maxbytes = 0
      pidfile = /tmp/supervisord.pid
    EOT
  }
}

variant "desktop" {
  description = "A desktop over VNC"
  extends     = variant.full
  layers      = concat(super.layers, [layer.vnc])

  config {
    cmd   = ["${pkgs.tigervnc}/bin/Xvnc", ":1", "-SecurityTypes", "None"]
    ports = [5901]
    env   = { DISPLAY = ":1" }
  }
}

# The same tools outside the container: `nix develop`.
shell "default" {
  from = variant.runtime
}
