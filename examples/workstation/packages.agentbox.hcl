# Which packages there are. The lists are locals, because the images cut the
# same packages into different layers.
#
# Names are those that nixpkgs has today: since then it has given up the sets
# nodePackages, xorg and xfce, and what was in them is where everything else is.

locals {
  base = [
    # Core
    pkgs.coreutils,
    pkgs.bash,
    pkgs.zsh,
    pkgs.gnugrep,
    pkgs.gnused,
    pkgs.gawk,
    pkgs.findutils,
    pkgs.which,
    pkgs.less,
    pkgs.file,

    # Network
    pkgs.curl,
    pkgs.wget,
    pkgs.cacert,
    pkgs.openssh,

    # Development
    pkgs.git,
    pkgs.jq,
    pkgs.ripgrep,
    pkgs.fd,
    pkgs.bat,
    pkgs.tree,
    pkgs.tmux,
    pkgs.vim,
    pkgs.nano,

    # Builds
    pkgs.gnumake,
    pkgs.gcc,
    pkgs.pkg-config,

    # What skills call
    pkgs.unzip,
    pkgs.zip,
    pkgs.gzip,
    pkgs.xz,
    pkgs.htop,
    pkgs.ncdu,
    pkgs.gh,
    pkgs.git-lfs,
    pkgs.pandoc,
    pkgs.google-cloud-sdk,
  ]

  # npm was one of nodePackages, and comes with Node.js. Node.js 20 has had no
  # support since April 2026: before `agentboxc lock update`, choose another.
  node = [
    pkgs.nodejs_20,
    pkgs.pnpm,
    pkgs.yarn,
    pkgs.typescript,
    pkgs.typescript-language-server,
    pkgs.esbuild,
    pkgs.prettier,
  ]

  python = [package.python_env.main]
  rust   = [package.rust_toolchain.stable]

  wasm = [
    pkgs.wasm-pack,
    pkgs.wasm-bindgen-cli,
    pkgs.binaryen,
  ]

  database = [pkgs.sqlite]
  media    = [pkgs.ffmpeg, pkgs.imagemagick]

  browser = [
    pkgs.chromium,
    pkgs.playwright-driver,

    # What browsers load
    pkgs.at-spi2-core, # at-spi2-atk has become a part of it
    pkgs.cups,
    pkgs.mesa,
    pkgs.libdrm,
    pkgs.alsa-lib,
    pkgs.nss,
    pkgs.nspr,
  ]

  services = [
    pkgs.python3Packages.supervisor,
    pkgs.procps,
  ]

  vnc = [
    # X11
    pkgs.xorg-server,
    pkgs.xauth,
    pkgs.xinit,
    pkgs.xset,
    pkgs.xdpyinfo,
    pkgs.xprop,
    pkgs.xwininfo,
    pkgs.setxkbmap,
    pkgs.xkeyboard-config,
    pkgs.x11vnc,

    # Desktop
    pkgs.openbox,
    pkgs.tint2,
    pkgs.xterm,
    pkgs.xfce4-terminal,

    # Fonts, without which browsers draw no text
    pkgs.dejavu_fonts,
    pkgs.liberation_ttf,
    pkgs.noto-fonts,
    pkgs.fontconfig,

    # Tools
    pkgs.xdotool,
    pkgs.xclip,
    pkgs.scrot,
    pkgs.feh,
    pkgs.pcmanfm,
  ]

  certificates = "${pkgs.cacert}/etc/ssl/certs/ca-bundle.crt"
}

# An interpreter that finds these packages. Theirs were named one by one beside
# the interpreter, which then imports none of them.
package "python_env" "main" {
  python = pkgs.python312
  packages = [
    "pip",
    "virtualenv",
    "setuptools",
    "wheel",

    # Network
    "requests",
    "httpx",
    "aiohttp",
    "aiofiles",
    "urllib3",
    "websockets",

    # Data
    "pandas",
    "numpy",
    "pydantic",

    # Notebooks
    "jupyter",
    "jupyterlab",
    "notebook",
    "ipykernel",
    "nbformat",

    # Output
    "rich",
    "tabulate",
    "colorama",

    # Documents
    "pyyaml",
    "jinja2",
    "markdown",
    "beautifulsoup4",
    "lxml",
    "jsonschema",
    "chardet",

    # Git and Docker
    "gitpython",
    "docker",

    # Models
    "anthropic",
    "tiktoken",

    # Web
    "youtube-transcript-api",
    "validators",
    "playwright",

    # Types
    "typing-extensions",
    "types-requests",
  ]
}

package "rust_toolchain" "stable" {
  profile    = "minimal"
  extensions = ["rust-src", "clippy", "rustfmt"]
  targets    = ["wasm32-unknown-unknown"]
}

# What the container starts. As theirs it installs agents with npm on the first
# start, whatever is newest then: no kind of package stands for "the newest", since
# the same source has to give the same image. With a package-lock.json they would
# be a node_env, and in the image.
package "script" "entrypoint" {
  file           = "./scripts/entrypoint.sh"
  runtime_inputs = [pkgs.coreutils, pkgs.findutils, pkgs.git, pkgs.python3Packages.supervisor]
}

# Theirs was written by the entrypoint on each start; it finds this one and links it.
package "script" "start-browser" {
  file = "./scripts/start-browser.sh"
}

# For the shell. Theirs named an attribute that nix2container does not have, and
# so could not be entered.
package "flake" "nix2container" {
  input = input.nix2container
  attr  = "nix2container-bin"
}
