# How images are cut into layers.

# The layers of "runtime": one for each part of the toolbox, from what changes
# least to what changes most.

layer "base" {
  description = "Shell, network, compilers of C and everyday tools"
  packages    = local.base
}

layer "node" {
  description = "Node.js and its tools"
  packages    = local.node
}

layer "python" {
  description = "Python with the libraries of the skills"
  packages    = local.python
}

layer "rust" {
  description = "Rust, for WebAssembly too"
  packages    = local.rust
}

layer "wasm" {
  description = "Tools for WebAssembly"
  packages    = local.wasm
}

layer "database" {
  description = "SQLite, for state and sessions"
  packages    = local.database
}

layer "media" {
  description = "Video and images"
  packages    = local.media
}

layer "services" {
  description = "Supervisord and ps"
  packages    = local.services
}

# The one layer of "full".

layer "everything" {
  description = "The whole toolbox"
  packages = concat(
    local.base,
    local.node,
    local.python,
    local.rust,
    local.wasm,
    local.database,
    local.media,
    local.browser,
    local.services,
  )
}

# The layers of "desktop", which also has "services".

layer "languages" {
  description = "Base, Node.js and Python"
  packages    = concat(local.base, local.node, local.python)
}

layer "compilers" {
  description = "Rust, SQLite and media"
  packages    = concat(local.rust, local.database, local.media)
}

layer "browser" {
  description = "Chromium, Playwright and what they load"
  packages    = local.browser
}

layer "vnc" {
  description = "A desktop and its VNC server"
  packages    = local.vnc
}
