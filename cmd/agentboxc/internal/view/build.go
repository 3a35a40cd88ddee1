package view

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image/deliver"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image/publish"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Built is what a build made and where it went.
type Built struct {
	Unit     string
	Fresh    bool // nothing had to be built
	Images   []BuiltImage
	Measured *measure.Measurements
	Before   *measure.Measurements // what was known before
	// Addresses are those in the source of what the flake calls otherwise.
	Addresses ir.Addresses
	Sent      []deliver.Delivered
}

// BuiltImage is a variant for a system.
type BuiltImage struct{ Variant, System string }

type builtDocument struct {
	FormatVersion string      `json:"format_version"`
	Unit          string      `json:"unit"`
	UpToDate      bool        `json:"up_to_date"`
	Images        []builtJSON `json:"images"`
	Sent          []sentJSON  `json:"sent"`
}

type builtJSON struct {
	Address string           `json:"address"`
	Variant string           `json:"variant"` // its name in the flake
	System  string           `json:"system"`
	Size    int64            `json:"size"`
	Layers  []builtLayerJSON `json:"layers"`
}

type builtLayerJSON struct {
	Address string `json:"address"`
	Digest  string `json:"digest"`
	Size    int64  `json:"size"`
}

type sentJSON struct {
	Kind     string   `json:"kind"`
	Place    string   `json:"place"`
	Tags     []string `json:"tags"`
	Digest   string   `json:"digest,omitempty"`
	Uploaded int      `json:"uploaded"`
	Mounted  int      `json:"mounted"`
	Existing int      `json:"existing"`
	Bytes    int64    `json:"bytes"`
}

// Built prints what was built.
func (v *View) Built(b Built, asJSON bool) {
	if asJSON {
		v.Document(v.Report(b))
		return
	}
	for _, i := range b.Images {
		v.builtImage(b, i)
	}
	for _, s := range b.Sent {
		place := s.Place.Name
		if s.Place.Kind != deliver.Registry {
			place = string(s.Place.Kind) + ":" + place
		}
		v.linef("  %s→%s %s %s%s", v.onOut.green, v.onOut.reset, place, strings.Join(s.Tags, ", "), pushed(s))
	}
	if b.Fresh && len(b.Sent) == 0 {
		v.linef("%s The images are those of %s.", v.onOut.strong("Nothing to build."), "agentbox.lock.json")
	}
}

func (v *View) builtImage(b Built, i BuiltImage) {
	is, was := b.Measured.Image(i.Variant, i.System), b.Before.Image(i.Variant, i.System)
	text := fmt.Sprintf("%s (%s)  %s in %s", b.Addresses.Of("variant."+i.Variant), i.System, megabytes(is.Size()), counted(len(is.Layers), "layer"))
	if was != nil && was.Size() != is.Size() {
		text += fmt.Sprintf(", %+.1f MB", float64(is.Size()-was.Size())/1e6)
	}
	v.linef("  %s", text)
}

