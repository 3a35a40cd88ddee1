{ writeShellApplication, greeting, level, list }:
writeShellApplication {
  name = "tool";
  text = ''echo "${greeting} ${toString level} ${toString list}"'';
}
