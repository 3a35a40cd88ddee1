// Package image takes images out of the Nix store: from the description that
// nix2container wrote, image.json, to what registries, OCI layouts and docker
// archives hold. It does not build anything, run Nix, or talk to a registry.
//
// # Bytes
//
// A description names store paths and the digests of the tars that they make.
// The tars themselves exist nowhere: they are made from the store whenever
// somebody reads them, byte for byte as nix2container made them for the digest,
// and every reader ends with an error instead of the end of the file when they
// do not have it. So nothing that differs from what was built can leave the
// machine, and memory does not grow with the image.
//
// Compressed layers are made by encoders that depend on nothing but their
// input, so that their digests are the same on every machine, and can be
// remembered: see Blobs.
package image
