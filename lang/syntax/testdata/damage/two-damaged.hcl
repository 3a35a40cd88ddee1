layer "before" {
  packages = [pkgs.git]
}

layer "m" {
  max_layers = 
}

# second mistake
layer "o" {
  packages = [
}

layer "after" {
  packages = [pkgs.bash]
}

variant "v" {
  layers = [layer.before, layer.after]

  config {
    cmd = ["x"]
  }
}
