package check

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/agentboxc/agentboxc/lang/config"
)

// reading are the functions that depend on the files of the workspace as well, or
// that make packages.
func (c *checker) reading(name string) function.Function {
	switch name {
	case "file":
		return fileFunc(c.readText)
	case "filebase64":
		return fileFunc(func(rel string) (string, error) {
			data, err := c.readFile(rel, config.MaxText)
			return base64.StdEncoding.EncodeToString(data), err
		})
	case "filesha256":
		return c.fileHashFunc(sha256.New)
	case "filesha512":
		return c.fileHashFunc(sha512.New)
	case "fileexists":
		return c.fileExistsFunc()
	case "fileset":
		return c.fileSetFunc()
	case "pkg":
		return c.pkgFunc()
	}
	panic("check: no function " + name)
}

var pathParam = function.Parameter{Name: "path", Type: cty.String}

// fileFunc is a function from the path of a file to what is read of it.
func fileFunc(read func(rel string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{pathParam},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			text, err := read(args[0].AsString())
			if err != nil {
				return cty.UnknownVal(ty), function.NewArgError(0, err)
			}
			return cty.StringVal(text), nil
		},
	})
}

// fileHashFunc reads larger files than others do, for which it pays in steps.
func (c *checker) fileHashFunc(of func() hash.Hash) function.Function {
	return fileFunc(func(rel string) (string, error) {
		data, err := c.readFile(rel, config.MaxBytes)
		if err == nil && !c.meter.Spend(len(data)/20) {
			err = tooManySteps()
		}
		h := of()
		h.Write(data) // which cannot fail
		return hex.EncodeToString(h.Sum(nil)), err
	})
}

// readText reads a file that the unit names, at most as large as a string may be.
func (c *checker) readText(rel string) (string, error) {
	data, err := c.readFile(rel, config.MaxText)
	if err == nil && (!utf8.Valid(data) || strings.Contains(string(data), mark)) {
		err = fmt.Errorf("%s is not UTF-8 text", rel)
	}
	return string(data), err
}

func (c *checker) readFile(rel string, most int) ([]byte, error) {
	name, err := c.locate(rel)
	if err != nil {
		return nil, err
	}
	if info, err := fs.Stat(c.tree(), name); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", rel)
	}
	f, err := c.tree().Open(name)
	if err != nil {
		return nil, fileError(rel, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(most)+1))
	switch {
	case err != nil:
		return nil, fileError(rel, err)
	case len(data) > most:
		return nil, fmt.Errorf("%s is larger than the %d bytes that may be read here", rel, most)
	}
	return data, nil
}

func (c *checker) fileExistsFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{pathParam},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			rel := args[0].AsString()
			name, err := c.locate(rel)
			if err != nil {
				return cty.UnknownVal(ty), function.NewArgError(0, err)
			}
			info, err := fs.Stat(c.tree(), name)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return cty.False, nil
			case err != nil:
				return cty.UnknownVal(ty), function.NewArgError(0, fileError(rel, err))
			case !info.Mode().IsRegular():
				return cty.UnknownVal(ty), function.NewArgErrorf(0, "%s is not a regular file", rel)
			}
			return cty.True, nil
		},
	})
}

// The bounds of fileset: files and directories that are looked at, and bytes and
// ** of a pattern, each of which multiplies the time of a comparison.
const (
	maxWalked    = 10_000
	maxPattern   = 256
	maxAnyFolder = 4
)

func (c *checker) fileSetFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{pathParam, {Name: "pattern", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Set(cty.String)),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			rel, pattern := args[0].AsString(), args[1].AsString()
			dir, err := c.locate(rel)
			if err != nil {
				return cty.UnknownVal(ty), function.NewArgError(0, err)
			}
			if !doublestar.ValidatePattern(pattern) {
				return cty.UnknownVal(ty), function.NewArgErrorf(1, "it is no pattern: a bracket or a brace is not closed")
			}
			found, err := c.matching(dir, pattern)
			if err != nil {
				return cty.UnknownVal(ty), function.NewArgError(0, fileError(rel, err))
			}
			if len(found) == 0 {
				return cty.SetValEmpty(cty.String), nil
			}
			return cty.SetVal(found), nil
		},
	})
}

// matching returns the paths below a directory of the files that match.
func (c *checker) matching(dir, pattern string) ([]cty.Value, error) {
	var found []cty.Value
	walked := 0
	err := fs.WalkDir(c.tree(), dir, func(name string, entry fs.DirEntry, err error) error {
		if walked++; err != nil {
			return err
		}
		if walked > maxWalked {
			return fmt.Errorf(errTooMuch+": a directory may hold %d files here", maxWalked)
		}
		below := strings.TrimPrefix(strings.TrimPrefix(name, dir), "/")
		if dir == "." {
			below = name
		}
		if entry.Type().IsRegular() && doublestar.MatchUnvalidated(path.Clean(pattern), below) {
			found = append(found, cty.StringVal(below))
		}
		return nil
	})
	return found, err
}

// fileError is the reason without the path of the machine in it.
func fileError(rel string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no file %s", rel)
	}
	return fmt.Errorf("%s: %w", rel, err)
}
