package index

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func manyNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("package-%x_%d", i*2654435761%1_000_003, i)
	}
	return names
}

func opened(t testing.TB, data []byte) *table {
	t.Helper()
	table, err := openTable(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestTable(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000, 100_000} {
		names := manyNames(n)
		data := encodeTable(writable(names))
		table := opened(t, data)
		if table.count != n {
			t.Errorf("%d of %d names", table.count, n)
		}
		slices.Sort(names)
		if all, err := table.all(); err != nil || !slices.Equal(all, names) {
			t.Errorf("of %d names there are %d: %v", n, len(all), err)
		}
		for i := 0; i < n; i += 1 + n/997 {
			for name, want := range map[string]bool{names[i]: true, names[i] + "x": false, names[i][:len(names[i])-1] + "~": false, names[i][1:]: false} {
				if found, err := table.has(name); err != nil || found != want {
					t.Errorf("has %q: %v, %v", name, found, err)
				}
			}
		}
		for _, name := range []string{"", "a", "~~~", "\n", "0 package"} {
			if found, err := table.has(name); found || err != nil {
				t.Errorf("has %q: %v, %v", name, found, err)
			}
		}
	}
}

// The names that start with a text are those that all have in common with it, and
// reading them reads little more.
func TestTableStarting(t *testing.T) {
	for _, n := range []int{0, 1, 1000, 100_000} {
		names := writable(manyNames(n))
		table := opened(t, encodeTable(names))
		for _, start := range []string{"", "p", "package-", "package-1", "package-a", "package-f_1", "package-fff", "q", "a", "~"} {
			var want []string
			for _, name := range names {
				if strings.HasPrefix(name, start) && len(want) < 50 {
					want = append(want, name)
				}
			}
			if got, err := table.starting(start, 50); err != nil || !slices.Equal(got, want) {
				t.Errorf("of %d names %q starts %d, not %d: %v", n, start, len(got), len(want), err)
			}
		}
		if len(table.read) > 16 {
			t.Errorf("%d blocks were read", len(table.read))
		}
	}
}

func TestTableHoldsNamesThatCanBeWritten(t *testing.T) {
	table := opened(t, encodeTable(writable([]string{"b c", "a", "", "line\nbreak", "_7zz", "a", strings.Repeat("x", blockSize), "ünï", "'"})))
	all, err := table.all()
	if want := []string{"'", "_7zz", "a", "b c", "ünï"}; err != nil || !slices.Equal(all, want) {
		t.Errorf("it has %q, %v", all, err)
	}
}

// Looking for a few names reads little of a large table.
func TestTableIsReadInPart(t *testing.T) {
	names := manyNames(100_000)
	data := encodeTable(writable(names))
	counted := &countingReader{data: data}
	table, err := openTable(counted, int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 10 {
		if found, err := table.has(names[i*9000]); !found || err != nil {
			t.Errorf("%q: %v, %v", names[i*9000], found, err)
		}
	}
	if most := firstRead*5 + 10*2*blockSize; counted.bytes > most {
		t.Errorf("it reads %d bytes of %d", counted.bytes, len(data))
	}
}

type countingReader struct {
	data  []byte
	bytes int
}

func (r *countingReader) ReadAt(p []byte, off int64) (int, error) {
	r.bytes += len(p)
	return bytes.NewReader(r.data).ReadAt(p, off)
}

// Whatever stands in the cache is an error or a table, and nothing else happens.
func FuzzTable(f *testing.F) {
	f.Add(encodeTable(writable(manyNames(3))))
	f.Add(encodeTable(writable(manyNames(2000))))
	f.Add([]byte("names 1 1\n0 a\n\n"))
	f.Add([]byte("names 1 2\n0 a\n-1 b\n\na\n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := openTable(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		_, _ = table.has("a")
		if _, err := table.all(); err != nil {
			t.Errorf("a table that opens cannot be read: %v", err)
		}
	})
}
