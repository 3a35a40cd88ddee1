package syntax

import (
	"cmp"
	"slices"
	"sort"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// parseJSON parses a file in HCL's JSON syntax. The tree is the one that the same
// file in native syntax would have, with the places of the JSON.
func parseJSON(f *source.File, text []byte, fill func(*jsonUnit, *jsonNode), diags *diag.List) *File {
	parsed := &File{Source: f, damaged: map[*hclsyntax.Block]bool{}}
	if len(conflictMarks(text)) > 0 {
		text = keepOurs(f, text, diags)
	}
	root, r := readJSON(f, text)
	parsed.strings = r.strings
	whole := hcl.Range{Filename: f.Path, Start: hcl.InitialPos, End: hclPos(f.Pos(len(text)))}
	parsed.body = newBody(whole)
	parsed.Items = []*Item{{Tree: parsed.body, end: len(f.Bytes), line: 1}}
	u := &jsonUnit{file: parsed, problems: r.problems, tokens: r.tokens}
	if root == nil && len(r.problems) == 0 && len(text) == len(f.Bytes) {
		u.problems = append(u.problems, jsonProblem{0, jsonEmpty{f.Range(0, 0)}})
	}
	fill(u, root)
	u.reportDamage(diags)
	u.reportRemarks(diags)
	return parsed
}

// damage notes a problem in a string.
func (u *jsonUnit) damage(p diag.Problem, at int) {
	if len(u.problems) <= maxJSONProblems {
		u.problems = append(u.problems, jsonProblem{at, p})
	}
}

// reportDamage reports the first problem in each block at the top level, and all
// that are in none.
func (u *jsonUnit) reportDamage(diags *diag.List) {
	slices.SortStableFunc(u.problems, func(a, b jsonProblem) int { return cmp.Compare(a.at, b.at) })
	for n, count := 0, 0; n < len(u.problems); n++ {
		p := u.problems[n]
		if block := u.topAt(p.at); block != nil {
			told := u.file.damaged[block] && n > 0 && u.topAt(u.problems[n-1].at) == block
			if u.file.damaged[block] = true; told {
				continue
			}
		}
		if count++; count > maxDamaged {
			diags.Add(tooManyDamaged{u.file.Source.Range(p.at, p.at)})
			return
		}
		diags.Add(p)
	}
}

func (u *jsonUnit) reportRemarks(diags *diag.List) {
	for _, p := range u.remarks[:min(len(u.remarks), maxDamaged)] {
		if block := u.topAt(p.at); !u.file.damaged[block] {
			diags.Add(p)
		}
	}
}

// topAt returns the block at the top level that an offset lies in, or nil.
func (u *jsonUnit) topAt(offset int) *hclsyntax.Block {
	i := sort.Search(len(u.tops), func(i int) bool { return u.tops[i].end > offset })
	if i == len(u.tops) || u.tops[i].start > offset {
		return nil
	}
	return u.tops[i].block
}
