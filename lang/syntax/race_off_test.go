//go:build !race

package syntax

const slowness = 1
