let
  # From here on, every generated file is the same: how images and shells are made of the above.
  # What an image holds of each package is the output with its programs.
  programs = map lib.getBin;
  binPath = map (package: "${lib.getBin package}/bin");

  # A name as the store takes it, without what is special in the expressions of nix2container.
  storeName =
    name: lib.concatStringsSep "-" (lib.filter lib.isString (builtins.split "[^A-Za-z0-9._-]+" name));

  # The packages of a variant or a shell: those of its layers, then its own.
  packagesOf = box: lib.concatMap (name: layers.${name}.packages) box.layers ++ box.packages or [ ];

  # The named layers, in order. Each is given all earlier ones, so that a store path lands in the
  # first layer that needs it and in no other; the same names in the same order are the same
  # derivations in every image. nestedLayers is cleared because buildImage gets the whole list:
  # otherwise each earlier layer would be repeated 2^n times.
  layersOf = lib.foldl' (
    done: name:
    done
    ++ [
      (
        buildLayer {
          deps = programs layers.${name}.packages;
          layers = done;
          maxLayers = layers.${name}.maxLayers or 1;
          metadata.created_by = "agentboxc layer ${name}";
        }
        // {
          nestedLayers = [ ];
        }
      )
    ]
  ) [ ];

  # Of the entries of a root directory, a file has a text or a source and a symbolic link has a
  # target; the others are directories.
  content = {
    text = "";
    source = "";
    target = "";
  };
  having = name: lib.filterAttrs (_: entry: builtins.hasAttr name entry);

  # The root directory of an image: links into its packages, of which the first one wins where two
  # have the same file, and over them the entries.
  rootOf =
    name: variant: entries:
    pkgs.runCommandLocal "root-${storeName name}"
      {
        __structuredAttrs = true;
        links = pkgs.buildEnv {
          name = "links-${storeName name}";
          paths = programs (packagesOf variant);
          pathsToLink =
            variant.link or [
              "/bin"
              "/etc"
              "/lib"
              "/share"
            ];
          ignoreCollisions = true;
        };
        texts = lib.mapAttrs (_: entry: entry.text) (having "text" entries);
        sources = lib.mapAttrs (_: entry: "${entry.source}") (having "source" entries);
        targets = lib.mapAttrs (_: entry: entry.target) (having "target" entries);
        directories = builtins.attrNames (
          lib.filterAttrs (_: entry: builtins.intersectAttrs content entry == { }) entries
        );
      }
      ''
        shopt -s dotglob nullglob

        # Makes every directory above $1 a real one. A directory that only one package has is a link
        # to that package's: it becomes a directory of links.
        above() {
          local at=$out rest=''${1#/} link entry
          while [[ $rest == */* ]]; do
            at+=/''${rest%%/*}
            rest=''${rest#*/}
            if [[ -L $at ]]; then
              link=$(readlink "$at"; printf .)
              link=''${link%??}
              rm "$at"
              mkdir "$at"
              for entry in "$link"/*; do
                ln -s "$entry" "$at/"
              done
            elif [[ ! -d $at ]]; then
              mkdir "$at"
            fi
          done
        }

        mkdir "$out"
        cp -R --no-preserve=mode "$links/." "$out"
        for path in "''${directories[@]}"; do
          above "$path/"
        done
        for path in "''${!texts[@]}" "''${!sources[@]}" "''${!targets[@]}"; do
          above "$path"
          rm -rf "$out$path"
        done
        for path in "''${!texts[@]}"; do
          printf %s "''${texts[$path]}" >"$out$path"
        done
        for path in "''${!sources[@]}"; do
          cp "''${sources[$path]}" "$out$path"
        done
        for path in "''${!targets[@]}"; do
          ln -sT -- "''${targets[$path]}" "$out$path"
        done
      '';

  # The directories above a path, without the root directory.
  directoriesAbove =
    path: if dirOf path == "/" then [ ] else directoriesAbove (dirOf path) ++ [ (dirOf path) ];

  # What the store cannot hold of the entries of a root: modes and owners. The directories they
  # lie in are as those of any system, not read-only as in the store.
  permsOf =
    root: entries:
    let
      above = lib.genAttrs (lib.concatMap directoriesAbove (builtins.attrNames entries)) (_: {
        mode = "0755";
      });
      all = above // entries;
    in
    lib.mapAttrsToList (
      path: entry:
      {
        path = root;
        regex = "^${root}${lib.escapeRegex path}$";
      }
      // builtins.removeAttrs entry (builtins.attrNames content)
    ) (having "mode" all // having "uid" all);

  # An image: the layers of the variant, then one for everything of its own. The last one also has
  # what only the configuration refers to, so that nothing is left for the layer that buildImage
  # would add.
  imageOf =
    name: variant:
    let
      entries = variant.root or standardRoot;
      root = rootOf name variant entries;
      earlier = layersOf variant.layers;
      environment = {
        PATH = lib.concatStringsSep ":" ([ "/bin" ] ++ binPath (packagesOf variant));
      }
      // variant.env or { };
      config = variant.config or { } // {
        Env = lib.mapAttrsToList (name: value: "${name}=${value}") environment;
      };
      references = pkgs.writeText "config-${storeName name}.json" (builtins.toJSON config);
      own = buildLayer {
        deps = programs variant.packages or [ ] ++ [ references ];
        ignore = references;
        copyToRoot = root;
        perms = permsOf root entries;
        layers = earlier;
        maxLayers = variant.maxLayers or 1;
        metadata.created_by = "agentboxc variant ${name}";
      };
    in
    buildImage {
      inherit arch config;
      inherit (variant) tag;
      name = variant.image;
      created = variant.created or "1970-01-01T00:00:00Z";
      layers = earlier ++ [ (own // { nestedLayers = [ ]; }) ];
    };

  # A shell with the same programs as an image of the same packages, before those of the system.
  shellOf =
    name: shell:
    let
      path = lib.concatMapStrings (dir: "${dir}:") (binPath (packagesOf shell) ++ shell.path or [ ]);
    in
    pkgs.mkShellNoCC {
      name = "shell-${storeName name}";
      packages = packagesOf shell;
      shellHook = lib.concatStrings (
        lib.mapAttrsToList (name: value: ''
          export ${name}=${lib.escapeShellArg value}
        '') shell.env or { }
        ++ [
          ''
            export PATH=${lib.escapeShellArg path}"$PATH"
          ''
          shell.hook or ""
        ]
      );
    };

  # Fails unless every program in the PATH of the shell's variant is the same one in the shell.
  parityOf =
    name: shell:
    pkgs.runCommandLocal "parity-${storeName name}"
      {
        inImage = lib.concatStringsSep ":" (binPath (packagesOf variants.${shell.variant}));
        inShell = lib.concatStringsSep ":" (binPath (packagesOf shell));
      }
      ''
        shopt -s nullglob
        IFS=:
        programs=()
        for dir in $inImage; do
          for program in "$dir"/*; do
            if [[ -f $program && -x $program ]]; then
              programs+=("''${program##*/}")
            fi
          done
        done
        for program in "''${programs[@]}"; do
          wanted=$(PATH=$inImage; type -P -- "$program")
          found=$(PATH=$inShell; type -P -- "$program" || true)
          if [[ $wanted != "$found" ]]; then
            echo "$program is $wanted in the image and ''${found:-missing} in the shell" >&2
            exit 1
          fi
        done
        touch "$out"
      '';

  # The limits of an image and, by name, those of its layers.
  limitsOf = name: variant: {
    image = limits.variant.${name} or { };
    layers = builtins.intersectAttrs (lib.genAttrs variant.layers (_: { })) limits.layer or { };
  };

  # Fails when an image, or all that a layer became in it, is larger than its limits allow. Image
  # layers are as they are before compression. What an image weighs after it (max_compressed), and
  # how much it grew (max_growth), is not known here: agentboxc itself checks that.
  budgetOf =
    name: allowed:
    pkgs.runCommandLocal "budget-${storeName name}"
      {
        nativeBuildInputs = [ pkgs.jq ];
        variant = name;
        image = images.${name};
        limits = builtins.toJSON allowed;
        repeated = ''
          [(.layers // [])[].paths[].path] | group_by(.)[] | select(length > 1) | "\(length - 1) \(.[0])"
        '';
        breaches = ''
          def figures: {
            max: (map(.size) | add // 0),
            max_layer: (map(.size) | max // 0),
            max_layers: length
          };
          def breaches($of; $limits):
            . as $figures | $limits | to_entries[] | select($figures[.key] > .value)
            | "\($of): \(.key) is \($figures[.key]), which is \($figures[.key] - .value) more than its limit of \(.value)";
          (.layers // []) as $all
          | ($all | figures + { max_waste: $waste } | breaches("variant.\($variant)"; $limits.image)),
            ($limits.layers | to_entries[] | . as { $key, $value }
              | $all | map(select(.History.created_by == "agentboxc layer \($key)"))
              | figures | breaches("layer.\($key)"; $value))
        '';
      }
      ''
        # What a tar archive has of each path that is in more than one layer, as often as that is too
        # many: a header for each file and directory, and contents in blocks of 512 bytes.
        waste=0
        paths=$(jq --raw-output "$repeated" "$image")
        if [[ -n $paths ]]; then
          while read -r times path; do
            sizes=$(find "$path" -type f -printf '%s\n' -o -printf '0\n')
            for size in $sizes; do
              waste=$((waste + times * (512 + (size + 511) / 512 * 512)))
            done
          done <<<"$paths"
        fi

        found=$(jq --raw-output --arg variant "$variant" --argjson limits "$limits" \
          --argjson waste "$waste" "$breaches" "$image")
        if [[ -n $found ]]; then
          echo "$found" >&2
          echo "The image has these layers:" >&2
          jq --raw-output '(.layers // [])[] | "\(.size) \(.History.created_by)"' "$image" >&2
          exit 1
        fi
        touch "$out"
      '';

  # The store paths of all outputs of a package, as text that does not have them built. There are none
  # where nixpkgs refuses to evaluate it: it can be in no image.
  outputsOf =
    package:
    let
      all = map (
        name: builtins.unsafeDiscardStringContext "${lib.getOutput name package}"
      ) package.outputs or [ "out" ];
      tried = builtins.tryEval (builtins.deepSeq all all);
    in
    if tried.success then tried.value else [ ];

  # Fails when an image, or what a layer became in it, has what a policy forbids: an output of a
  # package, or what a pattern fits, with its version or without it.
  policyOf =
    name: policy:
    let
      holding = layer: lib.filterAttrs (_: variant: lib.elem layer variant.layers) variants;
    in
    pkgs.runCommandLocal "policy-${storeName name}"
      {
        __structuredAttrs = true;
        nativeBuildInputs = [ pkgs.jq ];
        policy = name;
        whole = builtins.intersectAttrs (lib.genAttrs policy.variants or [ ] (_: { })) images;
        parts = lib.concatMap (
          layer:
          map (image: "${image} ${layer}") (
            builtins.attrValues (builtins.intersectAttrs (holding layer) images)
          )
        ) policy.layers or [ ];
        packages = lib.concatMap outputsOf policy.packages or [ ];
        patterns = policy.names or [ ];
        reason = policy.reason or "";
      }
      ''
        # Says what is forbidden of the store paths that it reads.
        judge() {
          local path label forbidden pattern
          while read -r path; do
            label=''${path##*/}
            label=''${label#*-}
            [[ $label =~ ^([^-]|-[A-Za-z])* ]]
            for forbidden in "''${packages[@]}"; do
              if [[ $path == "$forbidden" ]]; then
                echo "$1: $label"
              fi
            done
            for pattern in "''${patterns[@]}"; do
              if [[ $label == $pattern || ''${BASH_REMATCH[0]} == $pattern ]]; then
                echo "$1: $label"
              fi
            done
          done
        }

        for variant in "''${!whole[@]}"; do
          jq --raw-output '(.layers // [])[].paths[]?.path' "''${whole[$variant]}" | judge "variant.$variant"
        done >found
        for part in "''${parts[@]}"; do
          read -r image layer <<<"$part"
          jq --raw-output --arg layer "$layer" \
            '(.layers // [])[] | select(.History.created_by == "agentboxc layer \($layer)").paths[]?.path' "$image" \
            | judge "layer.$layer"
        done >>found
        if [[ -s found ]]; then
          echo "The policy $policy forbids:" >&2
          sort --unique found >&2
          if [[ -n $reason ]]; then
            echo "Its reason: $reason" >&2
          fi
          exit 1
        fi
        touch "$out"
      '';

  # What programs expect of every system, as rootfs.standard has it.
  standardRoot = {
    "/etc/group".text = ''
      root:x:0:
      nobody:x:65534:
    '';
    "/etc/nsswitch.conf".text = ''
      passwd: files
      group: files
      hosts: files dns
    '';
    "/etc/passwd".text = ''
      root:x:0:0:root:/root:/bin/sh
      nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
    '';
    "/root".mode = "0700";
    "/tmp".mode = "1777";
  };

  images = builtins.mapAttrs imageOf variants;
  limited = lib.filterAttrs (_: all: all.image // all.layers != { }) (
    builtins.mapAttrs limitsOf variants
  );

  prefixed = prefix: lib.mapAttrs' (name: lib.nameValuePair "${prefix}-${name}");
in
{
  packages = images // builtins.mapAttrs (_: name: images.${name}) aliases;
  devShells = builtins.mapAttrs shellOf shells;
  checks =
    prefixed "image" images
    // prefixed "budget" (builtins.mapAttrs budgetOf limited)
    // prefixed "policy" (builtins.mapAttrs policyOf policies)
    // prefixed "shell" (builtins.mapAttrs parityOf (having "variant" shells));
}
