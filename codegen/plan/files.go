package plan

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
)

func (r Request) file(name string) string { return path.Join(r.Unit, name) }

func (r Request) files(before layout, changes []Change, inputs []Input) []File {
	files := []File{
		r.compare("flake.nix", r.Present.Flake, r.Wanted.Flake),
		r.compare("flake.lock", r.Present.Lock, r.Wanted.Lock),
	}
	if files[0].Action == Update {
		files[0].Reasons = append(files[0].Reasons, flakeReason(before, changes, inputs))
	}
	if files[1].Action != NoOp {
		files[1].Reasons = append(files[1].Reasons, lockReasons(inputs)...)
	}
	return files
}

// compare makes a nil wanted file one whose contents are not known yet.
func (r Request) compare(name string, present, wanted []byte) File {
	f := File{Path: r.file(name), Action: Update, Before: digest(present), After: digest(wanted), Reasons: []string{}}
	switch {
	case present == nil:
		f.Action = Create
		f.Reasons = append(f.Reasons, "there is none yet")
	case wanted != nil && bytes.Equal(present, wanted):
		f.Action = NoOp
	}
	if wanted != nil {
		content := string(wanted)
		f.Content = &content
	}
	return f
}

func digest(data []byte) string {
	if data == nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func flakeReason(before layout, changes []Change, inputs []Input) string {
	if why := before.missing(); why != "" {
		return why
	}
	n := 0
	for _, c := range changes {
		if c.Action != NoOp {
			n++
		}
	}
	for _, in := range inputs {
		if in.Action != NoOp {
			n++
		}
	}
	switch n {
	case 0:
		return "only comments, layout or the functions that build images differ"
	case 1:
		return "1 address changes"
	}
	return fmt.Sprintf("%d addresses change", n)
}

func lockReasons(inputs []Input) []string {
	var reasons []string
	for _, in := range inputs {
		switch {
		case in.After != nil && in.After.Locked == "":
			reasons = append(reasons, "input "+in.Name+" is not locked")
		case in.Action == Create:
			reasons = append(reasons, "input "+in.Name+" is new")
		case in.Action == Delete:
			reasons = append(reasons, "input "+in.Name+" is no longer declared")
		case in.Action == Update:
			reasons = append(reasons, in.change())
		}
	}
	if len(reasons) == 0 {
		reasons = append(reasons, "its entries are not those that the inputs need")
	}
	return reasons
}
