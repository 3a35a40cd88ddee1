package nix

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

func TestDump(t *testing.T) {
	dir := os.Getenv("DUMP")
	if dir == "" {
		t.Skip()
	}
	n, _ := strconv.Atoi(os.Getenv("N"))
	for i := range n {
		out, _ := Print(newForest(uint64(i)).file())
		os.WriteFile(fmt.Sprintf("%s/%05d.nix", dir, i), out, 0o644)
	}
}
