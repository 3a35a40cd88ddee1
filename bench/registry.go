package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// registry is docker's on loopback.
type registry struct {
	host    string
	storage string
	cmd     *exec.Cmd
}

func startRegistry(program, dir string) (*registry, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("looking for a free port: %w", err)
	}
	r := &registry{host: listener.Addr().String(), storage: filepath.Join(dir, "storage")}
	_ = listener.Close() // for the registry to listen there
	if err := os.MkdirAll(r.storage, 0o755); err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "config.yml")
	config := fmt.Sprintf("version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: %q}\n", r.storage, r.host)
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		return nil, err
	}
	var said bytes.Buffer
	r.cmd = exec.Command(program, "serve", file)
	r.cmd.Stdout, r.cmd.Stderr = &said, &said
	if err := r.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the registry: %w", err)
	}
	for range 200 {
		if resp, err := http.Get("http://" + r.host + "/v2/"); err == nil {
			resp.Body.Close()
			return r, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	r.stop()
	return nil, fmt.Errorf("the registry does not answer:\n%s", said.Bytes())
}

func (r *registry) stop() {
	_ = r.cmd.Process.Kill()
	_ = r.cmd.Wait()
}

// empty takes away all that was pushed; the registry remembers nothing of it.
func (r *registry) empty() error { return os.RemoveAll(filepath.Join(r.storage, "docker")) }
