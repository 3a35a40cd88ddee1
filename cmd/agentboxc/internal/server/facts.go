package server

import (
	"io/fs"
	slashpath "path"
	"strconv"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang/query"
)

// The files beside the source that tell something.
const (
	lockFile     = "flake.lock"
	measuresFile = "agentbox.lock.json"
)

// facts is what the files beside the source tell of a unit. They are read when
// somebody wants to know, and each time: nothing of what the compiler says depends on
// them, so that it need not be made anew when they change. One that is not as it
// should be tells nothing; plan says what is wrong with it.
func (a *analysis) facts() *query.Facts {
	known := &query.Facts{Today: host.Today(), Inputs: map[string]query.LockedInput{}}
	if a.unit.kind != ofUnit {
		return known
	}
	if data, err := a.beside(lockFile); err == nil {
		pinned, _ := lock.Read(data, lockFile)
		for name, pin := range pinned.Pins() {
			known.Inputs[name] = query.LockedInput{Revision: pin.Rev, Date: dateOf(pin.LastModified)}
		}
		if program := a.snap.Result.Program; program != nil {
			_, known.Advice = lock.Check(data, lockFile, program.Inputs)
		}
	}
	if data, err := a.beside(measuresFile); err == nil {
		measured, _ := measure.Read(data, measuresFile)
		known.Images = imagesOf(measured)
	}
	return known
}

func (a *analysis) beside(name string) ([]byte, error) {
	return fs.ReadFile(a.unit.tree.disk, slashpath.Join(a.unit.dir, name))
}

// dateOf is the day of a time in seconds, "" where there is none.
func dateOf(seconds string) string {
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return ""
	}
	return time.Unix(n, 0).UTC().Format(time.DateOnly)
}

func imagesOf(m *measure.Measurements) []query.MeasuredImage {
	if m == nil {
		return nil
	}
	var images []query.MeasuredImage
	for _, i := range m.Images {
		image := query.MeasuredImage{Variant: i.Variant, System: i.System}
		for _, l := range i.Layers {
			layer := query.MeasuredLayer{Name: l.Name, Size: l.Size}
			for _, p := range l.Paths {
				layer.Paths = append(layer.Paths, query.MeasuredPath{Name: p.Name, Version: p.Version, Size: p.Size})
			}
			image.Layers = append(image.Layers, layer)
		}
		images = append(images, image)
	}
	return images
}
