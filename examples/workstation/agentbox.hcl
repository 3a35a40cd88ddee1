# A unit of full size: the workstation that DreamLab-AI/agentbox described in
# its flake.nix of February 2026, with the same images, packages, layers,
# environment, ports and labels, at the revisions that its flake.lock had.
#
#   agentbox.hcl            the images, and the shell
#   packages.agentbox.hcl   which packages there are
#   layers.agentbox.hcl     how images are cut into layers
#   rules.agentbox.hcl      what no image may break, and where images go
#   scripts/                what runs in the container
#   *.agentboxtest.hcl      what has to hold of all this
#
# Where an image is not as theirs was, the reason stands beside it.

agentbox {
  name        = "agentbox"
  description = "Minimal agentic container for ARM64 and x86_64"
  default     = variant.runtime
}

platform "x86_64-linux" {}
platform "aarch64-linux" {}

variable "version" {
  type        = string
  default     = "1.0.0"
  description = "Version of the images, for their labels"
}

# It shares the nixpkgs of the images, as nix2container does without being
# declared; theirs had each bring one of its own.
input "rust-overlay" {
  url     = "github:oxalica/rust-overlay"
  follows = { nixpkgs = input.nixpkgs }
}

pkgset "default" {
  overlays     = [input.rust-overlay.overlays.default]
  allow_unfree = true
}

# Labels of an image: a function, because the image "full" has none.
function "labels" {
  params = [title, description]
  result = {
    "org.opencontainers.image.title"        = title
    "org.opencontainers.image.description"  = description
    "org.opencontainers.image.source"       = "https://github.com/DreamLab-AI/agentbox"
    "org.opencontainers.image.version"      = var.version
    "org.opencontainers.image.architecture" = platform.system
  }
}

# What all images have. PATH is not among the variables: /bin comes first in it
# and then the programs of all packages, unless env sets it.
variant "common" {
  abstract = true
  packages = [package.script.entrypoint]

  config {
    entrypoint  = ["${package.script.entrypoint}/bin/entrypoint"]
    working_dir = "/workspace"

    # As in theirs, what listens there is not in the images, but for RuVector,
    # which npx brings.
    ports = [
      22,   # SSH
      8080, # code-server
      9090, # management API
      9600, # Z.AI, for the other containers only
      9700, # RuVector
    ]
    env = {
      NODE_ENV                = "production"
      PYTHONDONTWRITEBYTECODE = "1"
      RUST_BACKTRACE          = "1"
      RUVECTOR_DATA_DIR       = "/var/lib/ruvector"
      RUVECTOR_PORT           = "9700"
      SSL_CERT_FILE           = local.certificates
    }
  }

  # These directories of all packages are linked into the root: what is linked
  # cannot be chosen package by package. Theirs linked those of the entrypoint
  # alone, and so had no /bin/sh, without which npm runs no script of a package.
  # A root of theirs had no /tmp and no accounts either. With `standard = false`
  # this one would not have them.
  rootfs {
    link = ["/bin"]
  }
}

variant "runtime" {
  description = "The agents' tools, under supervisord"
  extends     = variant.common
  tag         = "runtime-${platform.system}"

  layers = [
    layer.base,
    layer.node,
    layer.python,
    layer.rust,
    layer.wasm,
    layer.database,
    layer.media,
    layer.services,
  ]

  # The browsers are in this image and in none of its layers: they share the
  # last one with the entrypoint, and that one may become up to 100.
  packages   = concat(super.packages, local.browser)
  max_layers = 100

  config {
    env = {
      AGENTS_DIR        = "/home/devuser/agents"
      NIX_SSL_CERT_FILE = local.certificates
      WORKSPACE         = "/home/devuser/workspace"
    }
    labels = labels("Agentbox", "Minimal agentic container for Claude Flow V3 with RuVector")
  }

  rootfs {
    link = ["/bin", "/etc"]
  }

  # Keeps the container alive, and is where services are added.
  file "/etc/supervisord.conf" {
    content = <<-EOT
      [supervisord]
      nodaemon = true
      logfile = /var/log/supervisord.log
      childlogdir = /var/log/supervisor
      pidfile = /var/run/supervisord.pid

      [unix_http_server]
      file = /var/run/supervisor.sock
      chmod = 0766

      [rpcinterface:supervisor]
      supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

      [supervisorctl]
      serverurl = unix:///var/run/supervisor.sock

      [program:keepalive]
      command = ${pkgs.coreutils}/bin/sleep infinity
      priority = 10
      autostart = true
      autorestart = true
      stdout_logfile = /dev/stdout
      stdout_logfile_maxbytes = 0
      stderr_logfile = /dev/stderr
      stderr_logfile_maxbytes = 0
    EOT
  }
}

variant "full" {
  description = "The same packages in a single layer, without supervisord's configuration"
  extends     = variant.common
  tag         = "full-${platform.system}"
  layers      = [layer.everything]
  max_layers  = 120
}

variant "desktop" {
  description = "The same with a desktop, which is seen through VNC and an SSH tunnel"
  extends     = variant.common
  tag         = "desktop-${platform.system}"

  layers = [
    layer.languages,
    layer.compilers,
    layer.browser,
    layer.services,
    layer.vnc,
  ]

  # As the browsers in "runtime", so the tools for WebAssembly here.
  packages   = concat(super.packages, [package.script.start-browser], local.wasm)
  max_layers = 125

  config {
    env    = { DISPLAY = ":1" }
    ports  = concat(super.config.ports, [9222]) # Chrome's DevTools; VNC's 5901 is for the tunnel alone
    labels = labels("Agentbox Desktop", "Minimal agentic container with RuVector and VNC desktop (SSH tunnel required)")
  }
}

# `nix develop`: the packages of the images, Nix and nix2container's program.
# Made with `from = variant.runtime` it would have the image's environment as
# well, in which npm leaves out what only developers need.
shell "default" {
  layers = [
    layer.base,
    layer.node,
    layer.python,
    layer.rust,
    layer.wasm,
    layer.database,
    layer.media,
    layer.browser,
    layer.services,
  ]
  packages = [pkgs.nix, package.flake.nix2container]

  hook = <<-EOT
    echo "Shell of agentbox on ${platform.system}"
    echo
    echo "Images:    nix build .#runtime, .#full or .#desktop"
    echo "RuVector:  npx ruvector serve, or npx ruvector --help for the rest"
  EOT
}
