package codegen_test

import (
	"fmt"
	"slices"
	"strings"
)

// What DreamLab-AI/agentbox had in its flake.nix on 10 February 2026, commit
// 8fe496bdfde9745f6c2626ab70ff00be2a65cde5, under the names it had there. Only
// examples/workstation may differ from this; this does not follow it.

// theirSets are the lists of packages.
var theirSets = map[string][]string{
	"base": strings.Fields(`coreutils bash zsh gnugrep gnused gawk findutils which less file curl wget cacert openssh git jq
		ripgrep fd bat tree tmux vim nano gnumake gcc pkg-config unzip zip gzip xz htop ncdu gh git-lfs pandoc
		google-cloud-sdk`),
	"node": strings.Fields(`nodejs_20 nodePackages.npm pnpm nodePackages.yarn nodePackages.typescript
		nodePackages.typescript-language-server esbuild nodePackages.prettier`),
	"python": slices.Concat([]string{"python312"}, prefixed("python312Packages.", `pip virtualenv setuptools wheel
		requests httpx aiohttp aiofiles urllib3 websockets pandas numpy pydantic jupyter jupyterlab notebook ipykernel
		nbformat rich tabulate colorama pyyaml jinja2 markdown beautifulsoup4 lxml jsonschema chardet gitpython docker
		anthropic tiktoken youtube-transcript-api validators playwright typing-extensions types-requests`)),
	"rust":    {"rust-bin.stable.latest.minimal", "+rust-src", "+clippy", "+rustfmt", "+wasm32-unknown-unknown"},
	"wasm":    {"wasm-pack", "wasm-bindgen-cli", "binaryen"},
	"db":      {"sqlite"},
	"media":   {"ffmpeg", "imagemagick"},
	"browser": strings.Fields("chromium playwright-driver at-spi2-atk cups mesa libdrm alsa-lib nss nspr"),
	"service": {"python3Packages.supervisor", "procps"},
	"vnc": slices.Concat(
		prefixed("xorg.", "xorgserver xauth xinit xset xdpyinfo xprop xwininfo setxkbmap"),
		strings.Fields(`xkeyboard_config x11vnc openbox tint2 xterm xfce.xfce4-terminal dejavu_fonts liberation_ttf
			noto-fonts fontconfig xdotool xclip scrot feh pcmanfm`)),
}

func prefixed(prefix, names string) []string {
	var all []string
	for _, name := range strings.Fields(names) {
		all = append(all, prefix+name)
	}
	return all
}

// theirAll is allPackages: what PATH and the shell have.
const theirAll = "base node python rust wasm db media browser service"

// renamed are packages that nixpkgs calls something else since.
var renamed = map[string]string{
	"at-spi2-atk":                             "at-spi2-core",
	"nodePackages.prettier":                   "prettier",
	"nodePackages.typescript":                 "typescript",
	"nodePackages.typescript-language-server": "typescript-language-server",
	"nodePackages.yarn":                       "yarn",
	"xfce.xfce4-terminal":                     "xfce4-terminal",
	"xkeyboard_config":                        "xkeyboard-config",
	"xorg.setxkbmap":                          "setxkbmap",
	"xorg.xauth":                              "xauth",
	"xorg.xdpyinfo":                           "xdpyinfo",
	"xorg.xinit":                              "xinit",
	"xorg.xorgserver":                         "xorg-server",
	"xorg.xprop":                              "xprop",
	"xorg.xset":                               "xset",
	"xorg.xwininfo":                           "xwininfo",
}

// packagesIn are the packages of some of theirSets, by today's names.
func packagesIn(sets string) []string {
	var all []string
	for _, set := range strings.Fields(sets) {
		for _, name := range theirSets[set] {
			if now, ok := renamed[name]; ok {
				name = now
			}
			all = append(all, name)
		}
	}
	return all
}

// theirImage is one of their images. All have the entrypoint, no command, no
// user and the working directory /workspace.
type theirImage struct {
	layers    []string // sets of each, by the name that ours has
	onPath    string   // sets in PATH; what of them is in no layer is in the last one
	maxLayers string   // of the last layer
	env       string   // NAME=VALUE, besides PATH and what all have
	ports     string
	labels    map[string]string
	link      string // directories of the root
	files     string // in the root, besides the entrypoint
}

const theirEnv = `NODE_ENV=production PYTHONDONTWRITEBYTECODE=1 RUST_BACKTRACE=1
	SSL_CERT_FILE=${pkgs.cacert}/etc/ssl/certs/ca-bundle.crt RUVECTOR_DATA_DIR=/var/lib/ruvector RUVECTOR_PORT=9700`

