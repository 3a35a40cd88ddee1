// Package flake is the second half of the back end's first step: it takes a
// checked program and makes the tree of its flake.nix. It also cuts such a tree
// back into the addresses it came from, so that two generations of the file can
// be compared.
//
// The generated file holds the program as plain data (layers, variants,
// shells, …), each block under its own name in an attribute set, followed by a
// few fixed functions that build images and shells from that data. Names of
// the user's never become variables, and what differs between platforms is
// selected by system, never computed.
//
// The package does not check anything, does not write Nix text and does not
// know flake.lock.
package flake
