# The image config, and the names of images.

variant "a" {
  image      = "Registry.example/Team/Name"
  # error AB4003 `"Registry.example/Team/Name"`: image is "Registry.example/Team/Name", but it must be an image name in lower case, such as team/agentbox or ghcr.io/team/agentbox, without a tag.
  tag        = "-latest"
  # error AB4003 `"-latest"`: tag is "-latest", but it must be an image tag: up to 128 letters, digits, _, . and -, not starting with . or -.
  max_layers = 0
  # error AB4003 `0`: max_layers is 0, but it must be a whole number of at least 1.

  config {
    entrypoint  = [null]
    # error AB4004 `null`: An element of entrypoint is null, which is no value. Leave it out; where the list is computed: [for x in … : x if x != null].
    cmd         = [5, true, "x"]
    env         = { "1A" = "x", "A-B" = "y", OK = "z", OK = "again", (null) = "w" }
    # error AB4003 `"1A"`: "1A" cannot be a key of env: it must be the name of an environment variable: letters, digits and _, not starting with a digit.
    # error AB4003 `"A-B"`: "A-B" cannot be a key of env: it must be the name of an environment variable: letters, digits and _, not starting with a digit.
    # error AB2007 `OK`: The key "OK" stands twice in env.
    # note `OK`: the first one
    # error AB4004 `(null)`: A key of env is null, which is no key. Leave the entry out.
    user        = "agent:staff:more"
    # error AB4003 `"agent:staff:more"`: user is "agent:staff:more", but it must be a user name, a numeric id, or user:group of either.
    working_dir = "relative"
    # error AB4003 `"relative"`: working_dir is "relative", but it must be an absolute path without .., such as /var/lib.
    ports       = [0, 70000, "53/upd", "http", 8080, "8080/tcp", 1.5]
    # error AB4003 `0`: An element of ports is 0, but it must be a port from 1 to 65535, alone or with its protocol (tcp, udp or sctp), such as 8080 or "53/udp".
    # error AB4003 `70000`: An element of ports is 70000, but it must be a port from 1 to 65535, alone or with its protocol (tcp, udp or sctp), such as 8080 or "53/udp".
    # error AB4003 `"53/upd"`: An element of ports is "53/upd", but it must be a port from 1 to 65535, alone or with its protocol (tcp, udp or sctp), such as 8080 or "53/udp".
    # error AB4003 `"http"`: An element of ports is "http", but it must be a port from 1 to 65535, alone or with its protocol (tcp, udp or sctp), such as 8080 or "53/udp".
    # error AB4003 `1.5`: An element of ports is 1.5, but it must be a port from 1 to 65535, alone or with its protocol (tcp, udp or sctp), such as 8080 or "53/udp".
    volumes     = ["/data", "data", "/a/../b"]
    # error AB4003 `"data"`: An element of volumes is "data", but it must be an absolute path without .., such as /var/lib.
    # error AB4003 `"/a/../b"`: An element of volumes is "/a/../b", but it must be an absolute path without .., such as /var/lib.
    labels      = { "a b" = "x", "" = "y", outPath = "z" }
    # error AB4003 `"a b"`: "a b" cannot be a key of labels: it must be a label key such as org.opencontainers.image.source, without white space, and neither outPath nor __toString.
    # error AB4003 `""`: "" cannot be a key of labels: it must be a label key such as org.opencontainers.image.source, without white space, and neither outPath nor __toString.
    # error AB4003 `outPath`: "outPath" cannot be a key of labels: it must be a label key such as org.opencontainers.image.source, without white space, and neither outPath nor __toString.
    stop_signal = "TERM"
    # error AB4003 `"TERM"`: stop_signal is "TERM", but it must be a signal such as SIGTERM, or its number.
    created     = "yesterday"
    # error AB4003 `"yesterday"`: created is "yesterday", but it must be a time in RFC 3339 form, such as 2026-01-31T12:00:00Z.
  }
}

variant "b" {
  image = "team/agentbox:latest"
  # error AB4003 `"team/agentbox:latest"`: image is "team/agentbox:latest", but it must be an image name in lower case, such as team/agentbox or ghcr.io/team/agentbox, without a tag.
  tag   = ""
  # error AB4003 `""`: tag is "", but it must be an image tag: up to 128 letters, digits, _, . and -, not starting with . or -.

  config {
    user        = "agent"
    # error AB4003 `"agent"`: The image has no user or group "agent". Declare it in the variant with: user "agent" { uid = 1000 }
    working_dir = "/a/.."
    # error AB4003 `"/a/.."`: working_dir is "/a/..", but it must be an absolute path without .., such as /var/lib.
    stop_signal = 99
    # error AB4003 `99`: stop_signal is 99, but it must be a signal such as SIGTERM, or its number.
    created     = "2026-01-31T12:00:00Z"
  }
}

variant "c" {
  config {
    user   = "agnt"
    # error AB4003 `"agnt"`: The image has no user or group "agnt". Did you mean "agent"?
    ports  = ["${pkgs.git}"]
    # error AB4005 `"${pkgs.git}"`: ports cannot hold the store path of a package: the value is "${pkgs.git}", and the path is known only when Nix builds.
    labels = { "${pkgs.git}" = "x" }
    # error AB4005 `"${pkgs.git}"`: A key of labels cannot hold the store path of a package: the key is "${pkgs.git}".
  }
  user "agent" {
    uid = 1000
  }
}

agentbox {
  name = "UPPER"
  # error AB4003 `"UPPER"`: name is "UPPER", but it must be an image name in lower case, such as team/agentbox or ghcr.io/team/agentbox, without a tag.
}
