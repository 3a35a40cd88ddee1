// Command hclfmt formats the HCL files of a directory tree with hclwrite, one after
// the other as the program of that name does, and counts those that would change.
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"
)

func main() {
	changed, err := check(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(changed)
}

func check(root string) (changed int, err error) {
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".hcl") {
			return err
		}
		text, err := os.ReadFile(path)
		if err == nil && !bytes.Equal(text, hclwrite.Format(text)) {
			changed++
		}
		return err
	})
	return changed, err
}
