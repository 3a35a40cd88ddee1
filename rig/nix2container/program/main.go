// Program is what the derivations of the nix2container stand-in run: it
// reads a closure and writes a layer list, or reads layer lists and writes an
// image description. Its command line is the one that nix2container's
// default.nix uses for building layers and images; images pulled from a
// registry are not supported.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/agentboxc/agentboxc/rig/nix2container/layer"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New("usage: program COMMAND [ARGUMENTS]")
	}
	switch command, args := args[0], args[1:]; command {
	case "layers-from-reproducible-storepaths", "layers-from-non-reproducible-storepaths":
		return layers(args)
	case "image":
		return image(args)
	default:
		return fmt.Errorf("the stand-in for nix2container does not have the command %q", command)
	}
}

// layers is called with OUTPUT CLOSURE [PARENT-LAYERS…].
func layers(args []string) error {
	var r layer.Request
	flags := flag.NewFlagSet("layers", flag.ContinueOnError)
	flags.IntVar(&r.MaxLayers, "max-layers", 1, "the most layers to make")
	flags.StringVar(&r.Ignore, "ignore", "", "store path to leave out")
	flags.StringVar(&r.TarDir, "tar-directory", "", "directory to keep the tars in")
	flags.Func("rewrites", "JSON file of rewrites", into(&r.Rewrites))
	flags.Func("perms", "JSON file of permissions", into(&r.Perms))
	flags.Func("history", "JSON file of the history entry", into(&r.History))
	args, err := parse(flags, args, 2)
	if err != nil {
		return err
	}
	if err := read(args[1], &r.Closure); err != nil {
		return err
	}
	for _, file := range args[2:] {
		if r.Parents, err = appendLayers(r.Parents, file); err != nil {
			return err
		}
	}
	made, err := layer.Make(r)
	if err != nil {
		return err
	}
	return write(args[0], made)
}

// image is called with OUTPUT CONFIG LAYERS….
func image(args []string) error {
	i := layer.Image{Version: 1}
	var from layer.Image
	flags := flag.NewFlagSet("image", flag.ContinueOnError)
	flags.StringVar(&i.Arch, "arch", runtime.GOARCH, "architecture of the image")
	flags.Func("from-image", "image description to start from", into(&from))
	flags.Func("created", "RFC 3339 time", func(s string) (err error) {
		i.Created, err = time.Parse(time.RFC3339, s)
		return err
	})
	args, err := parse(flags, args, 3)
	if err != nil {
		return err
	}
	if err := read(args[1], &i.Config); err != nil {
		return err
	}
	i.Layers = from.Layers
	for _, file := range args[2:] {
		layers, err := appendLayers(nil, file)
		if err != nil {
			return err
		}
		i.Add(layers)
	}
	return write(args[0], i)
}

// parse accepts flags between, before and after the other arguments, of which
// it wants at least min.
func parse(flags *flag.FlagSet, args []string, min int) ([]string, error) {
	var rest []string
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		args = flags.Args()
		if len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	if len(rest) < min {
		return nil, fmt.Errorf("%s wants at least %d arguments, not %d", flags.Name(), min, len(rest))
	}
	return rest, nil
}

func into(target any) func(string) error {
	return func(file string) error { return read(file, target) }
}

func appendLayers(layers []layer.Layer, file string) ([]layer.Layer, error) {
	var more []layer.Layer
	err := read(file, &more)
	return append(layers, more...), err
}

func read(file string, target any) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, target); err != nil {
		return fmt.Errorf("reading %s: %w", file, err)
	}
	return nil
}

func write(file string, value any) error {
	data, err := json.MarshalIndent(value, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o666)
}
