layer "before" {
  packages = [pkgs.git]
}

<<<<<<< HEAD
layer "m" {
=======
layer "n" {
>>>>>>> other
  max_layers = 1
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
