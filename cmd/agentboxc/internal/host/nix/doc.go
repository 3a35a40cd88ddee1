// Package nix drives the installed Nix: it stages a generated flake with the
// files it names, evaluates its packages, builds them, and turns what Nix says
// meanwhile into progress and typed errors. It runs Nix 2.8 and everything newer
// by what they have in common. It does not know what a package holds, and
// neither asks nor prints anything.
package nix
