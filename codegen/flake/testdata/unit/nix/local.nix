{
  writeText,
  runCommand,
  flags,
  greeter,
  names,
}:
runCommand "local" { inherit greeter; } ''
  mkdir -p $out/bin $out/share
  cp ${writeText "flags.json" (builtins.toJSON { inherit flags names; })} $out/share/flags.json
  ln -s $greeter/bin/greet $out/bin/local
''
