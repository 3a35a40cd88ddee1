package rig_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/rig"
)

// All that runs in a network sees its names, and nothing outside does.
func TestNetwork(t *testing.T) {
	r := rig.Use(t)
	before, err := os.ReadFile("/etc/hosts")
	if err != nil {
		t.Fatal(err)
	}
	network, err := r.OpenNetwork([]string{"one.example.org", "two.example.org"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := network.Listen(80)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			fmt.Fprintln(c, "hello")
			_ = c.Close()
		}
	}()
	const talk = `exec 3<>/dev/tcp/two.example.org/80; cat <&3; test -z "$(ls /etc/ssl/certs 2>/dev/null)"`
	for _, n := range r.Nixes {
		if out, err := n.RunIn(network, t.TempDir(), nil, "bash", "-c", talk); err != nil || out != "hello\n" {
			t.Errorf("Nix %s heard %q (%v)", n.Version, out, err)
		}
	}
	if out, err := network.Command(t.Context(), "bash", "-c", talk).Output(); err != nil || string(out) != "hello\n" {
		t.Errorf("a command heard %q (%v)", out, err)
	}
	if after, err := os.ReadFile("/etc/hosts"); err != nil || string(after) != string(before) {
		t.Errorf("the machine's hosts are %q (%v), and were %q", after, err, before)
	}
	if c, err := net.DialTimeout("tcp", l.Addr().String(), time.Second); err == nil {
		t.Errorf("the listener can be reached from outside, at %v", c.RemoteAddr())
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	network.Close()
	if out, err := network.Command(t.Context(), "true").CombinedOutput(); err == nil {
		t.Errorf("something runs in a closed network and says %q", out)
	}
}

// A network ends with the process that made it, also when that is killed.
func TestNetworkOfTheKilled(t *testing.T) {
	const variable = "AGENTBOXC_RIG_TEST_NETWORK"
	if os.Getenv(variable) != "" {
		holdNetwork(t)
		return
	}
	rig.Use(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestNetworkOfTheKilled$")
	cmd.Env = append(os.Environ(), variable+"=1")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var holder string
	for lines := bufio.NewScanner(stdout); holder == "" && lines.Scan(); {
		holder, _ = strings.CutPrefix(lines.Text(), "holder /proc/")
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	for ctx.Err() == nil {
		if _, err := os.Stat("/proc/" + holder + "/ns/net"); errors.Is(err, fs.ErrNotExist) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("the process %q still holds a network", holder)
}

func holdNetwork(t *testing.T) {
	network, err := rig.Use(t).OpenNetwork(nil)
	if err != nil {
		t.Fatal(err)
	}
	// The process that is the network's first one has become cat.
	const here = `for p in /proc/[0-9]*; do
		[ "$(readlink $p/ns/net) $(cat $p/comm)" != "$(readlink /proc/self/ns/net) cat" ] || echo $p
	done`
	out, err := network.Command(t.Context(), "sh", "-c", here).Output()
	if err != nil {
		t.Fatal(err)
	}
	holder, _, _ := strings.Cut(string(out), "\n")
	fmt.Println("holder", holder)
	select {}
}
