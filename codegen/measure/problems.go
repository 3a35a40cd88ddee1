package measure

import (
	"fmt"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// restore is the way out of every damaged file: nothing but sizes is lost.
const restore = " Restore the file from version control, or delete it: nothing needs it, and the next " +
	"`agentboxc apply --build` writes a new one."

func unreadable(at diag.Range, detail string) diag.Diagnostic {
	return diag.Diagnostic{Code: diag.MeasurementsUnreadable, Subject: at, Detail: detail + restore}
}

// tooLarge is a file over the limit.
type tooLarge struct {
	At   diag.Range
	Size int
}

func (p tooLarge) Diagnostic() diag.Diagnostic {
	return unreadable(p.At, fmt.Sprintf("The measurements have %d bytes; more than %d are not read, because no real ones come near that.", p.Size, maxBytes))
}

// damaged is a file that is not JSON.
type damaged struct {
	At       diag.Range
	Damage   string
	Conflict bool // there are conflict markers in the file
}

func (p damaged) Diagnostic() diag.Diagnostic {
	detail := "The measurements are not valid JSON: " + p.Damage + "."
	if p.Conflict {
		detail += " The file contains conflict markers of a merge that was not resolved."
	}
	return unreadable(p.At, detail)
}

// unknownVersion is a version of the format that is not known.
type unknownVersion struct {
	At      diag.Range
	Version string
}

func (p unknownVersion) Diagnostic() diag.Diagnostic {
	d := unreadable(p.At, fmt.Sprintf("The measurements have version %s of the format; version %s is known.", p.Version, version))
	d.Detail += " If a newer agentboxc wrote it, that one can read it."
	return d
}

// wrongShape is a part of the file that is not what it has to be.
type wrongShape struct {
	At              diag.Range
	What, Want, Got string
}

func (p wrongShape) Diagnostic() diag.Diagnostic {
	got := "this is " + p.Got
	if p.Got == missing {
		got = "it is missing"
	}
	return unreadable(p.At, fmt.Sprintf("In measurements %s must be %s; %s.", p.What, p.Want, got))
}

// missing is what is got where nothing is.
const missing = "missing"

// missingLayer is a layer that an image names and the file does not hold.
type missingLayer struct {
	At     diag.Range
	Layer  string
	System string
}

func (p missingLayer) Diagnostic() diag.Diagnostic {
	return unreadable(p.At, fmt.Sprintf("The measurements name %q, and hold no such layer for %s.", p.Layer, p.System))
}
