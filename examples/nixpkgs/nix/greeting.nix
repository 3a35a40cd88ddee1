# A function of what it needs from nixpkgs, and of its args in agentbox.hcl.
{ writeShellApplication, name }:
writeShellApplication {
  name = "greeting";
  text = ''
    echo "Hello, ${name}."
  '';
}
