package main

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A lock that ends while a download is under way leaves the old flake.lock, and
// nothing of its own beside it or among temporary files.
func TestLockEndsInTheMiddle(t *testing.T) {
	arrived := make(chan struct{}, 2)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000000")
		_, _ = w.Write([]byte("\x1f\x8b\x08"))
		w.(http.Flusher).Flush()
		arrived <- struct{}{}
		<-r.Context().Done() // the rest never comes
	}))
	defer server.Close()
	for name, signal := range map[string]syscall.Signal{"killed": syscall.SIGKILL, "interrupted": syscall.SIGINT} {
		t.Run(name, func(t *testing.T) {
			unit := describedUnit + "input \"new\" {\n  url = \"tarball+" + server.URL + "/new.tar.gz\"\n}\n"
			dir := unitDir(t, map[string]string{"agentbox.hcl": unit, "flake.lock": describedLock})
			temporary := t.TempDir()
			cmd := agentboxc(t, dir, "lock")
			cmd.Env = append(os.Environ(), "TMPDIR="+temporary, "XDG_CACHE_HOME="+t.TempDir())
			var said bytes.Buffer
			cmd.Stderr = &said
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			<-arrived
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			var exit *exec.ExitError
			if err := cmd.Wait(); !errors.As(err, &exit) || signal == syscall.SIGINT && exit.ExitCode() != 130 {
				t.Errorf("it ended with %v\n%s", err, said.String())
			}
			if lock, err := os.ReadFile(filepath.Join(dir, "flake.lock")); err != nil || string(lock) != describedLock {
				t.Errorf("the old lock is gone: %v\n%s", err, lock)
			}
			places := []string{dir}
			if signal == syscall.SIGINT { // who is killed cannot tidy up what is temporary
				places = append(places, temporary)
			}
			for _, place := range places {
				entries, err := os.ReadDir(place)
				if err != nil {
					t.Fatal(err)
				}
				for _, entry := range entries {
					if name := entry.Name(); name != "agentbox.hcl" && name != "flake.lock" {
						t.Errorf("%s is left behind", name)
					}
				}
			}
			if strings.Contains(said.String(), "error:") {
				t.Errorf("it complains of its end: %s", said.String())
			}
		})
	}
}
