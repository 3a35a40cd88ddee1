package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestEntries(t *testing.T) {
	c := Cache{Dir: filepath.Join(t.TempDir(), "a", "b"), Most: 1 << 20}
	if _, ok := c.Read("key"); ok || c.Exists() {
		t.Error("there is something before anything was written")
	}
	if err := c.Write("key", []byte("old")); err != nil {
		t.Fatal(err)
	}
	if err := c.Write("key", []byte("some text")); err != nil {
		t.Fatal(err)
	}
	if err := c.Write("other", nil); err != nil {
		t.Fatal(err)
	}
	data, ok := c.Read("key")
	if !ok || string(data) != "some text" {
		t.Errorf("read %q, %v", data, ok)
	}
	if data, ok := c.Read("other"); !ok || len(data) != 0 {
		t.Errorf("read %q, %v", data, ok)
	}
	if _, ok := c.Read("third"); ok || !c.Exists() {
		t.Error("there is what nobody wrote, or nothing at all")
	}
	entry, ok := c.Open("key")
	if !ok || !entry.Verify() || entry.Size() != 9 {
		t.Fatalf("opened %+v, %v", entry, ok)
	}
	defer entry.Close()
	part := make([]byte, 4)
	if _, err := entry.ReadAt(part, 5); err != nil || string(part) != "text" {
		t.Errorf("read %q, %v", part, err)
	}
}

// Every damage to the head is seen at once, and one to the rest by who reads it
// whole or asks.
func TestDamage(t *testing.T) {
	c := Cache{Dir: t.TempDir(), Most: 1 << 20}
	if err := c.Write("key", []byte("some text")); err != nil {
		t.Fatal(err)
	}
	file := c.file("key")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	damage := func(data []byte) {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i := range whole {
		bad := bytes.Clone(whole)
		bad[i] ^= 1
		damage(bad)
		if data, ok := c.Read("key"); ok {
			t.Errorf("with byte %d damaged it reads %q", i, data)
		}
		entry, ok := c.Open("key")
		if ok && entry.Verify() {
			t.Errorf("with byte %d damaged it passes for whole", i)
		}
		// The checksum itself can only be compared with the rest.
		if sum := i >= headSize-20-65 && i < headSize-20-1; ok && i < headSize && !sum {
			t.Errorf("with byte %d of the head damaged it opens", i)
		}
		if ok {
			entry.Close()
		}
	}
	for _, n := range []int{0, 1, headSize, len(whole) - 1} {
		damage(whole[:n])
		if _, ok := c.Open("key"); ok {
			t.Errorf("%d bytes of it open", n)
		}
	}
	damage(whole)
	if err := os.Rename(file, c.file("another")); err != nil {
		t.Fatal(err)
	}
	if _, ok := c.Open("another"); ok {
		t.Error("the entry of one key opens for another")
	}
}

func TestWithoutDirectory(t *testing.T) {
	var c Cache
	if _, ok := c.Open("key"); ok || c.Exists() {
		t.Error("something is kept nowhere")
	}
	if err := c.Write("key", nil); err == nil || !strings.Contains(err.Error(), "XDG_CACHE_HOME") {
		t.Errorf("writing nowhere: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (Cache{Dir: file}).Write("key", nil); err == nil {
		t.Error("writing into a file worked")
	}
}

// What readers get while several writers are at work is always whole.
func TestParallel(t *testing.T) {
	c := Cache{Dir: t.TempDir(), Most: 1 << 20}
	var all sync.WaitGroup
	for writer := range 4 {
		all.Go(func() {
			for i := range 20 {
				if err := c.Write("key", bytes.Repeat([]byte{byte(writer)}, 1000+i)); err != nil {
					t.Error(err)
				}
				if data, ok := c.Read("key"); !ok || len(slices.Compact(data)) != 1 {
					t.Errorf("read %d bytes, %v", len(data), ok)
				}
			}
		})
	}
	all.Wait()
}

func TestSizeLimit(t *testing.T) {
	c := Cache{Dir: t.TempDir(), Most: 5000}
	for i := range 20 {
		if err := c.Write(fmt.Sprint(i), make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		then := time.Now().Add(time.Duration(i-60) * time.Minute)
		if err := os.Chtimes(c.file(fmt.Sprint(i)), then, then); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 20 {
		if _, ok := c.Read(fmt.Sprint(i)); ok != (i >= 16) {
			t.Errorf("entry %d is there: %v", i, ok)
		}
	}
}

// What is in use is not the oldest.
func TestUseKeeps(t *testing.T) {
	c := Cache{Dir: t.TempDir(), Most: 1 << 20}
	if err := c.Write("key", nil); err != nil {
		t.Fatal(err)
	}
	then := time.Now().Add(-2 * aged)
	if err := os.Chtimes(c.file("key"), then, then); err != nil {
		t.Fatal(err)
	}
	if _, ok := c.Read("key"); !ok {
		t.Fatal("it is not there")
	}
	info, err := os.Stat(c.file("key"))
	if err != nil || time.Since(info.ModTime()) > time.Hour {
		t.Errorf("its time is %v, %v", info.ModTime(), err)
	}
}

func TestPrune(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	for i, name := range []string{"d", "c", "b", "a", ".tmp-new", ".tmp-old"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, make([]byte, 100), 0o600); err != nil {
			t.Fatal(err)
		}
		when := now.Add(-time.Duration(i) * time.Minute)
		if name == ".tmp-old" {
			when = now.Add(-2 * abandoned)
		}
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	if err := Prune(dir, 300, "a"); err != nil {
		t.Fatal(err)
	}
	var left []string
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		left = append(left, file.Name())
	}
	if want := []string{".tmp-new", "a", "d"}; !slices.Equal(left, want) {
		t.Errorf("left are %q, want %q", left, want)
	}
}

// The state is another one with every entry, and the same for the same entries.
func TestState(t *testing.T) {
	c := Cache{Dir: filepath.Join(t.TempDir(), "none"), Most: 1 << 20}
	seen := map[string]string{c.State(): "nothing"}
	for _, step := range []struct{ key, text string }{{"a", "one"}, {"a", "two"}, {"b", "one"}} {
		if err := c.Write(step.key, []byte(step.text)); err != nil {
			t.Fatal(err)
		}
		state := c.State()
		if before, ok := seen[state]; ok || state != c.State() {
			t.Errorf("after %v the state is that after %s", step, before)
		}
		seen[state] = fmt.Sprint(step)
	}
	if err := os.Remove(c.file("b")); err != nil {
		t.Fatal(err)
	}
	if seen[c.State()] != "{a two}" {
		t.Errorf("without the last entry the state is that after %q", seen[c.State()])
	}
}
