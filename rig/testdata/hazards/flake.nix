# Images that show how nix2container treats layers: what surprises, and the
# form that works.
{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    nix2container = {
      url = "github:nlewo/nix2container";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs =
    { nixpkgs, nix2container, ... }:
    let
      system = "x86_64-linux";
      inherit (nixpkgs) lib;
      pkgs = nixpkgs.legacyPackages.${system};
      inherit (nix2container.packages.${system}.nix2container) buildImage buildLayer;

      # Each needs all before it.
      stack =
        n:
        if n == 0 then
          [ ]
        else
          let
            below = stack (n - 1);
          in
          below
          ++ [
            (pkgs.runCommand "link-${toString n}" { } ''
              mkdir $out
              echo ${toString below} > $out/file-${toString n}
            '')
          ];

      # Each layer knows all before it, and each passes on those it knows.
      flat = lib.foldl' (
        done: package:
        done
        ++ [
          (buildLayer {
            deps = [ package ];
            layers = done;
            metadata.created_by = package.name;
          })
        ]
      ) [ ];
      stripped = map (layer: layer // { nestedLayers = [ ]; });
      flatStripped = lib.foldl' (
        done: package:
        done
        ++ [
          (
            buildLayer {
              deps = [ package ];
              layers = done;
              metadata = {
                author = "somebody";
                comment = "a <comment> & more";
                created_by = package.name;
              };
            }
            // {
              nestedLayers = [ ];
            }
          )
        ]
      ) [ ];
      chained = lib.foldl' (
        done: package:
        done
        ++ [
          (buildLayer {
            deps = [ package ];
            layers = lib.optional (done != [ ]) (lib.last done);
          })
        ]
      ) [ ];
      image = args: buildImage ({ name = "Hazards"; } // args);

      odd = pkgs.runCommand "odd" { } ''
        mkdir -p $out/tmp $out/etc $out/home/agent $out/bin
        echo secret > $out/home/agent/secret
        echo x > "$out/etc/a file with spaces, and äöü"
        long=$out/etc
        for i in 1 2 3 4 5 6 7 8 9 10 11 12; do long=$long/a-rather-long-name-$i; done
        mkdir -p $long
        echo long > $long/file
        ln -s ${pkgs.bash}/bin/bash $out/bin/a-shell
      '';
      tree =
        name: text:
        pkgs.runCommand name { } ''
          mkdir -p $out/etc
          echo ${text} > $out/etc/same
          echo ${text} > $out/etc/${name}
        '';
    in
    {
      packages.${system} = {
        flat = image { layers = flat (stack 6); };
        flat-list-stripped = image { layers = stripped (flat (stack 6)); };
        flat-stripped = image { layers = flatStripped (stack 30); };
        chained = image { layers = chained (stack 6); };
        chained-last = image { layers = [ (lib.last (chained (stack 6))) ]; };
        reused =
          let
            known = flatStripped (stack 2);
            a = builtins.elemAt known 0;
            c = buildLayer {
              deps = stack 3;
              layers = known;
            };
          in
          image {
            layers = [
              a
              (c // { nestedLayers = [ ]; })
            ];
          };
        split = image {
          layers = [
            (buildLayer {
              deps = [
                pkgs.git
                pkgs.jq
                pkgs.coreutils
              ];
              maxLayers = 7;
            })
          ];
          copyToRoot = odd;
          maxLayers = 3;
          config.Cmd = [ "${pkgs.sqlite}/bin/sqlite3" ];
        };
        nothing-left = image {
          layers = flatStripped [
            pkgs.bash
            pkgs.bash
            pkgs.glibc
          ];
        };
        same-twice = image {
          layers = [
            (buildLayer { deps = [ pkgs.zlib ]; })
            (buildLayer { deps = [ pkgs.zlib ]; })
          ];
        };
        empty = image { };
        permissions = image {
          tag = "v1";
          created = "2024-02-29T12:00:00+01:00";
          copyToRoot = [ odd ];
          perms = [
            {
              path = odd;
              regex = "/tmp$";
              mode = "1777";
            }
            {
              path = odd;
              regex = "/home/agent";
              mode = "0750";
              uid = 1000;
              gid = 100;
              uname = "agent";
              gname = "users";
            }
            {
              path = odd;
              regex = "secret$";
              mode = "0600";
            }
          ];
          config = {
            User = "1000:100";
            Env = [ "A=<&>" ];
            Entrypoint = [ "/bin/a-shell" ];
            Cmd = [ ];
            ExposedPorts."53/udp" = { };
            Volumes."/data" = { };
            WorkingDir = "/home/agent";
            Labels.a = "b";
            StopSignal = "SIGINT";
            Unknown = "is dropped";
          };
        };
        plus = image { copyToRoot = tree "a+b" "text"; };
        deps-and-root = image {
          layers = [
            (buildLayer {
              deps = [ odd ];
              copyToRoot = [ odd ];
            })
          ];
        };
        last-wins = image {
          copyToRoot = [
            (tree "one" "111")
            (tree "two" "222")
          ];
        };
        collision = image {
          copyToRoot = [
            (tree "one" "1")
            (tree "three" "333")
          ];
        };
        on-top = image {
          fromImage = image { layers = flatStripped (stack 2); };
          copyToRoot = odd;
        };
        kept-tar = image {
          layers = [
            (buildLayer {
              deps = stack 2;
              reproducible = false;
            })
          ];
        };
        wrong-type = image { config.Entrypoint = "not a list"; };
      };
    };
}
