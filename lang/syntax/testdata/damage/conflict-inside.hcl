layer "before" {
  packages = [pkgs.git]
}

layer "m" {
<<<<<<< HEAD
  max_layers = 2
||||||| base
  max_layers = 0
=======
  max_layers = 1
>>>>>>> other
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
