package rig

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// patience is for how long Start lets a container run. Whatever runs then is a
// service.
const patience = 8 * time.Second

// Start does with an unpacked image what a container runtime does: it runs
// the entrypoint with the arguments, or with the default ones when there are
// none, as the image's user, and returns what was written. A service is ended
// after a while, with all that it has started, and has not failed.
func (i *Image) Start(dir string, args ...string) (string, error) {
	if len(args) == 0 {
		args = i.Config.Cmd
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	said, err := i.run(ctx, dir, i.Config.User, slices.Concat(i.Config.Entrypoint, args))
	if ctx.Err() != nil {
		return said, nil
	}
	return said, err
}

// RunIn runs a command of an unpacked image, named by its absolute path, with
// the image's environment and in its working directory. The user is written
// as in an image: a name or a number, and maybe a group after a colon.
func (i *Image) RunIn(dir, user string, command ...string) (string, error) {
	return i.run(context.Background(), dir, user, command)
}

func (i *Image) run(ctx context.Context, dir, user string, command []string) (string, error) {
	if len(command) == 0 {
		return "", fmt.Errorf("the image has no command")
	}
	who, err := findAccount(dir, user)
	if err != nil {
		return "", err
	}
	work := filepath.Join("/", i.Config.WorkingDir)
	if err := os.MkdirAll(filepath.Join(dir, work), 0o755); err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Dir = work
	cmd.Env = append([]string{"HOME=" + who.home}, i.Config.Env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Chroot:     dir,
		Credential: &syscall.Credential{Uid: who.uid, Gid: who.gid},
		Setpgid:    true,
	}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		return said.String(), fmt.Errorf("running %q in the image: %w\n%s", command, err, said.String())
	}
	return said.String(), nil
}

// account is a user as a process has it.
type account struct {
	uid, gid uint32
	home     string
}

// findAccount looks a user up in the accounts of an unpacked image. Numbers
// need not be known there, names must.
func findAccount(dir, user string) (account, error) {
	name, group, grouped := strings.Cut(user, ":")
	if name == "" {
		name = "0"
	}
	who := account{home: "/"}
	number, err := strconv.ParseUint(name, 10, 32)
	who.uid = uint32(number)
	entry := findLine(dir, "etc/passwd", func(f []string) bool { return f[0] == name || f[2] == name })
	switch {
	case len(entry) > 5:
		who = account{parseID(entry[2]), parseID(entry[3]), entry[5]}
	case err != nil:
		return account{}, fmt.Errorf("the image has no user %q", name)
	}
	if !grouped {
		return who, nil
	}
	number, err = strconv.ParseUint(group, 10, 32)
	who.gid = uint32(number)
	if err != nil {
		entry := findLine(dir, "etc/group", func(f []string) bool { return f[0] == group })
		if entry == nil {
			return account{}, fmt.Errorf("the image has no group %q", group)
		}
		who.gid = parseID(entry[2])
	}
	return who, nil
}

// findLine returns the fields of the first line that is wanted.
func findLine(dir, file string, wanted func(fields []string) bool) []string {
	data, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		return nil // an image need not have accounts
	}
	for line := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimSpace(line), ":")
		if len(fields) > 2 && wanted(fields) {
			return fields
		}
	}
	return nil
}

func parseID(s string) uint32 {
	id, _ := strconv.ParseUint(s, 10, 32)
	return uint32(id)
}