var theirImages = map[string]theirImage{
	"runtime": {
		layers: []string{
			"base: base", "node: node", "python: python", "rust: rust", "wasm: wasm", "database: db", "media: media",
			"services: service",
		},
		onPath:    theirAll,
		maxLayers: "100",
		env: `NIX_SSL_CERT_FILE=${pkgs.cacert}/etc/ssl/certs/ca-bundle.crt AGENTS_DIR=/home/devuser/agents
			WORKSPACE=/home/devuser/workspace`,
		ports:  "22 8080 9090 9600 9700",
		labels: theirLabels("Agentbox", "Minimal agentic container for Claude Flow V3 with RuVector"),
		link:   "/bin /etc",
		files:  "/etc/supervisord.conf",
	},
	"full": {
		layers:    []string{"everything: " + theirAll},
		onPath:    theirAll,
		maxLayers: "120",
		ports:     "22 8080 9090 9600 9700",
		link:      "/bin",
	},
	"desktop": {
		layers: []string{
			"languages: base node python", "compilers: rust db media", "browser: browser", "services: service", "vnc: vnc",
		},
		onPath:    theirAll + " vnc",
		maxLayers: "125",
		env:       "DISPLAY=:1",
		ports:     "22 8080 9090 9222 9600 9700",
		labels: theirLabels("Agentbox Desktop",
			"Minimal agentic container with RuVector and VNC desktop (SSH tunnel required)"),
		link: "/bin",
	},
}

func theirLabels(title, description string) map[string]string {
	return map[string]string{
		"title": title, "description": description, "source": "https://github.com/DreamLab-AI/agentbox",
		"version": "1.0.0", "architecture": "SYSTEM",
	}
}

// theirUnit is what there is besides images and the shell's packages.
var theirUnit = []string{
	"description: Minimal agentic container for ARM64 and x86_64",
	"system: aarch64-linux", "system: x86_64-linux",
	"input: flake-utils github:numtide/flake-utils",
	"input: nix2container github:nlewo/nix2container",
	"input: nixpkgs github:NixOS/nixpkgs/nixos-unstable",
	"input: rust-overlay github:oxalica/rust-overlay",
	"lock: nix2container 66f4b8a47e92aa744ec43acbb5e9185078983909",
	"lock: nixpkgs d6c71932130818840fc8fe9509cf50be8c64634f",
	"lock: rust-overlay a5f6d8a6a6868db2a3055cfe2b5dd01422780433",
	"overlay: rust-overlay.overlays.default", "unfree: all",
	"default: runtime", "shell: default", "shell: with a hook",
	"shell: nix", "shell: n2c.nix2container",
}

// theirFacts says what there is, a line for each thing, in the words that
// ourFacts has.
func theirFacts(system string) []string {
	facts := slices.Clone(theirUnit)
	for _, p := range packagesIn(theirAll) {
		facts = append(facts, "shell: "+p)
	}
	for name, image := range theirImages {
		add := func(format string, args ...any) { facts = append(facts, name+" "+fmt.Sprintf(format, args...)) }
		image.facts(name, system, add)
	}
	return facts
}

func (i theirImage) facts(name, system string, add func(string, ...any)) {
	add("is agentbox:%s-%s", name, system)
	add("entrypoint: [entrypoint/bin/entrypoint], command: [], user: %q, in /workspace", "")
	add("last layer: up to %s", i.maxLayers)
	add("last layer: entrypoint")
	var layered []string
	for n, layer := range i.layers {
		called, sets, _ := strings.Cut(layer, ": ")
		for _, p := range packagesIn(sets) {
			add("layer %d %s: %s", n+1, called, p)
			layered = append(layered, p)
		}
	}
	for _, p := range packagesIn(i.onPath) {
		add("on PATH: %s", p)
		if !slices.Contains(layered, p) {
			add("last layer: %s", p)
		}
	}
	add("PATH: /usr/bin")
	for _, variable := range strings.Fields(theirEnv + " " + i.env) {
		add("env %s", variable)
	}
	for _, port := range strings.Fields(i.ports) {
		add("port %s/tcp", port)
	}
	for key, value := range i.labels {
		add("label org.opencontainers.image.%s: %s", key, strings.ReplaceAll(value, "SYSTEM", system))
	}
	add("root: links %s", i.link)
	add("root: links of the entrypoint alone")
	for _, file := range strings.Fields(i.files) {
		add("root: %s", file)
	}
}

// theirCommands are what their entrypoint, the script that it wrote and
// supervisord run.
var theirCommands = []string{
	"uname -m", "node --version", "python3 --version", "rustc --version",
	`mkdir -p "$home"/{workspace,agents,.claude/skills,.config,.cache,logs}`,
	"mkdir -p /var/lib/ruvector /var/log/supervisor /tmp/screenshots", "chmod 700 /run/user/1000",
	"home=/home/devuser", "doc-planner.md",
	"git clone --depth 1 https://github.com/ChrisRoyse/610ClaudeSubagents.git",
	"ln -sf /opt/aisp/cli.js /usr/local/bin/aisp", "$home/.npm_packages_installed",
	"npm install -g @claude-flow/cli@latest agent-browser@latest playwright", "npx playwright install chromium",
	"rm -f /tmp/.X*-lock /tmp/.X11-unix/X*", "export DISPLAY=:1",
	"Xvfb :1 -screen 0 4096x4096x24 -ac +extension GLX +render -noreset &", "openbox &",
	"x11vnc -display :1 -rfbport 5901 -forever -shared -nopw -xkb -localhost &",
	"$home/start-browser.sh", "--no-sandbox", "--remote-debugging-port=9222",
	"--user-data-dir=/home/devuser/.config/chromium-automation", "--window-size=1920,1080", "--disable-gpu",
	"--disable-software-rasterizer", `cd "$home/workspace"`, "mkdir -p /var/run /var/log/supervisor /tmp",
	"exec supervisord -c /etc/supervisord.conf -n", "exec sleep infinity",
}
