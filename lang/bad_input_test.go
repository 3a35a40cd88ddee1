package lang_test

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// The bounds for any input whatever. The time is the processor's: a busy machine
// takes its share of the other.
const (
	maxTime   = 2 * time.Second
	maxMemory = 512 << 20
)

// locals is a unit with one locals block.
func locals(lines ...string) string {
	return "variant \"a\" {\n}\n\nlocals {\n  " + strings.Join(lines, "\n  ") + "\n}\n"
}

// numbered makes n lines of a format with the number of the line, and of the
// line before.
func numbered(n int, format string) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprintf(format, i+1, i)
	}
	return lines
}

// functions is a unit's function as it is called, f(x) or f(x...).
func functions(head, result string) string {
	name, params, _ := strings.Cut(strings.TrimSuffix(head, ")"), "(")
	list := "  params = [" + params + "]\n"
	if rest, ok := strings.CutSuffix(params, "..."); ok {
		list = "  variadic_params = " + rest + "\n"
	}
	return "\nfunction \"" + name + "\" {\n" + list + "  result = " + result + "\n}\n"
}

func chain(n int, first, format string) string {
	return locals(append([]string{first}, numbered(n, format)...)...)
}

// badInputs are units that would take long or much memory without a bound. Those
// with a code must be told so, the others are right.
var badInputs = map[string]struct {
	text string
	want diag.Code
}{
	"billion laughs":             {chain(40, `x0 = "ha"`, "x%d = join(\"\", [for i in range(10) : local.x%d])"), diag.ValueTooLarge},
	"doubled strings":            {chain(64, `x0 = "ha"`, "x%[1]d = \"${local.x%[2]d}${local.x%[2]d}\""), diag.ValueTooLarge},
	"doubled lists":              {chain(64, `x0 = ["ha"]`, "x%[1]d = [local.x%[2]d, local.x%[2]d]"), diag.ValueTooLarge},
	"doubled objects":            {chain(64, `x0 = { a = 1 }`, "x%[1]d = { a = local.x%[2]d, b = local.x%[2]d }"), diag.ValueTooLarge},
	"nested lists":               {chain(3000, `x0 = []`, "x%d = [local.x%d]"), diag.ValueTooLarge},
	"equal nested lists":         {chain(3000, `x0 = []`, "x%[1]d = [local.x%[2]d]\n  e%[1]d = local.x%[1]d == local.x%[2]d"), diag.ValueTooLarge},
	"nested for":                 {locals(`a = [for x in range(1024) : [for y in range(1024) : [for z in range(1024) : 1]]]`), diag.ValueTooLarge},
	"nested for, filtered":       {locals(`a = [for x in range(1024) : [for y in range(1024) : [for z in range(1024) : 1 if false]]]`), diag.ValueTooLarge},
	"nested for, objects":        {locals(`a = { for x in range(1024) : x => { for y in range(1024) : y => { for z in range(1024) : z => 1 } } }`), diag.ValueTooLarge},
	"nested template for":        {locals(`a = "%{ for x in range(1024) }%{ for y in range(1024) }%{ for z in range(1024) }x%{ endfor }%{ endfor }%{ endfor }"`), diag.ValueTooLarge},
	"for over and over":          {locals(numbered(2000, "a%[1]d = [for x in range(1024) : [for y in range(1024) : x]]")...), diag.ValueTooLarge},
	"distinct over and over":     {locals(numbered(2000, "a%[1]d = distinct(range(1024))")...), diag.ValueTooLarge},
	"range over and over":        {locals(numbered(20_000, "a%[1]d = length(range(1024))")...), diag.ValueTooLarge},
	"regex over and over":        {locals(append([]string{`s = join("", [for x in range(1000) : "aaaaaaaaaaaaaaaaaaaa"])`}, numbered(2000, `a%[1]d = can(regex("(a|aa)+b(a|aa)+b", local.s))`)...)...), diag.ValueTooLarge},
	"set products":               {locals(`a = setproduct(range(64), range(64), range(64), range(16))`), diag.ValueTooLarge},
	"products of nothing":        {locals(`a = setproduct(range(1000), range(1000), [])`), ""},
	"indent":                     {locals(`a = indent(100000000, "a\nb")`), diag.ValueTooLarge},
	"format width":               {locals(`a = format("%100000000d", 1)`), diag.ValueTooLarge},
	"format precision":           {locals(`a = format("%.100000000f", 1)`), diag.ValueTooLarge},
	"formatlist width":           {locals(`a = formatlist("%1000000s", range(1024))`), diag.ValueTooLarge},
	"many wide formats":          {locals(`a = formatlist("%999s%999s%999s%999s%999s", range(1024), "a", "b", "c", "d")`), ""},
	"long number":                {locals(`a = "${1e30000000}"`), diag.NumberOutOfRange},
	"towers":                     {chain(3000, `x0 = 1e999`, "x%[1]d = local.x%[2]d * local.x%[2]d"), diag.ValueTooLarge},
	"small towers":               {chain(3000, `x0 = 1e-999`, "x%[1]d = local.x%[2]d * local.x%[2]d"), diag.ValueTooLarge},
	"towers of pow":              {chain(100, `x0 = 9`, "x%[1]d = pow(local.x%[2]d, 4000)"), ""},
	"long tuple":                 {locals("a = tolist([" + strings.Repeat(`"x", `, 20_000) + "])"), diag.ValueTooLarge},
	"long tuple of objects":      {locals("a = tolist([" + strings.Repeat(`{ a = "x", b = 1 }, `, 9_000) + "])"), diag.ValueTooLarge},
	"long tuple of packages":     {"layer \"a\" {\n  packages = [\n" + strings.Join(numbered(20_000, "pkgs.p%[1]d,"), "\n") + "\n]\n}\nvariant \"a\" {\n}\n", ""},
	"long map of env":            {"variant \"a\" {\n  config {\n  env = {\n" + strings.Join(numbered(20_000, "E%[1]d = \"x\""), "\n") + "\n}\n}\n}\n", ""},
	"long lists in a shell":      {"variant \"a\" {\n  packages = [\n" + strings.Join(numbered(18_000, "pkgs.a%[1]d,"), "\n") + "\n]\n}\nshell \"a\" {\n  from = variant.a\n  packages = [\n" + strings.Join(numbered(18_000, "pkgs.b%[1]d,"), "\n") + "\n]\n}\n", ""},
	"many files, inherited":      {"variant \"a\" {\n" + strings.Join(numbered(15_000, "file \"/x%[1]d\" {\n  content = \"\"\n}"), "\n") + "\n}\nvariant \"b\" {\n  extends = variant.a\n}\n", ""},
	"many unknown names":         {strings.Join(numbered(15_000, "layer \"l%[1]d\" {}"), "\n") + "\nvariant \"a\" {\n  layers = [" + strings.Join(numbered(15_000, "layer.m%[1]d"), ", ") + "]\n}\n", diag.UnknownReference},
	"json depth":                 {locals("a = jsondecode(\"" + strings.Repeat("[", 50_000) + "\")"), diag.ValueTooLarge},
	"json length":                {locals("a = jsondecode(\"[" + strings.Repeat("1,", 200_000) + "1]\")"), diag.ValueTooLarge},
	"csv columns":                {locals("a = csvdecode(\"" + strings.Join(numbered(4_000, "c%[1]d"), ",") + "\\n" + strings.Repeat("x,", 3_999) + "x\")"), ""},
	"csv rows":                   {locals("a = csvdecode(\"a,b" + strings.Repeat("\\n1,2", 3_000) + "\")"), ""},
	"huge regex":                 {locals("a = regex(\"(" + strings.Repeat("a?", 20_000) + "){1000}\", \"a\")"), diag.FunctionFailed},
	"regex of a long text":       {locals("a = can(regex(\"" + strings.Repeat("a*", 1000) + "b\", \"" + strings.Repeat("a", 200_000) + "\"))"), diag.ValueTooLarge},
	"replace":                    {locals(append([]string{`s = join("", range(1024))`}, `a = replace(local.s, "", local.s)`)...), diag.ValueTooLarge},
	"regexreplace":               {locals(append([]string{`s = join("", range(1024))`, `t = join("", [local.s, local.s, local.s])`}, `a = regexreplace(local.t, "", local.t)`)...), diag.ValueTooLarge},
	"a thousand long strings":    {locals(`s = join("", [for x in range(1000) : "`+strings.Repeat("x", 1000)+`"])`, `a = join("", [for x in range(1000) : local.s])`), diag.ValueTooLarge},
	"a thousand in a template":   {locals(`s = join("", [for x in range(1000) : "`+strings.Repeat("x", 1000)+`"])`, `a = "`+strings.Repeat("${local.s}", 1000)+`"`), diag.ValueTooLarge},
	"one over zero":              {locals("a = 1 / 0", "b = -1 / 0", `c = "${1 / 0}"`, "d = 5 % 0"), ""},
	"zero over zero":             {locals("a = 0 / 0"), diag.InvalidExpression},
	"infinite limits":            {"layer \"a\" {\n  packages = []\n  max_layers = 1 / 0\n  budget {\n    max = 1 / 0\n    max_layers = 1 / 0\n    warn = -1 / 0\n  }\n}\nvariant \"a\" {\n}\n", diag.WrongType},
	"a chain of locals":          {chain(40_000, `x0 = "end"`, "x%d = local.x%d"), ""},
	"a chain of locals, falling": {locals(append(reversed(numbered(40_000, "x%d = local.x%d")), `x0 = "end"`)...), ""},
	"calls in loops":             {functions("f(x)", "[for y in range(1024) : x]") + locals(`a = [for x in range(1024) : f(x)]`), diag.ValueTooLarge},
	"empty calls in loops":       {functions("f(x)", "1") + locals(`a = [for x in range(1024) : [for y in range(1024) : length([f(x), f(y)]) if false]]`), diag.ValueTooLarge},
	"doubled calls":              {strings.Join(numbered(64, "function \"f%[1]d\" {\n  params = [x]\n  result = \"${f%[2]d(x)}${f%[2]d(x)}\"\n}"), "\n") + functions("f0(x)", "x") + locals(`a = f64("ha")`), diag.ValueTooLarge},
	"doubled calls of nothing":   {strings.Join(numbered(64, "function \"f%[1]d\" {\n  result = f%[2]d() && f%[2]d()\n}"), "\n") + functions("f0()", "true") + locals(`a = f64()`), diag.ValueTooLarge},
	"doubled calls in try":       {strings.Join(numbered(64, "function \"f%[1]d\" {\n  params = [x]\n  result = try(f%[2]d(x), f%[2]d(x))\n}"), "\n") + functions("f0(x)", "x.a") + locals(`a = f64("ha")`), diag.ValueTooLarge},
	"a chain of functions":       {strings.Join(numbered(5000, "function \"f%d\" {\n  params = [x]\n  result = f%d(x)\n}"), "\n") + functions("f0(x)", "x") + locals(`a = f5000("ha")`), diag.ValueTooLarge},
	"functions of functions":     {strings.Join(numbered(90, "function \"f%d\" {\n  params = [x]\n  result = f%d(x)\n}"), "\n") + functions("f0(x)", "x") + locals(numbered(2000, "a%d = f90([1, 2, 3, %d])")...), ""},
	"many arguments":             {functions("f(x...)", "length(x)") + locals("a = f("+strings.Repeat("1, ", 4000)+"1)"), ""},
	"too many arguments":         {functions("f(x...)", "x") + locals("a = f("+strings.Repeat("1, ", 9000)+"1)"), diag.ValueTooLarge},
	"many parameters":            {"function \"f\" {\n  params = [" + strings.Join(numbered(20_000, "a%[1]d"), ", ") + "]\n  result = a1\n}\n" + locals("a = f(1)"), diag.FunctionFailed},
	"a cycle of functions":       {strings.Join(numbered(3000, "function \"f%d\" {\n  result = f%d()\n}"), "\n") + "\nfunction \"f0\" {\n  result = f3000()\n}\n" + locals("a = f1()"), diag.Cycle},
	"groups of groups":           {"variant \"v\" {\n  matrix = { a = range(32), b = range(8) }\n}\ngroup \"g0\" {\n  variants = [variant.v]\n}\n" + strings.Join(numbered(3000, "group \"g%d\" {\n  variants = [group.g%d]\n}"), "\n"), diag.ValueTooLarge},
	"a chain of groups":          {"variant \"v\" {\n}\ngroup \"g0\" {\n  variants = [variant.v]\n}\n" + strings.Join(numbered(10_000, "group \"g%d\" {\n  variants = [group.g%d]\n}"), "\n"), ""},
	"a cycle of groups":          {"group \"g0\" {\n  variants = [group.g3000]\n}\n" + strings.Join(numbered(3000, "group \"g%d\" {\n  variants = [group.g%d]\n}"), "\n") + "\nvariant \"v\" {\n}\n", diag.Cycle},
	"yaml depth":                 {locals("a = yamldecode(\"" + strings.Repeat("[", 50_000) + "\")"), diag.ValueTooLarge},
	"yaml dashes":                {locals("a = yamldecode(\"" + strings.Repeat("- ", 50_000) + "\")"), diag.ValueTooLarge},
	"yaml indentation":           {locals("a = yamldecode(\"" + strings.Join(numbered(1000, "%[1]*[2]d: "), "\\n") + "\")"), diag.ValueTooLarge},
	"yaml aliases":               {locals("a = yamldecode(\"a0: &a0 [x, x]\\n" + strings.Join(numbered(60, "a%[1]d: &a%[1]d [*a%[2]d, *a%[2]d]"), "\\n") + "\\n\")"), diag.ValueTooLarge},
	"yaml, a few aliases":        {locals("a = yamldecode(\"a0: &a0 [x, x]\\n" + strings.Join(numbered(6, "a%[1]d: &a%[1]d [*a%[2]d, *a%[2]d]"), "\\n") + "\\n\")"), ""},
	"yaml length":                {locals("a = yamldecode(\"[" + strings.Repeat("1,", 200_000) + "1]\")"), diag.ValueTooLarge},
	"matchkeys":                  {locals("a = matchkeys(range(1024), range(1024), range(1024))"), diag.ValueTooLarge},
	"matchkeys over and over":    {locals(numbered(2000, "a%[1]d = matchkeys(range(300), range(300), range(300))")...), diag.ValueTooLarge},
	"indexof over and over":      {locals(append([]string{"l = range(1024)"}, numbered(20_000, "a%[1]d = indexof(local.l, 1023)")...)...), diag.ValueTooLarge},
	"fileset over and over":      {locals(numbered(20_000, "a%[1]d = fileset(\".\", \"**/x\")")...), diag.ValueTooLarge},
	"fileset, a long pattern":    {locals("a = fileset(\".\", \"" + strings.Repeat("**/", 80) + "x\")"), diag.ValueTooLarge},
	"files over and over":        {locals(numbered(20_000, "a%[1]d = filesha256(\"agentbox.hcl\")")...), diag.ValueTooLarge},
	"hashes over and over":       {locals(append([]string{`s = join("", [for x in range(1000) : "` + strings.Repeat("x", 1000) + `"])`}, numbered(20_000, "a%[1]d = sha512(local.s)")...)...), diag.ValueTooLarge},
	"long base64":                {locals(append([]string{`s = join("", [for x in range(1000) : "` + strings.Repeat("x", 1000) + `"])`}, "a = base64encode(local.s)")...), diag.ValueTooLarge},
	"long escapes":               {locals(append([]string{`s = join("", [for x in range(1000) : "` + strings.Repeat("!", 1000) + `"])`}, "a = urlencode(local.s)")...), diag.ValueTooLarge},
	"conditions":                 {locals(numbered(2000, "a%[1]d = alltrue([for x in range(1024) : true])")...), diag.ValueTooLarge},
	"a cycle of one":             {locals("a = local.a"), diag.Cycle},
	"a cycle in a template":      {locals(`a = "x${local.b}"`, `b = "%{ if true }${local.a}%{ endif }"`), diag.Cycle},
	"a cycle of 3000":            {chain(3000, `x0 = local.x3000`, "x%d = local.x%d"), diag.Cycle},
	"a thousand cycles":          {locals(numbered(1000, "x%[1]d = local.y%[1]d\n  y%[1]d = local.x%[1]d")...), diag.Cycle},
	"all with all":               {locals(numbered(200, "x%[1]d = ["+strings.Join(numbered(200, "local.x%[1]d"), ", ")+"]")...), diag.Cycle},
	"a chain of variants":        {"variant \"v0\" {\n}\n" + strings.Join(numbered(10_000, "variant \"v%d\" {\n  extends = variant.v%d\n}"), "\n") + "\n", diag.ValueTooLarge},
	"a chain with super":         {"variant \"v0\" {\n  packages = [pkgs.p0]\n}\n" + strings.Join(numbered(49, "variant \"v%[1]d\" {\n  extends = variant.v%[2]d\n  packages = concat(super.packages, super.packages, [pkgs.p%[1]d])\n}"), "\n") + "\n", diag.ValueTooLarge},
	"a chain of super maps":      {"variant \"v0\" {\n  config {\n    env = { A = \"a\" }\n  }\n}\n" + strings.Join(numbered(49, "variant \"v%[1]d\" {\n  extends = variant.v%[2]d\n  config {\n    env = merge(super.config.env, super.config.env, { A%[1]d = \"x\" })\n  }\n}"), "\n") + "\n", ""},
	"a chain of super and self":  {"variant \"v0\" {\n  config {\n    env = { A = self.name }\n  }\n}\n" + strings.Join(numbered(49, "variant \"v%[1]d\" {\n  extends = variant.v%[2]d\n  config {\n    env = merge(super.config.env, super.config.env, { A%[1]d = \"x\" })\n  }\n}"), "\n") + "\n", ""},
	"unknown names":              {strings.Join(numbered(3000, "layer \"layer-%[1]d\" {\n  packages = []\n}"), "\n") + "\nvariant \"a\" {\n  layers = [" + strings.Join(numbered(3000, "layer.leyer-%[1]d"), ", ") + "]\n}\n", diag.UnknownReference},
	"unknown functions":          {locals(numbered(20_000, "a%[1]d = unknown%[1]d(1)")...), diag.UnknownFunction},
	"unknown attributes":         {"variant \"a\" {\n" + strings.Join(numbered(40_000, "a%[1]d = 1"), "\n") + "\n}\n", diag.UnknownAttribute},
	"unknown blocks":             {strings.Repeat("nothing {\n}\n", 100_000), diag.UnknownBlock},
	"the same block":             {strings.Repeat("layer \"a\" {\n  packages = []\n}\n", 20_000), diag.DuplicateName},
	"wrong elements":             {"variant \"a\" {\n  layers = [" + strings.Repeat("5, ", 20_000) + "]\n}\n", diag.WrongType},
	"files below files":          {"variant \"a\" {\n" + strings.Join(numbered(2000, "file \"/a"+strings.Repeat("/b", 20)+"/%[1]d\" {\n  content = \"\"\n}"), "\n") + "\nfile \"/a\" {\n  content = \"\"\n}\n}\n", diag.NameCollision},
	"many users":                 {"variant \"a\" {\n" + strings.Join(numbered(3000, "user \"u%[1]d\" {\n  uid = %[1]d\n}\ndirectory \"/d%[1]d\" {\n  owner = \"u%[1]d\"\n}"), "\n") + "\n}\n", ""},
	"many platforms":             {strings.Repeat("platform \"x86_64-linux\" {\n}\n", 1000) + "variant \"a\" {\n}\n", diag.DuplicateName},
	"NFC and NFD":                {"layer \"\u00e9\" {\n  packages = []\n}\nlayer \"e\u0301\" {\n  packages = []\n}\n", diag.InvalidName},
	"NFC and NFD attributes":     {locals("\u00e9 = 1", "e\u0301 = 2"), diag.InvalidName},
	"NFC and NFD keys":           {locals("a = { \u00e9 = 1, e\u0301 = 2 }", "b = { \"\u00e9\" = 1, \"e\u0301\" = 2 }", "c = { for k in [\"\u00e9\", \"e\u0301\"] : k => 1... }"), ""},
	"NFC and NFD env":            {"variant \"a\" {\n  config {\n    labels = { \"\u00e9\" = \"1\", \"e\u0301\" = \"2\" }\n  }\n}\n", diag.DuplicateName},
	"null everywhere":            {"variant \"a\" {\n  layers = null\n  packages = [null]\n  image = null\n  abstract = null\n  max_layers = null\n  config {\n    env = null\n    cmd = [null]\n    user = null\n  }\n  user \"u\" {\n    uid = null\n  }\n  file \"/a\" {\n    content = null\n  }\n}\n", diag.NullValue},
	"unknown into an enum":       {"package \"rust_toolchain\" \"a\" {\n  channel = local.nothing\n  profile = upper(local.nothing)\n}\nvariant \"a\" {\n}\n", diag.UnknownReference},
	"a mark into a check":        {"variable \"s\" {\n  default = \"x\"\n  sensitive = true\n}\nvariant \"a\" {\n  image = var.s\n  tag = \"t-${var.s}\"\n  max_layers = var.s\n  platforms = [var.s]\n  config {\n    ports = [var.s]\n    env = { (var.s) = \"x\" }\n  }\n}\n", diag.SensitiveValue},
	"a conditional of marks":     {"variable \"s\" {\n  default = true\n  sensitive = true\n}\nvariant \"a\" {\n  abstract = var.s\n  layers = var.s ? [] : []\n}\nagentbox {\n  default = var.s ? variant.a : variant.a\n}\n", diag.SensitiveValue},
	"NUL in a value":             {locals("a = \"\\u0000set\\u0001default\\u0001git\\u0000\"", "b = jsondecode(\"\\\"\\\\u0000\\\"\")"), diag.ForbiddenChar},
	"NUL by JSON":                {locals(`a = jsondecode("\"\\u0000set\\u0001default\\u0001git\\u0000\"")`), diag.FunctionFailed},
}

