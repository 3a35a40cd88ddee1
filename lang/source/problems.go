package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
)

type noConfiguration struct {
	dir     string
	missing bool     // the directory itself
	others  []string // further source files in it
}

func (p noConfiguration) Diagnostic() diag.Diagnostic {
	var detail string
	switch {
	case p.missing:
		detail = fmt.Sprintf("The directory %s does not exist. "+
			"A unit is a directory that holds %s; give the path of one, or create it with `agentboxc init`.", p.dir, MainFile)
	case len(p.others) > 0:
		detail = fmt.Sprintf("The directory %s holds %s and no %s. The file with that name makes a directory a unit, "+
			"even if it is empty; create it with `agentboxc init`, or rename one of the others.", p.dir, p.others[0], MainFile)
	default:
		detail = fmt.Sprintf("The directory %s holds no %s. Create one with `agentboxc init`, "+
			"or give the path of a directory that has one.", p.dir, MainFile)
	}
	return diag.Diagnostic{
		Code:    diag.NoConfiguration,
		Detail:  detail,
		Subject: fileStart(path.Join(p.dir, MainFile)),
	}
}

type unreadable struct {
	path string
	err  error
}

func (p unreadable) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.UnreadableFile,
		Detail: fmt.Sprintf("%s could not be read: %s. Everything it declares is missing until it can be; "+
			"check its permissions and, if it is a link, that it leads to a file inside the workspace.", p.path, reason(p.err)),
		Subject: fileStart(p.path),
	}
}

// reason leaves out the path, which the message names.
func reason(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// Unreadable says that a directory could not be looked into for units.
func Unreadable(dir string, err error) diag.List {
	var diags diag.List
	diags.Add(unreadableDir{dir, err})
	return diags
}

type unreadableDir unreadable

func (p unreadableDir) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.UnreadableFile,
		Detail: fmt.Sprintf("%s could not be read: %s. Units in it are missing until it can be; "+
			"check its permissions, or leave it out with exclude of %s: a pattern that ends in /** keeps it from being entered.", p.path, reason(p.err), WorkspaceFile),
		Subject: fileStart(p.path),
	}
}

type fileTooLarge struct {
	path string
	size int64
}

func (p fileTooLarge) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.FileTooLarge,
		Detail: fmt.Sprintf("%s has %d bytes or more, and the largest source file that is read has %d (%s). "+
			"Split it into several files that end in %s, or check that it is the file you meant.",
			p.path, p.size, MaxFileSize, mebibytes(MaxFileSize), Suffix),
		Subject: fileStart(p.path),
	}
}

type unitTooLarge struct{ path string }

func (p unitTooLarge) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.UnitTooLarge,
		Detail: fmt.Sprintf("With %s the files of this unit exceed %s in total, so this file and those behind it were not read. "+
			"Divide the unit into several directories.", p.path, mebibytes(MaxUnitSize)),
		Subject: fileStart(p.path),
	}
}

type tooManyFiles struct {
	path  string // the first that was not read
	count int
}

func (p tooManyFiles) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.UnitTooLarge,
		Detail: fmt.Sprintf("The directory holds %d source files and at most %d are read: %s and those behind it were not. "+
			"Divide the unit into several directories.", p.count, MaxFiles, p.path),
		Subject: fileStart(p.path),
	}
}

type otherEncoding struct{ where diag.Range }

func (p otherEncoding) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidUTF8,
		Detail: fmt.Sprintf("%s starts with the byte order mark of UTF-16, and source files are UTF-8. "+
			"Save it as UTF-8 in your editor.", p.where.File),
		Subject: p.where,
	}
}

type invalidByte struct {
	where diag.Range
	value byte
	more  int
}

func (p invalidByte) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidUTF8,
		Detail: fmt.Sprintf("The byte 0x%02X at offset %d does not belong to any UTF-8 character%s. "+
			"Source files are UTF-8; this one may have been saved in another encoding, such as Latin-1. Save it as UTF-8 in your editor.",
			p.value, p.where.Start.Byte, andMore(p.more, "such byte")),
		Subject: p.where,
	}
}

type nulByte struct {
	where diag.Range
	more  int
}

func (p nulByte) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ForbiddenChar,
		Detail: fmt.Sprintf("There is a NUL byte at offset %d%s. No program can be given a string that holds one, "+
			"so none may stand in a source file. If the file was saved as UTF-16, save it as UTF-8; else remove the byte.",
			p.where.Start.Byte, andMore(p.more, "NUL byte")),
		Subject: p.where,
	}
}

type loneReturn struct {
	where diag.Range
	more  int
}

func (p loneReturn) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ForbiddenChar,
		Detail: fmt.Sprintf("There is a carriage return without a line feed at offset %d%s. "+
			"Lines end in LF or CRLF. Write \\r in a quoted string if the character is meant, else remove it.",
			p.where.Start.Byte, andMore(p.more, "such character")),
		Subject: p.where,
	}
}

func andMore(count int, noun string) string {
	switch count {
	case 0:
		return ""
	case 1:
		return ", and the file has one more " + noun
	}
	return fmt.Sprintf(", and the file has %d more %ss", count, noun)
}

func mebibytes(bytes int) string {
	return strings.TrimSpace(fmt.Sprintf("%d MiB", bytes>>20))
}

// fileStart is the place of what is wrong with a file as a whole.
func fileStart(file string) diag.Range {
	start := diag.Pos{Line: 1, Column: 1}
	return diag.Range{File: file, Start: start, End: start}
}
