package tree

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

func FuzzReadArchive(f *testing.F) {
	add := func(archive []byte) {
		if len(archive) < 20_000 { // the fuzzer is slow with long ones
			f.Add(archive)
		}
	}
	for _, c := range taken {
		add(tarOf(f, c.archive))
	}
	for _, c := range refusals(f) {
		add(c.archive)
	}
	for _, c := range zips {
		add(zipOf(f, entries(c.archive)))
	}
	files, err := os.ReadDir("testdata")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		if strings.HasPrefix(file.Name(), "sample.") {
			add(sample(f, file.Name()))
		}
	}
	add(hole("77777777777"))
	add(xzWithDictionary(f, 40))
	f.Fuzz(func(t *testing.T, archive []byte) {
		c, err := ReadArchive(bytes.NewReader(archive), small)
		if err != nil {
			if c != nil || len(err.Error()) > 2000 {
				t.Errorf("contents are %v, and the error is %v", c, err)
			}
			return
		}
		again, err := ReadArchive(bytes.NewReader(archive), small)
		if err != nil || again.NarHash != c.NarHash || c.LastModified < 0 || c.NarSize < 96 {
			t.Errorf("it is %v, and then %v (%v)", c, again, err)
		}
		var sum int64
		for _, data := range c.Files {
			sum += int64(len(data))
		}
		if sum > small.KeptBytes {
			t.Errorf("%d bytes are kept", sum)
		}
	})
}
