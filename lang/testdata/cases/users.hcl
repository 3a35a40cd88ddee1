# Users and owners.

variant "a" {
  config {
    user = user.agent
  }
  user "agent" {
  # note `user "agent"`: the user agent
    uid    = 1000
    gid    = -1
    # error AB4003 `-1`: gid is -1, but it must be a whole number from 0 to 4294967294.
    home   = "home/agent"
    # error AB4003 `"home/agent"`: home is "home/agent", but it must be an absolute path without .., such as /var/lib.
    shell  = "bash"
    # error AB4003 `"bash"`: shell is "bash", but it must be an absolute path without .., such as /var/lib.
    groups = ["Docker", "ok", 5]
    # error AB4003 `"Docker"`: An element of groups is "Docker", but it must be a group name: at most 32 lower-case letters, digits, _ and -, starting with a letter or _.
    # error AB4003 `5`: An element of groups is 5, but it must be a group name: at most 32 lower-case letters, digits, _ and -, starting with a letter or _.
  }
  user "same" {
  # error AB4011 `user "same"`: The users agent and same have the same uid, 1000.
    uid = 1000
  }
  user "big" {
    uid = 4294967295
    # error AB4003 `4294967295`: uid is 4294967295, but it must be a whole number from 0 to 4294967294.
  }
  user "text" {
    uid = "many"
    # error AB4002 `"many"`: uid wants a number; this is "many".
  }
  user "none" {
  # error AB2003 `user "none"`: user.none needs the attribute "uid", for example: uid = 1000
  }
  user "root2" {
    uid = 0
  }
  directory "/a" {
    owner = "agent:ok"
    # error AB4003 `"agent:ok"`: The image has no user or group "ok". Declare it in the variant with: user "ok" { uid = 1000 }
  }
  directory "/b" {
    owner = "agnt"
    # error AB4003 `"agnt"`: The image has no user or group "agnt". Did you mean "agent"?
  }
  directory "/c" {
    owner = user.same
  }
  directory "/d" {
    owner = "1000:nogroup"
    # error AB4003 `"1000:nogroup"`: The image has no user or group "nogroup". Declare it in the variant with: user "nogroup" { uid = 1000 }
  }
}
