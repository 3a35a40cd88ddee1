package syntax

// The limits keep hclsyntax within its means: it recurses for each level of
// nesting until the stack is full, which no program survives, and some of its
// steps take quadratic time. What people write stays far below every one.
const (
	// maxNesting bounds open brackets, strings and interpolations.
	maxNesting = 100
	// maxDepth bounds the height of an expression's tree: operators in a row,
	// indexes in a row, template directives inside each other.
	maxDepth = 1000
	// conditionalWeight is what a ? counts, because every branch is evaluated
	// and brought to a common type.
	conditionalWeight = 5
	// maxNumber bounds the characters of a number, maxExponent the digits of
	// its exponent: 1e999999999 is short and takes minutes to write out.
	maxNumber   = 64
	maxExponent = 4
	// maxMelding bounds the bytes that hclsyntax moves when it joins the
	// pieces of strings, over the whole file.
	maxMelding = 1 << 30
	// maxTokens bounds the tokens of a file, each of which takes hclsyntax
	// some 150 bytes and its share of the tree.
	maxTokens = 300_000
	// largeFile is the size from which memory is worth the time to collect it.
	largeFile = 256 << 10
	// maxPadding bounds the bytes that aligning the lines of a file may take.
	maxPadding = 64 << 20
	// maxDamaged bounds the damaged items that are reported of one file.
	maxDamaged = 100
)
