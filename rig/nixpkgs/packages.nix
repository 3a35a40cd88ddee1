# Everything else: packages that hold a few small files. Some need others, so
# that closures overlap as they do in the real package set.
final: prev:
let
  inherit (final) lib;

  # `.override` takes any argument, as different ones as the real packages
  # have, and it makes another package.
  stub = lib.makeOverridable (
    {
      pname,
      version,
      programs ? [ pname ],
      needs ? [ ],
      meta ? { },
      ...
    }@args:
    final.stdenv.mkDerivation {
      inherit pname version needs;
      options = builtins.toJSON (
        builtins.removeAttrs args [
          "needs"
          "meta"
        ]
      );
      buildCommand = ''
        mkdir -p $out/share/doc/${pname} $out/nix-support
        echo $needs > $out/nix-support/needs
        echo "About ${pname}." > $out/share/doc/${pname}/README
        if [ -n "''${patches:-}" ]; then
          echo "''${patches}" > $out/nix-support/patches
        fi
        ${lib.concatMapStrings (program: final.announceProgram program version) programs}
      '';
      meta = {
        mainProgram = if programs == [ ] then pname else builtins.head programs;
      }
      // meta;
    }
  );

  simple = pname: version: stub { inherit pname version; };
  with' =
    pname: version: rest:
    stub ({ inherit pname version; } // rest);

  library =
    pname: version: needs:
    with' pname version {
      inherit needs;
      programs = [ ];
    };

  openssl = library "openssl" "3.4.1" [ final.glibc ];
  x11 = library "libX11" "1.8" [ final.glibc ];
  jpeg = library "libjpeg" "3.1" [ final.glibc ];
