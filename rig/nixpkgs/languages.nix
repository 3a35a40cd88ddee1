# Interpreters, compilers and what is made with them. None of them computes
# anything: they say who they are, and know what has been installed.
final: prev:
let
  inherit (final) lib runtimeShell;

  # A program that prints its name and version.
  announce = name: version: ''
    mkdir -p $out/bin
    cat > $out/bin/${name} <<'END'
    #!${runtimeShell}
    echo "${name} ${version}"
    END
    chmod 755 $out/bin/${name}
  '';

  # Python packages are a directory below site-packages and maybe a program. Their
  # tests are no check phase: only overridePythonAttrs can turn them off.
  pythonPackage =
    python: pname:
    {
      version,
      program ? null,
      requires ? [ ],
      doCheck ? true,
      ...
    }@args:
    final.stdenv.mkDerivation (removeAttrs args [ "program" "doCheck" ] // {
      name = "python${python.pythonVersion}-${pname}-${version}";
      inherit pname version requires;
      doInstallCheck = doCheck;
      buildCommand = ''
        mkdir -p $out/${python.sitePackages}/${pname} $out/nix-support
        echo "__version__ = '${version}'" > $out/${python.sitePackages}/${pname}/__init__.py
        echo ${python} $requires > $out/nix-support/propagated-build-inputs
        ${lib.optionalString (program != null) (announce program version)}
      '';
      passthru = {
        requiredPythonModules = requires;
        overridePythonAttrs = changes: pythonPackage python pname (args // changes args);
      };
    });

  # The interpreter imports what lies in a site-packages directory beside it.
  interpreter = pythonVersion: version: ''
    mkdir -p $out/bin $out/lib/python${pythonVersion}/site-packages
    cat > $out/bin/python3 <<'END'
    #!${runtimeShell}
    self=$(${final.coreutils}/bin/readlink -f "$0")
    home=''${self%/*}/..
    case ''${1:-} in
    -c)
      for module in ''${2//import /}; do
        if [ ! -d "$home/lib/python${pythonVersion}/site-packages/$module" ]; then
          echo "ModuleNotFoundError: No module named '$module'" >&2
          exit 1
        fi
      done
      ;;
    *) echo "Python ${version}" ;;
    esac
    END
    chmod 755 $out/bin/python3
    ln -s python3 $out/bin/python
    ln -s python3 $out/bin/python${pythonVersion}
  '';

  makePython =
    pythonVersion: version: packages:
    lib.makeOverridable (pythonWith pythonVersion version packages) { };
  pythonWith =
    pythonVersion: version: packages:
    {
      packageOverrides ? (_: _: { }),
    }:
    let
      python = final.stdenv.mkDerivation {
        pname = "python3";
        inherit version;
        buildCommand = interpreter pythonVersion version;
        passthru = rec {
          inherit pythonVersion;
          sitePackages = "lib/python${pythonVersion}/site-packages";
          interpreter = "${python}/bin/python3";
          pkgs = lib.fix (
            lib.extends (lib.composeManyExtensions (final.pythonPackagesExtensions ++ [ packageOverrides ])) (
              self: lib.mapAttrs (pythonPackage python) (packages self) // { inherit python; }
            )
          );
          pythonPackages = pkgs;
          buildEnv = lib.makeOverridable environment;
          withPackages = choose: (lib.makeOverridable environment) { extraLibs = choose pkgs; };
        };
      };
      # Shaped like the real one: an interpreter of its own, links to the rest.
      environment =
        {
          extraLibs ? [ ],
          ignoreCollisions ? false,
          postBuild ? "",
        }:
        let
          # The real one drops what is no Python module, too.
          modules = lib.filter (p: p ? requiredPythonModules);
          needed = libs: lib.unique (lib.concatMap (p: [ p ] ++ needed p.requiredPythonModules) (modules libs));
        in
        (final.buildEnv {
          name = "python3-${version}-env";
          paths = [ python ] ++ needed extraLibs;
          # Directories that are sure to be the environment's own.
          pathsToLink = [
            "/bin"
            "/${python.sitePackages}"
          ];
          inherit ignoreCollisions;
          postBuild = ''
            rm -f $out/bin/python*
            ${interpreter pythonVersion version}
            ${postBuild}
          '';
        }).overrideAttrs
          (old: {
            passthru = python.passthru;
          });
    in
    python;

  pythonPackages = self: {
    ipython = {
      version = "8.31";
      program = "ipython";
    };
    numpy.version = "2.2";
    pandas = {
      version = "2.2";
      requires = [ self.numpy ];
    };
    pip = {
      version = "25.0";
      program = "pip";
    };
    pytest = {
      version = "8.3";
      program = "pytest";
    };
    pyyaml.version = "6.0";
    requests = {
      version = "2.32";
      requires = [ self.urllib3 ];
    };
    scipy = {
      version = "1.15";
      requires = [ self.numpy ];
    };
    setuptools.version = "75.8";
    supervisor = {
      version = "4.2";
      program = "supervisord";
    };
    urllib3.version = "2.3";
    virtualenv = {
      version = "20.29";
      program = "virtualenv";
    };
    wheel.version = "0.45";
  }
  // lib.mapAttrs (_: version: { inherit version; }) {
    aiofiles = "25.1";
    aiohttp = "3.13";
    anthropic = "0.77";
    beautifulsoup4 = "4.14";
    chardet = "5.2";
    colorama = "0.4";
    docker = "7.1";
    gitpython = "3.1";
    httpx = "0.28";
    ipykernel = "7.1";
    jinja2 = "3.1";
    jsonschema = "4.26";
    jupyter = "1.1";
    jupyterlab = "4.5";
    lxml = "6.0";
    markdown = "3.10";
    nbformat = "5.10";
    notebook = "7.5";
    playwright = "1.57";
    pydantic = "2.12";
    rich = "14.3";
    tabulate = "0.9";
    tiktoken = "0.12";
    types-requests = "2.32";
    typing-extensions = "4.15";
    validators = "0.35";
    websockets = "16.0";
    youtube-transcript-api = "1.2";
  };
in
{
  announceProgram = announce;

  # Overlays add to what every Python has.
  pythonPackagesExtensions = [ ];
  python311 = makePython "3.11" "3.11.11" pythonPackages;
  python312 = makePython "3.12" "3.12.9" pythonPackages;
  python313 = makePython "3.13" "3.13.2" pythonPackages;
  python3 = final.python312;
  python311Packages = final.python311.pkgs;
  python312Packages = final.python312.pkgs;
  python313Packages = final.python313.pkgs;
  python3Packages = final.python3.pkgs;

  # Real only in what nix2container asks of it.
  go.GOARCH =
    {
      aarch64-linux = "arm64";
      x86_64-linux = "amd64";
    }
    .${final.system};
}
