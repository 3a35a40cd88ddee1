package rig

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// Network is a network of its own, in which nothing can be reached but what
// listens in it: not the machine's servers, and no other machine. Given names
// of hosts lead to the loopback device.
//
// It is the kernel's: a process holds it, and it is gone with that process,
// which ends when this one does, however it does.
type Network struct {
	holder   *exec.Cmd
	lifeline io.Closer
}

// hold makes the network and keeps it until standard input ends. What is
// mounted is so only in there.
const hold = mounts + `
hosts=$1 cache=$2 tmp=$3
shift 3
ip link set lo up
mount --bind "$hosts" /etc/hosts
if [ -d /etc/ssl/certs ]; then
	mount -t tmpfs certificates /etc/ssl/certs
fi
for root; do
	show "$root" "$cache" "$tmp"
done
echo ready
exec cat
`

// OpenNetwork makes a network in which the hosts' names lead to the loopback
// device, for all Nix of the rig and programs of this machine. There are no
// authorities to trust in there. The machine's own table of names and its
// certificates stay as they are.
func (r *Rig) OpenNetwork(hosts []string) (*Network, error) {
	dir, err := os.MkdirTemp("", "rig-network-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) // what is mounted stays
	table := filepath.Join(dir, "hosts")
	text := "127.0.0.1 localhost\n127.0.0.1 " + strings.Join(hosts, "\n127.0.0.1 ") + "\n"
	if err := os.WriteFile(table, []byte(text), 0o644); err != nil {
		return nil, err
	}
	args := []string{"--mount", "--net", "sh", "-eu", "-c", hold, "hold", table, r.Nixes[0].cache, os.TempDir()}
	for _, nix := range r.Nixes {
		if nix.root != "" {
			args = append(args, nix.root)
		}
	}
	n := &Network{holder: exec.Command("unshare", args...)}
	if err := n.start(); err != nil {
		return nil, fmt.Errorf("making a network: %w", err)
	}
	return n, nil
}

func (n *Network) start() error {
	stdin, err := n.holder.StdinPipe()
	if err != nil {
		return err
	}
	stdout, err := n.holder.StdoutPipe()
	if err != nil {
		return err
	}
	var said tail
	n.holder.Stderr = &said
	if err := n.holder.Start(); err != nil {
		return err
	}
	n.lifeline = stdin
	if line, _ := bufio.NewReader(stdout).ReadString('\n'); line != "ready\n" {
		n.Close()
		return fmt.Errorf("its first process did not come up:\n%s", said.text)
	}
	return nil
}

// Close ends the network for all that is not in it yet.
func (n *Network) Close() {
	_ = n.lifeline.Close() // the holder ends then, whatever that says
	_ = n.holder.Wait()
}

// Listen listens on a TCP port of the network's loopback device. The listener
// and its connections can be used like any others.
func (n *Network) Listen(port int) (net.Listener, error) {
	var l net.Listener
	err := n.inside(func() error {
		var err error
		l, err = net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		return err
	})
	return l, err
}

// inside does something that opens sockets, which then are of this network.
func (n *Network) inside(do func() error) error {
	done := make(chan error)
	go func() {
		// Never unlocked, so that this thread ends with the goroutine and nothing
		// else comes to run in the network.
		runtime.LockOSThread()
		done <- n.enter(do)
	}()
	return <-done
}

func (n *Network) enter(do func() error) error {
	space, err := os.Open(fmt.Sprintf("/proc/%d/ns/net", n.holder.Process.Pid))
	if err != nil {
		return err
	}
	defer space.Close()
	if err := unix.Setns(int(space.Fd()), unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("entering the network: %w", err)
	}
	return do()
}

// Command is a command of this machine that will run in the network and see
// its names.
func (n *Network) Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	enter := []string{"--target=" + strconv.Itoa(n.holder.Process.Pid), "--net", "--mount", "--", name}
	return exec.CommandContext(ctx, "nsenter", append(enter, args...)...)
}
