# A package in a string is its store path. It travels whole, or not at all.

locals {
  bash    = "${pkgs.bash}/bin/bash"
  package = pkgs.git
  tools   = { git = pkgs.git, jq = "${pkgs.jq}/bin/jq" }

  kept_join    = join(":", ["${pkgs.git}/bin", local.bash])
  kept_format  = format("%s --login %v", local.bash, pkgs.git)
  kept_list    = formatlist("%s/bin", [pkgs.git, pkgs.jq])
  kept_concat  = concat([local.bash], [pkgs.git])
  kept_json    = jsonencode({ shell = local.bash, git = pkgs.git, "${pkgs.jq}" = 1 })
  kept_choice  = platform.arch == "arm64" ? local.bash : "${pkgs.zsh}"
  kept_for     = [for name, tool in local.tools : "${name}=${tool}"]
  kept_merge   = merge(local.tools, { x = local.bash })
  kept_sort    = sort([local.bash, "a"])
  kept_set     = toset([local.bash, local.bash])
  kept_text    = tostring(pkgs.git)
  kept_try     = try(local.tools.nothing, local.bash)
  kept_suffix  = trimsuffix("${pkgs.git}/", "/")
  kept_indent  = indent(2, "a\n${pkgs.git}")
  kept_element = element(values(local.tools), 0)

  lost_upper   = upper(local.bash)
  # error AB4005 `local.bash`: upper cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_split   = split("/", local.bash)
  # error AB4005 `local.bash`: split cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_substr  = substr(local.bash, 0, 5)
  # error AB4005 `local.bash`: substr cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_replace = replace(local.bash, "/bin", "")
  # error AB4005 `local.bash`: replace cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_quote   = format("%q", local.bash)
  # error AB4005 `local.bash`: format cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_cut     = format("%.3s", local.bash)
  # error AB4005 `local.bash`: format cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_strlen  = strlen(local.bash)
  # error AB4005 `local.bash`: strlen cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_strrev  = strrev("${pkgs.git}")
  # error AB4005 `"${pkgs.git}"`: strrev cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat.
  lost_regex   = regex("[a-z]+", local.bash)
  # error AB4005 `local.bash`: regex cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_json    = jsondecode(jsonencode({ a = pkgs.git }))
  # error AB4005 `jsonencode({ a = pkgs.git })`: jsondecode cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat.
  lost_title   = title(local.bash)
  # error AB4005 `local.bash`: title cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_trim    = trim(local.bash, "h")
  # error AB4005 `local.bash`: trim cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_starts  = startswith(local.bash, "/nix")
  # error AB4005 `local.bash`: startswith cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_nested  = upper(join("-", [for t in [local.bash] : "${t}!"]))
  # error AB4005 `join("-", [for t in [local.bash] : "${t}!"])`: upper cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_package = lower(pkgs.git)
  # error AB4005 `pkgs.git`: lower cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat.
  lost_prefix  = trimprefix(local.bash, "x")
  lost_list    = formatlist("%q", [pkgs.git])
  # error AB4005 `[pkgs.git]`: formatlist cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat.
  lost_pkg     = pkg(local.bash)
  # error AB4005 `local.bash`: pkg cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_file    = file(local.bash)
  # error AB4005 `local.bash`: file cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat. {local.bash is "${pkgs.bash}/bin/bash"}
  lost_follow  = local.lost_upper # only follows

  twice = "${local.bash} ${local.bash}"
}

variant "a" {
  description = local.bash
  # error AB4005 `local.bash`: description cannot hold the store path of a package: the value is "${pkgs.bash}/bin/bash", and the path is known only when Nix builds.
  image       = "${pkgs.git}"
  # error AB4005 `"${pkgs.git}"`: image cannot hold the store path of a package: the value is "${pkgs.git}", and the path is known only when Nix builds.
  tag         = local.kept_format
  # error AB4005 `local.kept_format`: tag cannot hold the store path of a package: the value is "${pkgs.bash}/bin/bash --login ${pkgs.git}", and the path is known only when Nix builds.
  packages    = [local.bash, local.package, "${pkgs.git}", pkgs.jq]
  # error AB4002 `local.bash`: packages wants packages; this is a path inside one, "${pkgs.bash}/bin/bash". Name the package itself. => Change to pkgs.bash
  # warning AB4019 `"${pkgs.git}"`: pkgs.git already stands in this list; once is enough.
  # note `local.package`: the first time

  config {
    cmd         = [local.bash, pkgs.git, local.package]
    env         = { A = local.kept_join, B = pkgs.git, C = local.kept_json }
    working_dir = pkgs.git
    user        = local.bash
    # error AB4005 `local.bash`: user cannot hold the store path of a package: the value is "${pkgs.bash}/bin/bash", and the path is known only when Nix builds.
    stop_signal = pkgs.git
    # error AB4005 `pkgs.git`: stop_signal cannot hold the store path of a package: the value is "${pkgs.git}", and the path is known only when Nix builds.
  }

  file "/etc/a" {
    content = local.kept_json
    mode    = pkgs.git
    # error AB4005 `pkgs.git`: mode cannot hold the store path of a package: the value is "${pkgs.git}", and the path is known only when Nix builds.
  }
  file "/etc/b" {
    source = local.bash
    # error AB4005 `local.bash`: source cannot hold the store path of a package: the value is "${pkgs.bash}/bin/bash", and the path is known only when Nix builds.
  }
  symlink "/b" {
    target = local.bash
  }
  symlink "/c" {
    path   = "${pkgs.git}/x"
    # error AB4005 `"${pkgs.git}/x"`: path cannot hold the store path of a package: the value is "${pkgs.git}/x", and the path is known only when Nix builds.
    target = pkgs.git
  }
}

variant "compare" {
  description = local.bash == "x" ? "a" : "b"
  tag         = local.tools[pkgs.git]
  # error AB4001 `[pkgs.git]`: The given key does not identify an element in this collection value. {local.tools is { git = pkgs.git, jq = "${pkgs.jq}/bin/jq" }}
}

package "nix" "keys" {
  file = "./nix/tool.nix"
  args = { a = { "${pkgs.git}x" = 1 }, b = [{ "${pkgs.jq}" = 2 }] }
  # error AB4005 `{ "${pkgs.git}x" = 1 }`: A key of args cannot hold the store path of a package: the key is "${pkgs.git}x".
  # error AB4005 `[{ "${pkgs.jq}" = 2 }]`: A key of args cannot hold the store path of a package: the key is "${pkgs.jq}".
}
