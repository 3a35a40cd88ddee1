target "default" {
  context   = "."
  tags      = ["ghcr.io/acme/app:latest", "app:dev"]
  platforms = ["linux/amd64"]
  args = {
    NODE_VERSION = "22"
  }
}
