# Packages that are built from directories.

package "npm_package" "unset" {
# warning AB4023 `package "npm_package" "unset"`: package.npm_package.unset has no npm_deps_hash, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in. `nix run nixpkgs#prefetch-npm-deps -- unit/web/package-lock.json` prints it, too.
  source = "./web"
}

package "npm_package" "null" {
  source        = "./web"
  npm_deps_hash = null
  # warning AB4023 `null`: package.npm_package.null has no npm_deps_hash, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in. `nix run nixpkgs#prefetch-npm-deps -- unit/web/package-lock.json` prints it, too.
}

package "npm_package" "odd" {
  source        = "./web"
  npm_deps_hash = "sha256-short"
  # error AB4003 `"sha256-short"`: npm_deps_hash is "sha256-short", but it must be a hash such as sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=: sha256- or sha512- and the hash in base64; nix hash to-sri makes it of others.
  version       = "v 1"
  # error AB4003 `"v 1"`: version is "v 1", but it must be a version such as 1.2.3: letters, digits and + - . _, starting with a letter or digit.
  bin           = { "a b" = "x.js", ok = "../x.js", fine = "/x.js", also = "dist/x.js" }
  # error AB4003 `"a b"`: "a b" cannot be a key of bin: it must be the name of a program: letters, digits, + - . and _, with none of - and . in front.
  # error AB4003 `"../x.js"`: bin["ok"] is "../x.js", but it must be a path with / that stays inside, such as bin/tool.
  # error AB4003 `"/x.js"`: bin["fine"] is "/x.js", but it must be a path with / that stays inside, such as bin/tool.
}

package "npm_package" "list" {
  source        = "./web"
  npm_deps_hash = "sha256:8d9fd4c4a3a8a9a0d1ff5b9d2b1e7f6a5c4b3a298d9fd4c4a3a8a9a0d1ff5b9d"
  # error AB4003 `"sha256:8d9fd4c4a3a8a9a0d1ff5b9d2b1e7f6a5c4b3a298d9fd4c4a3a8a9a0d1ff5b9d"`: npm_deps_hash is "sha256:8d9fd4c4a3a8a9a0d1ff5b9d2b1e7f6a5c4b3a298d9fd4c4a3a8a…", but it must be a hash such as sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=: sha256- or sha512- and the hash in base64; nix hash to-sri makes it of others. => Write it in base64
  bin           = ["x.js"]
  # error AB4002 `["x.js"]`: bin wants a map; this is a list of 1 element.
}

package "npm_package" "no-lock" {
  source = "./server"
  # error AB4010 `"./server"`: There is no package-lock.json in "server", and the package is built by what it says. In the directory of the project, `npm install --package-lock-only` writes it.
}

package "npm_package" "file" {
  source = "./web/package.json"
  # error AB4010 `"./web/package.json"`: source names "./web/package.json", which is a file; a directory is wanted.
}

package "npm_package" "missing" {
  source = "./wev"
  # error AB4010 `"./wev"`: There is no directory "./wev". Paths are relative to the file that holds them, so this is unit/wev in the workspace.
}

package "npm_package" "outside" {
  source = "../.."
  # error AB4009 `"../.."`: source cannot be "../..": it leaves the workspace.
}

package "node_env" "env" {
  nodejs        = layer.base
  # error AB4002 `layer.base`: nodejs wants a package; layer.base is a layer.
  source        = "./web"
  npm_deps_hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  bin           = ["tsc", "-x", "tsc"]
  # error AB4003 `"-x"`: bin is "-x", but it must be the name of a program: letters, digits, + - . and _, with none of - and . in front.
  # error AB2007 `"tsc"`: bin names two programs that would both be installed as "tsc". A map gives each a name of its own.
  # note `"tsc"`: the first one
}

package "node_env" "linked" {
  source        = "./linked"
  # error AB4003 `"./linked"`: package-lock.json has modules that are links to directories of the project itself (a workspace of npm, or a dependency with `file:`). A node_env holds no code of the project, so they would lead nowhere. Build the project with: package "npm_package" "linked"
  npm_deps_hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
}

package "go_module" "unset" {
# warning AB4023 `package "go_module" "unset"`: package.go_module.unset has no vendor_hash, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in.
  source       = "./server"
  sub_packages = ["./cmd/a", "../b"]
  # error AB4003 `"../b"`: An element of sub_packages is "../b", but it must be a path with / that stays inside, such as bin/tool.
  check        = "maybe"
  # error AB4002 `"maybe"`: check wants true or false; this is "maybe".
}

package "go_module" "nothing-vendored" {
  source      = "./server"
  vendor_hash = null
  # error AB4003 `null`: vendor_hash is null, which says that Go needs to download nothing, but go.mod requires modules and there is no server/vendor/modules.txt. Run `go mod vendor` there, or leave vendor_hash out to have the modules downloaded.
}

package "go_module" "vendored" {
  source      = "./vendored"
  vendor_hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  # error AB4003 `"sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="`: The project has a directory vendor, and Go takes the dependencies from there. Nothing is downloaded that vendor_hash could be the hash of, so it has to be null. => Change to null
}

package "go_module" "vendored-null" {
  source      = "./vendored"
  vendor_hash = null
}

package "go_module" "vendored-unset" {
  source = "./vendored"
}

package "go_module" "alone" {
  source      = "./alone"
  vendor_hash = ""
  # error AB4003 `""`: The project needs no modules: go.mod requires none. Nothing is downloaded that vendor_hash could be the hash of, so it has to be null. => Change to null
}

package "go_module" "alone-unset" {
  source = "./alone"
}

package "rust_crate" "unset" {
  source     = "./agent"
  cargo_hash = ""
  # warning AB4023 `""`: package.rust_crate.unset has no cargo_hash, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in.
}

package "rust_crate" "plain" {
  source = "./agent"
}

package "rust_crate" "both" {
  source     = "./agent"
  cargo_lock = "./agent/Cargo.lock"
  # note `cargo_lock`: cargo_lock is set here
  cargo_hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
  # error AB2013 `cargo_hash`: Only one of cargo_lock and cargo_hash may be set, because each of them says the same thing in another way.
}

package "rust_crate" "no-lock" {
  source = "./unlocked"
  # error AB4010 `"./unlocked"`: There is no Cargo.lock in "unlocked", and the package is built by what it says. In the directory of the project, `cargo generate-lockfile` writes it.
}

package "rust_crate" "other-lock" {
  source     = "./unlocked"
  cargo_lock = "./agent/Cargo.lock"
}

package "rust_crate" "git" {
# error AB2003 `package "rust_crate" "git"`: git.lock names the git repository https://github.com/example/a, and holds no hash of it. Set cargo_hash to "" instead of cargo_lock: the build then stops and tells the hash of all dependencies together. => Use cargo_hash
  source     = "./agent"
  cargo_lock = "./git.lock"
}

layer "base" {
  packages = [package.go_module.vendored]
}

# +++ unlocked/Cargo.toml
[package]

# +++ linked/package.json
{ }

# +++ linked/package-lock.json
{ "packages": { "node_modules/x": { "resolved": "x", "link": true } } }

# +++ git.lock
[[package]]
source = "git+https://github.com/example/a?branch=main#0123456789012345678901234567890123456789"
