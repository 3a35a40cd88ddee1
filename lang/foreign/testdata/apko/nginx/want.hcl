# Imported from apko.yaml by agentboxc import.
# Packages have the versions of the locked nixpkgs.

platform "x86_64-linux" {}
platform "aarch64-linux" {}

layer "tools" {
  packages = [
    pkgs.nginx,
    # no-such-thing: not known in nixpkgs
  ]
}

variant "runtime" {
  layers = [layer.tools]

  config {
    entrypoint = ["/bin/nginx", "-c", "/etc/nginx/nginx.conf", "-g", "daemon off;"]
    env = {
      PATH = "/usr/sbin:/sbin:/usr/bin:/bin"
    }
    user = user.nginx
  }

  user "nginx" {
    uid = 10000
  }

  directory "/run/nginx" {
    mode  = "0755"
    owner = user.nginx
  }

  symlink "/etc/nginx/http.d/default.conf" {
    target = "/share/nginx/http-default_server.conf"
  }
}
