package foreign

import "strings"

const inNix = "No commands are run to build an image of Nix. Write what it does as a file block, a package of nixpkgs, or package \"nix\"."

// wayOut says what to do about a command that is not carried over, by its
// program and its text.
func wayOut(program, text string) string {
	for _, w := range ways() {
		for _, word := range w.words {
			if program == word || strings.Contains(word, " ") && strings.Contains(text, strings.TrimSpace(word)) || strings.Contains(word, ".") && strings.Contains(text, word) {
				return w.way
			}
		}
	}
	return inNix
}

type way struct {
	words []string // programs, or parts of the text when they have a space or dot
	way   string
}

func ways() []way {
	return []way{
		{[]string{"deb.nodesource.com", "rpm.nodesource.com"}, "nixpkgs has Node.js: pkgs.nodejs, or of one version such as pkgs.nodejs_22."},
		{[]string{"sh.rustup.rs"}, `Write package "rust_toolchain", which installs what rustup would.`},
		{[]string{"astral.sh"}, "pkgs.uv is the package."},
		{[]string{"bun.sh"}, "pkgs.bun is the package."},
		{[]string{"install.python-poetry.org"}, "pkgs.poetry is the package."},
		{[]string{"apt-key", "add-apt-repository", "sources.list.d", "yum-config-manager", "dnf config"}, "Packages come from nixpkgs alone, and from inputs of the unit. Look for what this repository offers at search.nixos.org."},
		{[]string{"npm ci", "npm install", "npm run", "npm i", "yarn install", "yarn build", "yarn", "pnpm install", "pnpm", "npx"}, `Dependencies are not installed in the image: build the program as package "npm_package", and put that into a layer.`},
		{[]string{"go build", "go mod", "go install", "go"}, `Build the program as package "go_module", and put that into a layer.`},
		{[]string{"cargo"}, `Build the program as package "rust_crate", or take it from nixpkgs, and put that into a layer.`},
		{[]string{"poetry", "uv sync", "uv"}, "List the dependencies in a package \"python_env\" block. " + ownProject},
		{[]string{"mvn", "./mvnw", "gradle", "./gradlew"}, `Build the program with maven.buildMavenPackage or gradle.fetchDeps of nixpkgs, as package "nix".`},
		{[]string{"bundle", "gem"}, `Build it with bundlerEnv of nixpkgs, as package "nix".`},
		{[]string{"composer"}, `Build it with php.buildComposerProject2 of nixpkgs, as package "nix".`},
		{[]string{"curl", "wget", "dpkg", "rpm", "tar", "unzip"}, `Look for a package of nixpkgs that has it. Else write it with fetchurl or fetchzip, as package "nix".`},
		{[]string{"git clone", "git"}, `Name the repository as an input with flake = false, or fetch it in package "nix".`},
		{[]string{"make", "cmake", "./configure", "meson"}, `Build it with stdenv.mkDerivation of nixpkgs, as package "nix".`},
		{[]string{"chpasswd", "passwd"}, "Passwords do not belong into an image. Users of an image have none."},
		{[]string{"setcap"}, "Files in the Nix store have no capabilities. Give them to the container instead."},
		{[]string{"ln"}, "Write a symlink block, with the store path of what it points to, such as \"${pkgs.python3}/bin/python3\"."},
		{[]string{"chmod", "chown", "chgrp"}, "It is about what is not laid into the image by this unit. Set mode and owner in the file or directory block that lays it."},
		{[]string{"rm"}, "It would take away what this unit lays into the image: remove that block instead."},
		{[]string{"cp", "mv"}, "Write a file block with source, or a symlink block."},
		{[]string{"sed", "awk", "tee", "cat", "echo", "printf"}, "Write the file as it is to be, as a file block."},
		{[]string{"python manage.py", "python3 manage.py", "collectstatic"}, "Do it where the program is built, in package \"nix\", or when the container starts."},
		{[]string{"systemctl", "service"}, "No services are started in an image. Start the program by entrypoint."},
	}
}
