package plan

// Push is where a publish block sends images when they are pushed. It is part of
// no file, so nothing is compared: a plan tells it for those who will push.
type Push struct {
	Address     string   `json:"address"`    // of the block
	Repository  string   `json:"repository"` // as written
	Tags        []string `json:"tags"`
	Variants    []string `json:"variants"` // addresses
	Index       bool     `json:"index"`
	Compression string   `json:"compression"`
	Level       int      `json:"level"`
}

func (r Request) pushes() []Push {
	var pushes []Push
	for _, b := range r.Publishes {
		p := Push{
			Address: "publish." + b.Name, Repository: b.Repository, Tags: b.Tags,
			Index: b.Index, Compression: b.Compression, Level: b.Level,
		}
		for _, name := range b.Variants {
			p.Variants = append(p.Variants, r.address("variant."+name))
		}
		pushes = append(pushes, p)
	}
	return pushes
}
