# Every kind of package.

input "agent" {
  url = "github:example/agent"
}

package "python_env" "a" {
  python           = "python 3"
  # error AB4003 `"python 3"`: "python 3" is not the name of a package: it consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.
  packages         = ["pip", "num py", 5, layer.base]
  # error AB4003 `"num py"`: "num py" is not the name of a package: it consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.
  # error AB4002 `5`: packages wants packages; this is 5.
  # error AB4002 `layer.base`: packages wants packages; layer.base is a layer.
  ignore_collisions = "often"
  # error AB4002 `"often"`: ignore_collisions wants true or false; this is "often".
}

package "python_env" "b" {
}

package "rust_toolchain" "no-overlay" {
# error AB4017 `package "rust_toolchain" "no-overlay"`: package.rust_toolchain.no-overlay needs rust-overlay, and neither the package nor pkgset.default names it. Declare the input and add: overlay = input.rust-overlay.overlays.default
  channel = "stable"
}

package "rust_toolchain" "a" {
  channel    = "stabel"
  # error AB4003 `"stabel"`: channel cannot be "stabel". Did you mean "stable"?
  version    = "1.84"
  # error AB4003 `"1.84"`: version is "1.84", but it must be a full version such as 1.84.0.
  profile    = "small"
  # error AB4003 `"small"`: profile cannot be "small". It is one of "minimal", "default", "complete".
  extensions = "clippy"
  # error AB4002 `"clippy"`: extensions wants a list; this is "clippy".
  overlay    = input.agent
  # error AB4002 `input.agent`: overlay wants an overlay; input.agent is an input.
}

package "rust_toolchain" "nightly" {
  channel = "nightly"
  version = "1.84.0"
  # error AB2013 `version`: A toolchain of the channel "nightly" is chosen by its date, not by its version.
  overlay = input.agent.overlays.default
}

package "rust_toolchain" "stable" {
  channel = "stable"
  date    = "2026-01-01"
  # error AB2013 `date`: A toolchain of the channel "stable" is chosen by its version, not by its date.
  overlay = input.agent.overlays.default
}

package "rust_toolchain" "both" {
  channel = "nightly"
  version = "1.84.0"
  # error AB2013 `version`: A toolchain of the channel "nightly" is chosen by its date, not by its version.
  # note `version`: version is set here
  date    = "yesterday"
  # error AB2013 `date`: Only one of version and date may be set, because each of them says the same thing in another way.
  # error AB4003 `"yesterday"`: date is "yesterday", but it must be a date as YYYY-MM-DD.
  overlay = input.agent.overlays.default
}

package "script" "a" {
  file           = "../outside.sh"
  # error AB4010 `"../outside.sh"`: There is no file "../outside.sh". Paths are relative to the file that holds them, so this is outside.sh in the workspace.
  runtime_inputs = [pkgs.git, "not a name", pkgs.git]
  # error AB4003 `"not a name"`: "not a name" is not the name of a package: it consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.
  # warning AB4019 `pkgs.git`: pkgs.git already stands in this list; once is enough.
  # note `pkgs.git`: the first time
  check          = 1
  # error AB4002 `1`: check wants true or false; this is 1.
}

package "script" "b" {
  file = "/etc/passwd"
  # error AB4009 `"/etc/passwd"`: file cannot be "/etc/passwd": it is absolute; paths are relative to the file that holds them.
}

package "script" "c" {
  file = "./scripts/entrypont.sh"
  # error AB4010 `"./scripts/entrypont.sh"`: There is no file "./scripts/entrypont.sh". Paths are relative to the file that holds them, so this is unit/scripts/entrypont.sh in the workspace.
}

package "script" "d" {
  file = ""
  # error AB4009 `""`: file cannot be "": it is empty.
}

package "script" "e" {
  file = "scripts\\entrypoint.sh"
  # error AB4009 `"scripts\\entrypoint.sh"`: file cannot be "scripts\\entrypoint.sh": it has a backslash; paths use / on every system.
}

package "nix" "a" {
  file = "./nix"
  # error AB4010 `"./nix"`: file names "./nix", which is a directory; a file is wanted.
  args = { pkgs = pkgs, a = [null, 1.5, { b = pkgs.git }], input = input.agent }
  # error AB3006 `pkgs`: pkgs needs the name of a package behind it, such as pkgs.git. A name that is computed goes through the function pkg, as in pkg("python${var.version}").
  # error AB4002 `input.agent`: args["input"] wants values that Nix can be given; this is input.agent, which is an input.
}

package "nix" "b" {
# error AB2003 `package "nix" "b"`: package.nix.b needs the attribute "file", for example: file = "./nix/tool.nix"
}

package "flake" "a" {
  input = input.agent.packages.x
  # error AB4002 `input.agent.packages.x`: input wants an input; input.agent.packages.x is an attribute of an input.
  attr  = ""
}

package "flake" "b" {
# error AB2003 `package "flake" "b"`: package.flake.b needs the attribute "input", for example: input = input.agent
  attr = "default"
}

package "override" "a" {
# error AB2003 `package "override" "a"`: package.override.a needs the attribute "base", for example: base = pkgs.ffmpeg
  args = { }
}

package "override" "b" {
  base    = pkgs.hello
  patches = ["./nix/hello.patch", "./nix/other.patch", pkgs.git]
  # error AB4010 `"./nix/other.patch"`: There is no file "./nix/other.patch". Paths are relative to the file that holds them, so this is unit/nix/other.patch in the workspace.
  # error AB4005 `pkgs.git`: patches cannot hold the store path of a package: the value is "${pkgs.git}", and the path is known only when Nix builds.
  check   = "no"
  # error AB4002 `"no"`: check wants true or false; this is "no".
  env     = { A = "${pkgs.git}/bin", "1B" = "x" }
  # error AB4003 `"1B"`: "1B" cannot be a key of env: it must be the name of an environment variable: letters, digits and _, not starting with a digit.
}

layer "base" {
  packages = [package.script.a]
}
