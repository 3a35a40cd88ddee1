package plan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// maxSaved bounds a saved plan: it holds a flake.nix and a flake.lock, and what
// they say a second and a third time.
const maxSaved = 256 << 20

// Save returns the plan for Load, with the contents of the files.
func (p *Plan) Save() []byte { return document(p) }

// JSON returns the plan for people's programs, without the contents of the files.
func (p *Plan) JSON() []byte {
	shown := *p
	shown.Files = make([]File, len(p.Files))
	for i, f := range p.Files {
		f.Content = nil
		shown.Files[i] = f
	}
	return document(&shown)
}

func document(p *Plan) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(p); err != nil {
		panic(err) // a plan holds nothing that JSON has no form for
	}
	return b.Bytes()
}

// Load reads a saved plan. It refuses plans of a newer format, plans that were
// made to be shown, and plans that are not whole: a file whose contents are not
// those of its digest, or that is not one of the generated ones.
func Load(data []byte) (*Plan, error) {
	if len(data) > maxSaved {
		return nil, fmt.Errorf("reading plan: it has %d bytes, more than a plan can have", len(data))
	}
	var header struct {
		FormatVersion string `json:"format_version"`
	}
	if err := json.Unmarshal(data, &header); err != nil {
		return nil, fmt.Errorf("reading plan: %w", err)
	}
	if err := checkVersion(header.FormatVersion); err != nil {
		return nil, fmt.Errorf("reading plan: %w", err)
	}
	p := &Plan{}
	if err := json.Unmarshal(data, p); err != nil {
		return nil, fmt.Errorf("reading plan: %w", err)
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("reading plan: %w", err)
	}
	return p, nil
}

func checkVersion(text string) error {
	var theirs, ours [2]int
	if !parseVersion(text, &theirs) {
		return fmt.Errorf("%q is not a version of the plan format; the file is not a saved plan", text)
	}
	parseVersion(FormatVersion, &ours)
	if theirs[0] > ours[0] || theirs[0] == ours[0] && theirs[1] > ours[1] {
		return fmt.Errorf("it has version %s of the format, and this agentboxc knows %s; a newer agentboxc made it", text, FormatVersion)
	}
	return nil
}

func parseVersion(text string, v *[2]int) bool {
	major, minor, ok := strings.Cut(text, ".")
	if !ok {
		return false
	}
	for i, part := range []string{major, minor} {
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil {
			return false
		}
		v[i] = int(n)
	}
	return true
}

func (p *Plan) check() error {
	names := []string{"flake.nix", "flake.lock"}
	if len(p.Files) != len(names) {
		return fmt.Errorf("it has %d files, not %d", len(p.Files), len(names))
	}
	for i, f := range p.Files {
		if f.Path != path.Join(p.Unit, names[i]) || !isLocal(f.Path) {
			return fmt.Errorf("its file %q is not the %s of its unit %q", f.Path, names[i], p.Unit)
		}
		switch {
		case f.After == "" && f.Content == nil:
		case f.Content == nil:
			return fmt.Errorf("the contents of %s are missing; only plans saved with --out can be applied", f.Path)
		case digest([]byte(*f.Content)) != f.After:
			return fmt.Errorf("the contents of %s are not those that were saved", f.Path)
		}
	}
	return nil
}

// isLocal reports whether a path with slashes stays below the workspace's root.
func isLocal(p string) bool {
	return path.Clean(p) == p && !path.IsAbs(p) && p != ".." && !strings.HasPrefix(p, "../") && !strings.Contains(p, `\`)
}

// Moved says that a file is not what it was when the plan was made.
type Moved struct{ Path string }

func (e *Moved) Error() string {
	return fmt.Sprintf("%s has changed since the plan was made; make a new plan", e.Path)
}

// Verify reports a *Moved error when the files are not those the plan was made
// against. Files that already are as the plan wants them are fine.
func (p *Plan) Verify(present State) error {
	for i, data := range [][]byte{present.Flake, present.Lock} {
		f := p.Files[i]
		if now := digest(data); now != f.Before && now != f.After {
			return &Moved{f.Path}
		}
	}
	return nil
}
