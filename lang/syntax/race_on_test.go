//go:build race

package syntax

// slowness is how much longer, and how much more memory, the race detector may
// take than the limits say.
const slowness = 20
