package schema

// The kinds that the language reserves.
var (
	nodeEnvKind = &Block{
		Type: "node_env",
		Doc:  "The npm dependencies of a project, from its `package-lock.json`.",
		Example: `package "node_env" "web" {
  nodejs        = pkgs.nodejs_20
  source        = "./web"
  npm_deps_hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
}`,
		Planned: plannedKind("node_env"),
	}
	npmPackageKind = &Block{
		Type: "npm_package",
		Doc:  "A Node.js program, built by `buildNpmPackage`.",
		Example: `package "npm_package" "cli" {
  nodejs        = pkgs.nodejs_20
  source        = "./cli"
  npm_deps_hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
}`,
		Planned: plannedKind("npm_package"),
	}
	goModuleKind = &Block{
		Type: "go_module",
		Doc:  "A Go program, built by `buildGoModule`.",
		Example: `package "go_module" "server" {
  source      = "./server"
  vendor_hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
}`,
		Planned: plannedKind("go_module"),
	}
	rustCrateKind = &Block{
		Type: "rust_crate",
		Doc:  "A Rust program, built by `rustPlatform.buildRustPackage`.",
		Example: `package "rust_crate" "agent" {
  source     = "./agent"
  cargo_lock = "./agent/Cargo.lock"
}`,
		Planned: plannedKind("rust_crate"),
	}
	fetchBinaryKind = &Block{
		Type: "fetch_binary",
		Doc:  "A program that is downloaded as it is.",
		Example: `package "fetch_binary" "tool" {
  url     = "https://example.org/tool-1.2.3"
  version = "1.2.3"
  hash    = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
}`,
		Planned: plannedKind("fetch_binary"),
	}
)

func plannedKind(kind string) string {
	return "agentboxc does not support packages of kind `" + kind + "` yet. Describe the package in a Nix file and use the kind `nix`."
}
