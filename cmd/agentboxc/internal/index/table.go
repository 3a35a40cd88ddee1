package index

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// A table is a sorted list of names as it lies in an entry of the cache:
//
//	names 102345 187          how many names, and how many blocks of them
//	0 0ad                     for each block where it starts, counted from the
//	8190 bluejeans-gui        first name, and the name it starts with
//	…
//	                          an empty line
//	0ad
//	0verkill
//	…
//
// Whoever looks for a name reads the list of blocks and one block: nobody reads a
// hundred thousand names to find three.
type table struct {
	from   io.ReaderAt
	size   int64
	count  int
	start  int64 // of the first name
	blocks []block
	read   map[int]string // blocks that were looked into, each with a line break in front
}

type block struct {
	offset int64 // from the first name
	first  string
}

// Bounds of a table.
const (
	blockSize = 8 << 10
	maxHead   = 4 << 20
	firstRead = 16 << 10 // holds the head of most tables
)

// writable are the names that a unit can write, sorted: one with a line break is
// none of them.
func writable(names []string) []string {
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return name == "" || len(name) > blockSize/2 || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' })
	})
	slices.Sort(names)
	return slices.Compact(names)
}

// encodeTable makes a table of names that are writable.
func encodeTable(names []string) []byte {
	var head, body bytes.Buffer
	blocks, end := 0, 0
	for _, name := range names {
		if body.Len() >= end {
			fmt.Fprintf(&head, "%d %s\n", body.Len(), name)
			blocks++
			end = body.Len() + blockSize
		}
		body.WriteString(name + "\n")
	}
	return slices.Concat(fmt.Appendf(nil, "names %d %d\n", len(names), blocks), head.Bytes(), []byte("\n"), body.Bytes())
}

var errTable = errors.New("it is no table of names")

// openTable reads the head of a table.
func openTable(from io.ReaderAt, size int64) (*table, error) {
	t := &table{from: from, size: size, read: map[int]string{}}
	head, err := t.head()
	if err != nil {
		return nil, err
	}
	lines := strings.Split(head, "\n")
	var blocks int
	if n, err := fmt.Sscanf(lines[0], "names %d %d", &t.count, &blocks); n != 2 || err != nil || blocks != len(lines)-1 {
		return nil, errTable
	}
	t.start = int64(len(head) + len("\n\n"))
	for _, line := range lines[1:] {
		offset, first, _ := strings.Cut(line, " ")
		n, err := strconv.ParseInt(offset, 10, 64)
		if err != nil || n < 0 || t.start+n >= size || len(t.blocks) > 0 && n <= t.blocks[len(t.blocks)-1].offset {
			return nil, errTable
		}
		t.blocks = append(t.blocks, block{n, first})
	}
	return t, nil
}

// head is all before the empty line.
func (t *table) head() (string, error) {
	for n := int64(firstRead); ; n *= 4 {
		data := make([]byte, min(n, t.size))
		if _, err := t.from.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		if end := bytes.Index(data, []byte("\n\n")); end >= 0 {
			return string(data[:end]), nil
		}
		if n >= t.size || n > maxHead {
			return "", errTable
		}
	}
}

// has looks for a name. The error says that the table cannot be read.
func (t *table) has(name string) (bool, error) {
	i := t.blockOf(name)
	if i < 0 {
		return false, nil
	}
	text, err := t.block(i)
	return strings.Contains(text, "\n"+name+"\n"), err
}

// blockOf is the index of the block that a name would be in; -1 is before all.
func (t *table) blockOf(name string) int {
	return sort.Search(len(t.blocks), func(i int) bool { return t.blocks[i].first > name }) - 1
}

// block is the text of a block, with a line break in front.
func (t *table) block(i int) (string, error) {
	if text, ok := t.read[i]; ok {
		return text, nil
	}
	end := t.size - t.start
	if i+1 < len(t.blocks) {
		end = t.blocks[i+1].offset
	}
	read, err := t.part(t.blocks[i].offset, end)
	if err != nil {
		return "", err
	}
	t.read[i] = "\n" + read
	return t.read[i], nil
}

// starting are the first names that start with a text, sorted and at most so many.
func (t *table) starting(start string, most int) ([]string, error) {
	var found []string
	for i := max(t.blockOf(start), 0); i < len(t.blocks); i++ {
		text, err := t.block(i)
		if err != nil {
			return nil, err
		}
		for name := range strings.Lines(strings.TrimPrefix(text, "\n")) {
			switch name = strings.TrimSuffix(name, "\n"); {
			case len(found) == most, name > start && !strings.HasPrefix(name, start):
				return found, nil
			case strings.HasPrefix(name, start):
				found = append(found, name)
			}
		}
	}
	return found, nil
}

// all are the names, sorted.
func (t *table) all() ([]string, error) {
	text, err := t.part(0, t.size-t.start)
	if err != nil || text == "" {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n"), nil
}

func (t *table) part(from, to int64) (string, error) {
	data := make([]byte, to-from)
	if _, err := t.from.ReadAt(data, t.start+from); err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return string(data), nil
}
