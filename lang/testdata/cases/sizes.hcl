# Sizes and other limits.

layer "base" {
  packages = [pkgs.git]
  budget {
    max            = 50
    # error AB4006 `50`: max is a size, so it needs a unit: "50MB" is 50·10⁶ bytes, "50MiB" is 50·2²⁰ bytes. => Change to "50MB" | Change to "50MiB"
    max_compressed = "50"
    # error AB4006 `"50"`: max_compressed is "50", but it must be a size with its unit, such as "50MB" (50·10⁶ bytes) or "50MiB" (50·2²⁰ bytes).
    max_layers     = "three"
    # error AB4002 `"three"`: max_layers wants a number; this is "three".
    max_layer      = "50mb"
    # error AB4006 `"50mb"`: max_layer is "50mb", but it must be a size with its unit, such as "50MB" (50·10⁶ bytes) or "50MiB" (50·2²⁰ bytes).
    max_waste      = "0MB"
    # error AB4006 `"0MB"`: max_waste is "0MB", but it must be a size with its unit, such as "50MB" (50·10⁶ bytes) or "50MiB" (50·2²⁰ bytes).
    max_growth     = "5 %"
    # error AB4006 `"5 %"`: max_growth is "5 %", but it must be a percentage such as "5%", or a size such as "20MB".
    warn           = 101
    # error AB4003 `101`: warn is 101, but it must be a whole number from 1 to 100.
  }
}

layer "more" {
  packages = [pkgs.git]
  budget {
    max            = "1.0000000001B"
    # error AB4006 `"1.0000000001B"`: max is "1.0000000001B", but it must be a size with its unit, such as "50MB" (50·10⁶ bytes) or "50MiB" (50·2²⁰ bytes).
    max_compressed = "99999999999TB"
    # error AB4006 `"99999999999TB"`: max_compressed is "99999999999TB", but it must be a size with its unit, such as "50MB" (50·10⁶ bytes) or "50MiB" (50·2²⁰ bytes).
    max_layers     = 0
    # error AB4003 `0`: max_layers is 0, but it must be a whole number of at least 1.
    max_layer      = "-5MB"
    # error AB4006 `"-5MB"`: max_layer is "-5MB", but it must be a size with its unit, such as "50MB" (50·10⁶ bytes) or "50MiB" (50·2²⁰ bytes).
    max_waste      = ""
    # error AB4006 `""`: max_waste is "", but it must be a size with its unit, such as "50MB" (50·10⁶ bytes) or "50MiB" (50·2²⁰ bytes).
    max_growth     = 5
    # error AB4006 `5`: max_growth is a percentage or a size, so it needs a unit: "5%" is percent, "5MB" is 5·10⁶ bytes. => Change to "5%" | Change to "5MB"
    warn           = 0
    # error AB4003 `0`: warn is 0, but it must be a whole number from 1 to 100.
  }
}

layer "computed" {
  packages = [pkgs.git]
  budget {
    max            = 25 + 25
    # error AB4006 `25 + 25`: max is a size, so it needs a unit: "50MB" is 50·10⁶ bytes, "50MiB" is 50·2²⁰ bytes. => Change to "50MB" | Change to "50MiB"
    max_compressed = "${50}MB"
    max_layers     = 2.5
    # error AB4002 `2.5`: max_layers wants a whole number; this is 2.5.
    max_growth     = "5%%"
    # error AB4006 `"5%%"`: max_growth is "5%%", but it must be a percentage such as "5%", or a size such as "20MB".
    max_waste      = 1 / 0
    # error AB4006 `1 / 0`: max_waste is +Inf, but it must be a size with its unit, such as "50MB" (50·10⁶ bytes) or "50MiB" (50·2²⁰ bytes).
  }
}

layer "fine" {
  packages = [pkgs.git]
  budget {
    max            = "50MB"
    max_compressed = "1.5 GiB"
    max_layers     = 3
    max_layer      = "1kB"
    max_waste      = "12B"
    max_growth     = "20MB"
    warn           = 90
  }
}

variant "a" {
  layers = [layer.base]
  budget {
    max = ["1GB"]
    # error AB4002 `["1GB"]`: max wants a string; this is a list of 1 element.
  }
}
