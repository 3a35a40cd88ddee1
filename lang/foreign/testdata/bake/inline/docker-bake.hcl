variable "LOOP" { default = [for x in ["a"] : x] }
target "one" {
  dockerfile-inline = <<EOT
FROM debian:12
RUN apt-get install -y curl
CMD ["curl", "--version"]
EOT
  tags = LOOP
}
target "two" {
  dockerfile-inline = "FROM alpine\nCMD [\"sh\"]\n"
  labels = { version = format("%s-%d", timestamp(), 1) }
}
