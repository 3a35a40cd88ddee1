# A Rust program of one's own. Cargo.lock says what it depends on, with the hashes.

package "rust_crate" "agent" {
  source  = "./agent"
  version = "0.1.0"
}

variant "agent" {
  packages = [package.rust_crate.agent]

  config {
    entrypoint = ["${package.rust_crate.agent}/bin/agent"]
  }
}