func reversed(lines []string) []string {
	slices.Reverse(lines)
	return lines
}

// processorTime is what this process has used of it, collecting garbage included.
func processorTime(t testing.TB) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// TestBadInput proves that each of the units is answered with a diagnostic that
// has a place, or rightly with none, in bounded time and memory.
func TestBadInput(t *testing.T) {
	for name, test := range badInputs {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"unit/agentbox.hcl": test.text}
			debug.FreeOSMemory()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := processorTime(t)
			_, diags := compile(files, lang.Options{})
			took := processorTime(t) - start
			runtime.ReadMemStats(&after)
			if took > maxTime {
				t.Errorf("took %v", took)
			}
			if used := after.HeapSys - min(before.HeapSys, after.HeapSys); used > maxMemory {
				t.Errorf("took %d MiB", used>>20)
			}
			errors := slices.DeleteFunc(slices.Clone(diags), func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
			found := slices.ContainsFunc(errors, func(d diag.Diagnostic) bool { return d.Code == test.want })
			if test.want != "" && !found || test.want == "" && len(errors) > 0 {
				t.Errorf("want %q, got %d errors: %.2000v", test.want, len(errors), errors[:min(len(errors), 2)])
			}
			for _, d := range diags[:min(len(diags), 200)] {
				checkRanges(t, files, d)
			}
		})
	}
}
