package check

import (
	"fmt"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

type emptyList struct {
	Attr *config.Attr
	Why  string // so …
}

func (p emptyList) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("%s is empty, so %s. Put something in, or leave the block out.", p.Attr.Name, p.Why),
	}
}

type wrongLevel struct {
	Attr   *config.Attr
	Method string
	Have   int64
	Most   int64 // 0: the method has no levels
}

func (p wrongLevel) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.InvalidValue, Subject: p.Attr.Range}
	if p.Most == 0 {
		d.Detail = fmt.Sprintf("Layers that are not compressed have no level. Remove it, or set compression to %q or %q.", "gzip", "zstd")
		return d
	}
	d.Detail = fmt.Sprintf("level is %d, but %s has the levels 1 to %d.", p.Have, p.Method, p.Most)
	return d
}

type tagPerPlatform struct {
	Item    item
	Address string
	Tags    []string
	Alone   bool // no other variant would be pushed under the tags that the block gets
}

func (p tagPerPlatform) Diagnostic() diag.Diagnostic {
	way := "Set tags."
	if !p.Alone {
		way = "Give it a publish block of its own, and set tags there."
	}
	return diag.Diagnostic{
		Code: diag.ConflictingTags, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s has another tag on each platform (%s), so it has none under which its images could be pushed as one. %s", p.Address, strings.Join(p.Tags, ", "), way),
	}
}

type sharedTag struct {
	Item    item
	Address string
	Other   target
	System  string
	Block   *config.Block
}

func (p sharedTag) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ConflictingTags, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s and %s both exist on %s, and under a tag there is one image for each platform. "+
			"Remove tags, so that each is pushed under its own, or give each a publish block.", p.Address, p.Other.address(), p.System),
		Related: []diag.Related{
			{Message: "the other variant", Range: p.Other.item.at},
			{Message: "the tags of both", Range: p.Block.Attr("tags").Range},
		},
	}
}

type withoutIndex struct {
	Attr    *config.Attr
	Systems []string
}

func (p withoutIndex) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ConflictingTags, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("Without an index there is a single image under a tag, but there are images for %s. Remove index, or name variants that exist on one platform.",
			strings.Join(p.Systems, " and ")),
	}
}

type sameTag struct {
	Reference string
	At, First diag.Range
	By        string
}

func (p sameTag) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ConflictingTags, Subject: p.At,
		Detail:  fmt.Sprintf("%s already pushes to %s, and the later push would take the tag away. Choose another tag or repository.", p.By, p.Reference),
		Related: []diag.Related{{Message: "the first time", Range: p.First}},
	}
}