func pushed(s deliver.Delivered) string {
	if s.Place.Kind != deliver.Registry {
		return ""
	}
	if s.Uploaded+s.Mounted+s.Existing == 0 {
		return fmt.Sprintf("  %s\n      it was there already", s.Digest)
	}
	return fmt.Sprintf("  %s\n      %d sent (%s), %d taken from elsewhere, %d there already", s.Digest, s.Uploaded, megabytes(s.Bytes), s.Mounted, s.Existing)
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

// Report is the JSON form of what was built.
func (v *View) Report(b Built) []byte {
	doc := builtDocument{FormatVersion: formatVersion, Unit: b.Unit, UpToDate: b.Fresh, Images: []builtJSON{}, Sent: []sentJSON{}}
	for _, i := range b.Images {
		m := b.Measured.Image(i.Variant, i.System)
		image := builtJSON{Address: b.Addresses.Of("variant." + i.Variant), Variant: i.Variant, System: i.System, Size: m.Size(), Layers: []builtLayerJSON{}}
		for _, l := range m.Layers {
			image.Layers = append(image.Layers, builtLayerJSON{b.Addresses.Of(l.Address(i.Variant)), l.Digest, l.Size})
		}
		doc.Images = append(doc.Images, image)
	}
	for _, s := range b.Sent {
		doc.Sent = append(doc.Sent, sentJSON{string(s.Place.Kind), s.Place.Name, s.Tags, s.Digest, s.Uploaded, s.Mounted, s.Existing, s.Bytes})
	}
	return document(doc)
}

// Progress chooses how progress is shown: auto, plain, json or quiet.
func (v *View) Progress(form string) {
	v.progress = form
	if form != "auto" || v.options.Quiet {
		v.width = 0 // no line that is written again and again
	}
}

func (v *View) silent() bool { return v.options.Quiet || v.progress == "quiet" }

// Building shows an event of a build.
func (v *View) Building(e nix.Event) {
	switch {
	case v.silent():
		return
	case v.progress == "json":
		v.event(e)
		return
	}
	switch e := e.(type) {
	case *nix.Progress:
		v.status(buildStatus(e))
	case *nix.Finished:
		v.finished(e)
	case *nix.Said:
		v.clear()
		v.errorf("nix: %s", e.Text)
	}
}

// worthALine is how long a build takes that people want to know of.
const worthALine = time.Second

func (v *View) finished(e *nix.Finished) {
	word := "Built"
	if e.Failed {
		word = "Failed to build"
	}
	if e.Failed || e.Took >= worthALine || v.options.Verbose {
		v.clear()
		v.errorf("%s %s in %s", word, e.Name, e.Took.Round(time.Second/10))
	}
}

// BuildingEnds clears the line of progress.
func (v *View) BuildingEnds() { v.clear() }

func buildStatus(p *nix.Progress) string {
	text := fmt.Sprintf("Building %d/%d", p.Builds.Done, p.Builds.Expected)
	if p.Copies.Expected > 0 {
		text += fmt.Sprintf(", copying %d/%d", p.Copies.Done, p.Copies.Expected)
	}
	if p.Download.Done > 0 {
		text += fmt.Sprintf(", %s of %s", megabytes(int64(p.Download.Done)), megabytes(int64(p.Download.Expected))) //nolint:gosec // sizes of downloads
	}
	for _, b := range p.Running {
		text += ", " + b.Name
		if b.Phase != "" {
			text += " " + b.Phase
		}
	}
	return text
}

// Publishing shows an event of a push.
func (v *View) Publishing(e publish.Event) {
	subject := e.Subject
	if e.Layer != "" {
		subject = e.Layer
	}
	switch {
	case v.silent():
	case v.progress == "json":
		v.event(e)
	case e.Kind == publish.Progress:
		v.status(fmt.Sprintf("Pushing %s %s of %s", subject, megabytes(e.Bytes), megabytes(e.Total)))
	case e.Kind == publish.Uploaded:
		v.clear()
		v.errorf("Pushed %s (%s)", subject, megabytes(e.Total))
	case e.Kind == publish.Retrying:
		v.clear()
		v.errorf("%s: %s; trying again in %s …", subject, e.Reason, e.Wait.Round(time.Second/10))
	}
}

// event prints an event as one line of JSON.
func (v *View) event(e any) {
	kind := strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", e), "*"))
	v.errorf("%s", compact(map[string]any{"type": kind, "event": e}))
}

// CanAsk reports whether there is somebody to answer.
func (v *View) CanAsk() bool {
	return term.IsTerminal(int(os.Stdin.Fd())) && v.width > 0
}

// Ask asks a question that only yes answers.
func (v *View) Ask(question string) bool {
	v.clear()
	v.errorf("%s%s%s Only yes is taken for an answer.", v.onErr.bold, question, v.onErr.reset)
	answer, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	return strings.TrimSpace(answer) == "yes"
}
