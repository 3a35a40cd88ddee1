# The interface of nix2container, as far as building images from scratch goes:
# the arguments of buildLayer and buildImage, and what they mean for the image.
# What surprises in the original does so here as well, so that a flake cannot
# work in the tests and fail outside. The program that the derivations run is
# beside this file; the package set has it ready made.
{
  pkgs,
  system ? pkgs.system,
}:
let
  inherit (pkgs) lib;

  program = pkgs.buildGoModule {
    pname = "nix2container";
    version = "0-stand-in";
  };
  run = "${program}/bin/nix2container";

  json = name: value: pkgs.writeText "${name}.json" (builtins.toJSON value);
  layerFiles = lib.concatMapStringsSep " " (layer: "${layer}/layers.json");

  # The closure of the roots, sorted, since the order of paths in a layer
  # depends on it.
  closure =
    roots: ignored:
    pkgs.runCommand "closure.json"
      {
        __structuredAttrs = true;
        exportReferencesGraph.graph = roots;
        nativeBuildInputs = [ pkgs.jq ];
        ignored = toString ignored;
      }
      ''
        jq '
          .ignored as $ignored
          | [ .graph[] | select(.path != $ignored) | { path, references: (.references | sort) } ]
          | sort_by(.path)
        ' .attrs.json > $out
      '';

  # The root of the image gets the contents of these.
  rootsOf =
    copyToRoot: contents:
    lib.throwIf (contents != null && copyToRoot != null)
      "buildLayer and buildImage take either copyToRoot or the deprecated contents"
      (
        if copyToRoot != null then
          lib.toList copyToRoot
        else if contents != null then
          lib.toList contents
        else
          [ ]
      );

  buildLayer =
    {
      deps ? [ ],
      copyToRoot ? null,
      contents ? null,
      ignore ? null,
      layers ? [ ],
      reproducible ? true,
      perms ? [ ],
      maxLayers ? 1,
      metadata ? {
        created_by = "nix2container";
      },
    }:
    let
      roots = rootsOf copyToRoot contents;
      rewrites = map (path: {
        inherit path;
        regex = "^${path}";
        repl = "";
      }) roots;
      command = if reproducible then "reproducible" else "non-reproducible";
      flags = [
        "--max-layers ${toString maxLayers}"
        "--rewrites ${json "rewrites" rewrites}"
      ]
      ++ lib.optional (perms != [ ]) "--perms ${json "perms" perms}"
      ++ lib.optional (metadata != { }) "--history ${json "history" metadata}"
      ++ lib.optional (!reproducible) "--tar-directory $out";
      layer = pkgs.runCommandLocal "layers.json" { } ''
        mkdir $out
        ${run} layers-from-${command}-storepaths ${toString flags} \
          $out/layers.json ${closure (deps ++ roots) ignore} ${layerFiles layers}
      '';
    in
    # Only the layers given are left out of this one, not those nested in
    # them; but the image gets the nested ones too.
    layer
    // {
      nestedLayers = lib.concatMap (l: l.nestedLayers) layers ++ layers;
    };

  buildImage =
    {
      name,
      tag ? null,
      config ? { },
      layers ? [ ],
      copyToRoot ? null,
      contents ? null,
      fromImage ? "",
      arch ? pkgs.go.GOARCH,
      perms ? [ ],
      maxLayers ? 1,
      created ? "0001-01-01T00:00:00Z",
      initializeNixDatabase ? false,
      nixUid ? 0,
      nixGid ? 0,
      meta ? { },
    }:
    let
      configFile = json "config" config;
      # The image's own layer: its root, and what the configuration mentions.
      own = buildLayer {
        inherit perms maxLayers layers;
        copyToRoot = rootsOf copyToRoot contents;
        deps = [ configFile ];
        ignore = configFile;
      };
      all = lib.concatMap (l: l.nestedLayers) layers ++ layers ++ [ own ];
      imageName = lib.toLower name;
      outputHash = builtins.head (lib.splitString "-" (baseNameOf image.outPath));
      imageTag = if tag == null then outputHash else tag;
      image =
        pkgs.runCommandLocal "image-${baseNameOf name}.json"
          {
            inherit meta;
            passthru = {
              inherit fromImage imageName imageTag;
              imageRefUnsafe = builtins.unsafeDiscardStringContext "${imageName}:${imageTag}";
            };
          }
          ''
            ${run} image --arch ${arch} --created ${created} ${
              lib.optionalString (fromImage != "") "--from-image ${fromImage}"
            } $out ${configFile} ${layerFiles all}
          '';
    in
    lib.throwIf initializeNixDatabase "the stand-in for nix2container makes no Nix database" image;
in
{
  nix2container-bin = program;
  nix2container = {
    inherit buildImage buildLayer;
  };
}
