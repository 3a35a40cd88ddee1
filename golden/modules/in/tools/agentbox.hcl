variable "packages" {
  type = list(any)
}

layer "all" {
  packages = var.packages
}