in
{
  inherit openssl;

  "0ad" = simple "0ad" "0.27";
  _7zz = with' "7zz" "24.09" { };
  binaryen = simple "binaryen" "122";
  bat = simple "bat" "0.25";
  cacert = final.stdenv.mkDerivation {
    pname = "nss-cacert";
    version = "3.108";
    buildCommand = ''
      mkdir -p $out/etc/ssl/certs
      echo "no certificate" > $out/etc/ssl/certs/ca-bundle.crt
      ln -s ca-bundle.crt $out/etc/ssl/certs/ca-certificates.crt
    '';
  };
  curl = with' "curl" "8.12" { needs = [ openssl ]; };
  diffutils = with' "diffutils" "3.10" {
    programs = [
      "diff"
      "cmp"
    ];
  };
  dumb-init = simple "dumb-init" "1.2";
  fd = simple "fd" "10.2";
  ffmpeg = with' "ffmpeg" "7.1" {
    needs = [
      jpeg
      x11
    ];
    programs = [
      "ffmpeg"
      "ffprobe"
    ];
  };
  ffmpeg-headless = with' "ffmpeg-headless" "7.1" {
    needs = [ jpeg ];
    programs = [ "ffmpeg" ];
  };
  fluxbox = with' "fluxbox" "1.3" { needs = [ x11 ]; };
  gawk = with' "gawk" "5.3" {
    programs = [
      "awk"
      "gawk"
    ];
  };
  gcc = simple "gcc" "14.2";
  git-lfs = with' "git-lfs" "3.6" { needs = [ final.git ]; };
  gnumake = with' "gnumake" "4.4" { programs = [ "make" ]; };
  "gtk+3" = library "gtk+3" "3.24" [ x11 ];
  gtk3 = final."gtk+3";
  hello = simple "hello" "2.12.1";
  htop = simple "htop" "3.4";
  imagemagick = with' "imagemagick" "7.1" {
    needs = [ jpeg ];
    programs = [
      "convert"
      "magick"
    ];
  };
  iproute2 = with' "iproute2" "6.13" { programs = [ "ip" ]; };
  less = simple "less" "668";
  nano = simple "nano" "8.3";
  ncurses = library "ncurses" "6.5" [ final.glibc ];
  neovim = with' "neovim" "0.10" { programs = [ "nvim" ]; };
  nodejs = final.nodejs_22;
  nodejs_20 = with' "nodejs" "20.19.0" {
    needs = [ openssl ];
    programs = [
      "node"
      "npm"
      "npx"
    ];
  };
  nodejs_22 = with' "nodejs" "22.14.0" {
    needs = [ openssl ];
    programs = [
      "node"
      "npm"
      "npx"
    ];
  };
  nodePackages = {
    inherit (final) pnpm typescript;
  };
  novnc = simple "novnc" "1.5";
  openbox = with' "openbox" "3.6" { needs = [ x11 ]; };
  openssh = with' "openssh" "9.9" {
    needs = [ openssl ];
    programs = [ "ssh" ];
  };
  openssl_1_1 = with' "openssl" "1.1.1w" {
    meta.knownVulnerabilities = [ "OpenSSL 1.1 is end of life on 2023/09/11" ];
  };
  pnpm = with' "pnpm" "9.15" { needs = [ final.nodejs_20 ]; };
  postgresql = with' "postgresql" "17.4" {
    needs = [ openssl ];
    programs = [ "psql" ];
  };
  procps = with' "procps" "4.0" {
    programs = [
      "ps"
      "pgrep"
    ];
  };
  redis = with' "redis" "7.2" { programs = [ "redis-server" ]; };
  ripgrep = with' "ripgrep" "14.1" { programs = [ "rg" ]; };
  shellcheck = simple "shellcheck" "0.10";
  supervisor = final.python312Packages.supervisor;
  tigervnc = with' "tigervnc" "1.14" {
    needs = [
      x11
      openssl
    ];
    programs = [
      "tigervnc"
      "Xvnc"
    ];
  };
  tini = simple "tini" "0.19";
  tmux = with' "tmux" "3.5" { needs = [ final.ncurses ]; };
  typescript = with' "typescript" "5.7" { programs = [ "tsc" ]; };
  tzdata = library "tzdata" "2025a" [ ];
  unrar = with' "unrar" "7.1" { meta.license = lib.licenses.unfree; };
  unzip = simple "unzip" "6.0";
  uv = simple "uv" "0.6";
  vim = simple "vim" "9.1";
  wasm-pack = simple "wasm-pack" "0.13";
  wasmtime = simple "wasmtime" "30.0";
  wget = with' "wget" "1.25" { needs = [ openssl ]; };
  which = simple "which" "2.23";
  xorg = {
    libX11 = x11;
    xorgserver = final.xorg-server;
  };
  xorg-server = with' "xorg-server" "21.1" {
    needs = [ x11 ];
    programs = [ "Xvfb" ];
  };
  xz = simple "xz" "5.6";
  yarn = with' "yarn" "1.22" { needs = [ final.nodejs_20 ]; };
  zip = simple "zip" "3.0";
  zstd = simple "zstd" "1.5";
  zlib = library "zlib" "1.3" [ final.glibc ];
}
# Programs that need nothing, …
// builtins.mapAttrs simple {
  esbuild = "0.27";
  file = "5.45";
  gh = "2.86";
  google-cloud-sdk = "556.0";
  ncdu = "2.9";
  nix = "2.31";
  pandoc = "3.7";
  pkg-config = "0.29";
  prettier = "3.8";
  tree = "2.2";
  typescript-language-server = "5.1";
  wasm-bindgen-cli = "0.2";
  zsh = "5.9";
}
# … programs with a window, …
// builtins.mapAttrs (pname: version: with' pname version { needs = [ x11 ]; }) {
  chromium = "144.0";
  feh = "3.11";
  pcmanfm = "1.4";
  scrot = "1.12";
  setxkbmap = "1.3";
  tint2 = "17.1";
  x11vnc = "0.9";
  xauth = "1.1";
  xclip = "0.13";
  xdotool = "3.20";
  xdpyinfo = "1.4";
  xfce4-terminal = "1.1";
  xinit = "1.4";
  xprop = "1.2";
  xset = "1.2";
  xterm = "406";
  xwininfo = "1.1";
}
# … and files.
// builtins.mapAttrs (pname: version: library pname version [ ]) {
  alsa-lib = "1.2";
  at-spi2-core = "2.58";
  cups = "2.4";
  dejavu_fonts = "2.37";
  fontconfig = "2.17";
  liberation_ttf = "2.1";
  libdrm = "2.4";
  mesa = "25.3";
  noto-fonts = "2026.01";
  nspr = "4.38";
  nss = "3.119";
  playwright-driver = "1.57";
  xkeyboard-config = "2.46";
}
