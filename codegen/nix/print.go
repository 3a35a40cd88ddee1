package nix
