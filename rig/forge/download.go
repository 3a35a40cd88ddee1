package forge

import (
	"net/http"
)

// Download is something that the server with plain files has.
type Download struct {
	Path string // from /, with the query, as it is to be asked
	Body []byte
	// Immutable, when set, is the URL under which these bytes will stay, which
	// is told in a header Link.
	Immutable string
	// Location, when set, is the URL to go to instead.
	Location string
}

func (f *Forge) download(w http.ResponseWriter, r *http.Request) {
	d, known := f.downloads[r.URL.RequestURI()]
	if !known {
		http.NotFound(w, r)
		return
	}
	if d.Immutable != "" {
		w.Header().Set("Link", "<"+d.Immutable+`>; rel="immutable"`)
	}
	if d.Location != "" {
		http.Redirect(w, r, d.Location, http.StatusFound)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(d.Body) // the client may be gone
}
