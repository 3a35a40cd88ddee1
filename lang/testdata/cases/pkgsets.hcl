# Package sets and overlays.
#! today 2026-06-01

input "agent" {
  url = "github:example/agent"
}

overlay "patches" {
  file = "./nix/missing.nix"
  # error AB4010 `"./nix/missing.nix"`: There is no file "./nix/missing.nix". Paths are relative to the file that holds them, so this is unit/nix/missing.nix in the workspace.
}

overlay "directory" {
  file = "./nix"
  # error AB4010 `"./nix"`: file names "./nix", which is a directory; a file is wanted.
}

pkgset "unstable" {
  input        = input.agent
  overlays     = [overlay.patches, input.agent.overlays.default, input.agent]
  # error AB4002 `input.agent`: overlays wants overlays; input.agent is an input.
  allow_unfree = ["cuda", 5, null, pkgs.git]
  # error AB4004 `null`: An element of allow_unfree is null, which is no value. Leave it out; where the list is computed: [for x in … : x if x != null].
  # error AB4005 `pkgs.git`: allow_unfree cannot hold the store path of a package: the value is "${pkgs.git}", and the path is known only when Nix builds.
  config       = { cudaSupport = true, "${pkgs.git}" = 1, a = null, a = 2 }
  # error AB4005 `"${pkgs.git}"`: A key of config cannot hold the store path of a package: the key is "${pkgs.git}".
  # error AB2007 `a`: The key "a" stands twice in config.
  # note `a`: the first one

  permit_insecure "openssl-1.1.1w" {
    reason  = "the agent still links to it"
    expires = "2026-05-31"
    # error AB4020 `"2026-05-31"`: The permission for openssl-1.1.1w ended on 2026-05-31. Remove what needs it, or renew it with a later date.
  }
  permit_insecure "python-2.7.18" {
    reason  = "a script"
    expires = "31.12.2026"
    # error AB4003 `"31.12.2026"`: expires is "31.12.2026", but it must be a date as YYYY-MM-DD.
  }
  permit_insecure "nodejs-16" {
  # error AB2003 `permit_insecure "nodejs-16"`: permit_insecure.nodejs-16 needs the attribute "reason", for example: reason = "The billing client has no build against OpenSSL 3."
  }
  permit_insecure "last-day" {
    reason  = "it ends today"
    expires = "2026-06-01"
  }
}

pkgset "default" {
  allow_unfree = true
}

variant "a" {
  packages = [pkgset.unstable.hello, pkgset.unstable["python3.12"], pkgset.unstabel.hello]
  # error AB3001 `pkgset.unstabel.hello`: There is no package set "unstabel". Did you mean pkgset.unstable? => Change to pkgset.unstable.hello
}
