package check

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"path"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// standard are the functions that depend on their arguments alone.
var standard = sync.OnceValue(func() map[string]function.Function {
	return map[string]function.Function{
		"abs":                    stdlib.AbsoluteFunc,
		"alltrue":                conditionsFunc(false),
		"anytrue":                conditionsFunc(true),
		"base64decode":           decodeFunc(fromBase64),
		"base64encode":           textFunc(func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }),
		"base64sha256":           hashFunc(sha256.New, base64.StdEncoding.EncodeToString),
		"base64sha512":           hashFunc(sha512.New, base64.StdEncoding.EncodeToString),
		"basename":               textFunc(path.Base),
		"can":                    tryfunc.CanFunc,
		"ceil":                   stdlib.CeilFunc,
		"chomp":                  stdlib.ChompFunc,
		"chunklist":              stdlib.ChunklistFunc,
		"coalesce":               stdlib.CoalesceFunc,
		"coalescelist":           stdlib.CoalesceListFunc,
		"compact":                stdlib.CompactFunc,
		"concat":                 stdlib.ConcatFunc,
		"contains":               stdlib.ContainsFunc,
		"csvdecode":              stdlib.CSVDecodeFunc,
		"dirname":                textFunc(path.Dir),
		"distinct":               stdlib.DistinctFunc,
		"element":                stdlib.ElementFunc,
		"endswith":               affixFunc(strings.HasSuffix),
		"flatten":                stdlib.FlattenFunc,
		"floor":                  stdlib.FloorFunc,
		"format":                 stdlib.FormatFunc,
		"formatdate":             stdlib.FormatDateFunc,
		"formatlist":             stdlib.FormatListFunc,
		"indent":                 stdlib.IndentFunc,
		"index":                  stdlib.IndexFunc,
		"indexof":                indexOfFunc,
		"int":                    stdlib.IntFunc,
		"issensitive":            isSensitiveFunc,
		"join":                   stdlib.JoinFunc,
		"jsondecode":             stdlib.JSONDecodeFunc,
		"jsonencode":             jsonFunc,
		"keys":                   stdlib.KeysFunc,
		"length":                 lengthFunc,
		"log":                    stdlib.LogFunc,
		"lookup":                 stdlib.LookupFunc,
		"lower":                  stdlib.LowerFunc,
		"matchkeys":              matchKeysFunc,
		"max":                    stdlib.MaxFunc,
		"md5":                    hashFunc(md5.New, hex.EncodeToString),
		"merge":                  stdlib.MergeFunc,
		"min":                    stdlib.MinFunc,
		"nonsensitive":           nonsensitiveFunc,
		"one":                    oneFunc,
		"parseint":               stdlib.ParseIntFunc,
		"pow":                    stdlib.PowFunc,
		"range":                  stdlib.RangeFunc,
		"regex":                  stdlib.RegexFunc,
		"regexall":               stdlib.RegexAllFunc,
		"regexreplace":           stdlib.RegexReplaceFunc,
		"replace":                stdlib.ReplaceFunc,
		"reverse":                stdlib.ReverseListFunc,
		"sanitize":               textFunc(sanitized),
		"semvercmp":              versionFunc,
		"sensitive":              sensitiveFunc,
		"setintersection":        stdlib.SetIntersectionFunc,
		"setproduct":             stdlib.SetProductFunc,
		"setsubtract":            stdlib.SetSubtractFunc,
		"setsymmetricdifference": stdlib.SetSymmetricDifferenceFunc,
		"setunion":               stdlib.SetUnionFunc,
		"sha1":                   hashFunc(sha1.New, hex.EncodeToString),
		"sha256":                 hashFunc(sha256.New, hex.EncodeToString),
		"sha512":                 hashFunc(sha512.New, hex.EncodeToString),
		"signum":                 stdlib.SignumFunc,
		"slice":                  stdlib.SliceFunc,
		"sort":                   stdlib.SortFunc,
		"split":                  stdlib.SplitFunc,
		"startswith":             affixFunc(strings.HasPrefix),
		"strcontains":            affixFunc(strings.Contains),
		"strlen":                 stdlib.StrlenFunc,
		"strrev":                 stdlib.ReverseFunc,
		"substr":                 stdlib.SubstrFunc,
		"sum":                    sumFunc,
		"timeadd":                stdlib.TimeAddFunc,
		"timecmp":                timeCompareFunc,
		"title":                  stdlib.TitleFunc,
		"tobool":                 stdlib.MakeToFunc(cty.Bool),
		"tolist":                 stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)),
		"tomap":                  stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
		"tonumber":               stdlib.MakeToFunc(cty.Number),
		"toset":                  stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
		"tostring":               stdlib.MakeToFunc(cty.String),
		"transpose":              transposeFunc,
		"trim":                   stdlib.TrimFunc,
		"trimprefix":             stdlib.TrimPrefixFunc,
		"trimspace":              stdlib.TrimSpaceFunc,
		"trimsuffix":             stdlib.TrimSuffixFunc,
		"try":                    tryfunc.TryFunc,
		"upper":                  stdlib.UpperFunc,
		"urldecode":              decodeFunc(fromURL),
		"urlencode":              textFunc(url.QueryEscape),
		"values":                 stdlib.ValuesFunc,
		"yamldecode":             yaml.YAMLDecodeFunc,
		"yamlencode":             yamlEncodeFunc,
		"zipmap":                 stdlib.ZipmapFunc,
	}
})
