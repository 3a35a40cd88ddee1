package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/agentboxc/agentboxc/bench/editor"
)

// writeGo writes a module of Go with so many packages, and the document of one of
// about a size: functions with strings in them, as variants have.
func writeGo(root string, packages, size int) (editor.Document, error) {
	doc := editor.Document{
		Path: filepath.Join(root, "p0", "p.go"), Language: "go", Mark: `name := "t`, Ask: "strings.Join",
	}
	files := map[string][]byte{"go.mod": []byte("module example.org/bench\n\ngo 1.26\n")}
	for i := range packages {
		files[fmt.Sprintf("p%d/p.go", i)] = goFile(1 << 10)
	}
	files["p0/p.go"] = goFile(size)
	doc.Text = string(files["p0/p.go"])
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return doc, err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return doc, err
		}
	}
	return doc, nil
}

func goFile(size int) []byte {
	var b bytes.Buffer
	b.WriteString("package p\n\nimport \"strings\"\n\nvar base = strings.Join([]string{\"bash\", \"coreutils\"}, \":\")\n")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, `
// V%[1]d returns what there is to say of it.
func V%[1]d() (map[string]string, []int) {
	name := "t%[1]d"
	env := map[string]string{"LANG": "C.UTF-8", "NUMBER": "%[1]d", "NAME": strings.ToUpper(name)}
	packages := []string{"git", "curl", "pip"}
	return map[string]string{"entrypoint": base + "/bin/bash", "env": env["NAME"], "packages": packages[0]}, []int{%[1]d}
}
`, i)
	}
	return b.Bytes()
}
