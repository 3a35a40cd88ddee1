package image

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// asProgram makes the test binary a program that writes a layout, for tests to
// kill and for the benchmark to measure: FILE ROOT DIR METHOD LEVEL.
const asProgram = "AGENTBOXC_IMAGE_WRITE_LAYOUT"

// annotations are those of every image here.
var annotations = map[string]string{"org.opencontainers.image.title": "test"}

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) == "" {
		os.Exit(m.Run())
	}
	if err := program(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func program(args []string) error {
	if len(args) != 5 {
		return fmt.Errorf("there are %d arguments and not FILE ROOT DIR METHOD LEVEL", len(args))
	}
	i, err := Read(args[0], args[1])
	if err != nil {
		return err
	}
	level, err := strconv.Atoi(args[4])
	if err != nil {
		return err
	}
	blobs, err := OpenBlobs("")
	if err != nil {
		return err
	}
	defer blobs.Close()
	ctx := context.Background()
	image, err := i.V1(ctx, Compression{args[3], level}, blobs, annotations)
	if err != nil {
		return err
	}
	index, err := Index([]v1.Image{image}, nil)
	if err != nil {
		return err
	}
	return WriteLayout(ctx, args[2], index, "latest")
}
