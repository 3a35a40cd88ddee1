package publish

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// usualHost is where docker's daemon listens if DOCKER_HOST does not say
// otherwise.
const usualHost = "unix:///var/run/docker.sock"

// DaemonOptions are how to reach docker's daemon. The zero value is good.
type DaemonOptions struct {
	// Host is the value of DOCKER_HOST; "" is where the daemon usually is.
	Host string
	// LayerName and Events are those of Options. There is only Progress to tell.
	LayerName func(digest string) string
	Events    func(Event)
}

// Loadable is an image for docker's daemon with its names there, such as "app:v1";
// without a tag that is "latest".
type Loadable struct {
	Image v1.Image
	Names []string
}

// Load gives images to docker's daemon, which then has them under their names. The
// daemon is sent layers that it has already, too, but a layer of several images
// once.
func Load(ctx context.Context, images []Loadable, options DaemonOptions) error {
	refs, err := references(images)
	if err != nil {
		return fmt.Errorf("loading into the docker daemon: %w", err)
	}
	socket, err := options.socket()
	if err != nil {
		return err
	}
	d := &daemon{socket: socket, options: Options{LayerName: options.LayerName}, events: &events{call: options.Events}}
	defer d.events.stop()
	if err := d.load(ctx, refs); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("loading into the docker daemon at %s: %w", socket, err)
	}
	return nil
}

func references(images []Loadable) (map[name.Reference]v1.Image, error) {
	refs := map[name.Reference]v1.Image{}
	for _, image := range images {
		for _, text := range image.Names {
			tag, err := name.NewTag(text)
			if err != nil {
				return nil, fmt.Errorf("%q is no name of an image, which would be as in team/app:v1", text)
			}
			refs[tag] = image.Image
		}
	}
	if len(refs) == 0 {
		return nil, errors.New("there are no images, or they have no names")
	}
	return refs, nil
}

// socket returns the path of the daemon's socket.
func (o DaemonOptions) socket() (string, error) {
	host := cmp.Or(o.Host, usualHost)
	path, ok := strings.CutPrefix(host, "unix://")
	if !ok || path == "" {
		scheme, _, _ := strings.Cut(host, "://")
		return "", fmt.Errorf("DOCKER_HOST begins with %q, and only sockets of this machine are known, as in %s; "+
			"write an archive instead, and run `docker load` where the daemon is", scheme, usualHost)
	}
	return path, nil
}

// daemon is docker's, as far as it loads images.
type daemon struct {
	socket  string
	options Options
	events  *events
}

func (d *daemon) load(ctx context.Context, images map[name.Reference]v1.Image) error {
	client := &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{Timeout: connectTimeout}).DialContext(ctx, "unix", d.socket)
		},
		DisableKeepAlives: true,
	}}
	archive, written := io.Pipe()
	packed := make(chan error, 1)
	go func() {
		err := d.pack(written, images)
		written.CloseWithError(err)
		packed <- err
	}()
	err := post(ctx, client, io.NopCloser(archive)) // closed for a reason only
	archive.CloseWithError(errHungUp)
	if fault := <-packed; fault != nil && !errors.Is(fault, errHungUp) {
		return fault
	}
	return err
}

// errHungUp is a daemon that does not want to read on.
var errHungUp = errors.New("the daemon hung up")

// pack writes what `docker load` reads.
func (d *daemon) pack(w io.Writer, images map[name.Reference]v1.Image) error {
	seen := map[v1.Image]v1.Image{}
	watched := make(map[name.Reference]v1.Image, len(images))
	for ref, image := range images {
		if seen[image] == nil {
			seen[image] = &watchedImage{image, d}
		}
		watched[ref] = seen[image]
	}
	return tarball.MultiRefWrite(watched, w)
}

// watchedImage tells how far its layers are read.
type watchedImage struct {
	v1.Image
	daemon *daemon
}

// Layers returns layers that can be read once.
func (i *watchedImage) Layers() ([]v1.Layer, error) {
	blobs, err := blobsIn(i.Image)
	if err != nil {
		return nil, err
	}
	var layers []v1.Layer
	for _, b := range blobs {
		if b.kind == "layer" {
			b.name = i.daemon.options.layerName(b.digest)
			layers = append(layers, &source{Layer: b.Layer, blob: b, alive: func() {}, events: i.daemon.events})
		}
	}
	return layers, nil
}

// post sends an archive to the daemon and reads what it says about it.
func post(ctx context.Context, client *http.Client, archive io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://docker/images/load?quiet=1", archive)
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-tar")
	resp, err := client.Do(req)
	if err != nil {
		return unreachable(err)
	}
	defer resp.Body.Close()
	return answer(resp)
}

// answer reads a stream of JSON objects. Most failures come after the status.
func answer(resp *http.Response) error {
	dec := json.NewDecoder(io.LimitReader(resp.Body, maxAnswer))
	for {
		var said struct{ Error, Message string }
		err := dec.Decode(&said)
		switch {
		case err == nil && said.Error != "":
			return fmt.Errorf("it says: %s", said.Error)
		case resp.StatusCode != http.StatusOK && said.Message != "":
			return fmt.Errorf("it answers %s: %s", resp.Status, said.Message)
		case resp.StatusCode != http.StatusOK:
			return fmt.Errorf("it answers %s", resp.Status)
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("reading its answer: %w", err)
		}
	}
}

func unreachable(err error) error {
	if failed := (*url.Error)(nil); errors.As(err, &failed) {
		err = failed.Err // without the URL, which names nothing
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("this user may not speak with it (members of the group docker may): %w", err)
	case isDialing(err):
		return fmt.Errorf("there is none, or it is not running (DOCKER_HOST=unix://PATH names another; "+
			"an archive can be loaded later with `docker load`): %w", err)
	}
	return err
}
