# What built-in functions give.

platform "x86_64-linux" {}

locals {
  all        = [alltrue([]), alltrue([true, true]), alltrue([true, false]), alltrue([null])]
  any        = [anytrue([]), anytrue([false, true]), anytrue([null])]
  base64     = [base64encode("agent"), base64decode("YWdlbnQ="), base64sha256("agent"), base64sha512("")]
  hashes     = [md5("agent"), sha1("agent"), sha256("agent"), sha512("agent")]
  paths      = [basename("/usr/bin/env"), dirname("/usr/bin/env"), dirname("a"), basename("")]
  url        = [urlencode("a b&c/ü"), urldecode("a+b%26c%2F%C3%BC")]
  index      = [indexof(["a", "b", "b"], "b"), indexof([1, "1"], "1"), indexof([pkgs.git], pkgs.git)]
  one        = [one([]), one(["a"]), one(toset(["a"]))]
  matched    = matchkeys(["x", "y", "z"], ["a", "b", "a"], ["a"])
  unmatched  = matchkeys(tolist(["x"]), ["a"], [])
  transposed = transpose({ b = ["x", "y", "x"], a = ["x"] })
  nothing    = transpose({})
  sanitized  = sanitize("feature/new bøx-1_2")
  versions   = [semvercmp("1.10.0", ">= 1.9, < 2"), semvercmp("2.0", "~> 1.2")]
  contains   = [strcontains("agentbox", "tb"), strcontains("agentbox", "x ")]
  times      = [timecmp("2026-01-02T03:04:05Z", "2026-01-02T04:04:05+01:00"), timecmp("2026-01-02T03:04:05Z", "2027-01-02T03:04:05Z")]
  difference = setsymmetricdifference(["a", "b"], ["b", "c"])
  yaml       = yamldecode("a: &x [1, 2.5, true, null, 'text']\nb: *x\n")
  to_yaml    = yamlencode({ a = [1, "two: x", null], b = { c = true } })
  json       = jsonencode({ escaped = "\\u0000 \\u0001", path = "${pkgs.git}\\u0000\n" })
  lengths    = [length({ a = 1, b = 2 }), length("bøx"), length([1]), length(toset(["a", "a"])), length({})]
  files      = [fileexists("./files/motd"), fileexists("./nothing"), filesha256("./files/motd"), filesha512("./files/motd"), filebase64("files/motd")]
  sets       = [fileset(".", "**/*.sh"), fileset("./nix", "*.{nix,patch}"), fileset("nix", "*"), fileset("files", "**")]
  sensitive  = [issensitive(sensitive("a")), issensitive("a"), nonsensitive(sensitive("a"))]
}

variant "a" {
}
