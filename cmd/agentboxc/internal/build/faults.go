package build

import (
	"errors"
	"path"
	"strings"

	"github.com/hashicorp/go-multierror"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/codegen/fault"
)

// kinds are the errors of Nix that are about the configuration.
var kinds = map[nix.Kind]fault.Kind{
	nix.Other:            fault.Evaluation,
	nix.MissingAttribute: fault.Evaluation,
	nix.BuildFailed:      fault.Build,
	nix.HashMismatch:     fault.HashMismatch,
	nix.NoBuilder:        fault.NoBuilder,
}

// faultsOf sorts errors into faults and those that remain errors. A derivation
// that was not built because another one failed is neither.
func faultsOf(results []nix.Result, err error) (faults []fault.Fault, rest error) {
	var others *multierror.Error
	for _, one := range flat(err) {
		var e *nix.Error
		var nobody *nix.NoBuilderError
		switch {
		case errors.As(one, &nobody):
			for _, system := range nobody.Systems {
				faults = append(faults, fault.Fault{Kind: fault.NoBuilder, Text: sentence(nobody.Error()), System: system})
			}
		case !errors.As(one, &e):
			others = multierror.Append(others, one)
		case e.Kind == nix.Dependencies:
		default:
			kind, known := kinds[e.Kind]
			if !known {
				others = multierror.Append(others, one)
				continue
			}
			faults = append(faults, faultOf(kind, e, results))
		}
	}
	return faults, others.ErrorOrNil()
}

func faultOf(kind fault.Kind, e *nix.Error, results []nix.Result) fault.Fault {
	f := fault.Fault{Kind: kind, Text: e.Text, Log: e.Log, Want: e.Specified, Got: e.Got, System: e.System}
	for _, p := range e.Places {
		f.Places = append(f.Places, fault.Place{Line: p.Line, Col: p.Column})
	}
	if _, name, ok := strings.Cut(path.Base(e.Drv), "-"); ok {
		f.Name = strings.TrimSuffix(name, ".drv")
	}
	// The target is named where the error is of one alone.
	count := 0
	for _, r := range results {
		for _, one := range flat(r.Err) {
			var own *nix.Error
			if errors.As(one, &own) && own == e {
				f.Variant, f.System = r.Attr, r.System
				count++
			}
		}
	}
	if count > 1 {
		f.Variant = ""
	}
	return f
}

func flat(err error) []error {
	var several *multierror.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &several):
		return several.Errors
	}
	return []error{err}
}

// sentence begins with a capital letter and ends with a full stop.
func sentence(text string) string {
	return strings.ToUpper(text[:1]) + text[1:] + "."
}
