package nix

import "strings"

// Options are settings of Nix for one run. The zero Options leave all to Nix's
// own configuration. A Nix daemon ignores some of them from users it does not
// trust, and says so in a Said.
type Options struct {
	// Builders replace the configured ones, as --builders does: a machine a
	// line, such as "ssh-ng://host aarch64-linux". "@/etc/nix/machines" stands
	// for the lines of that file. An empty slice that is not nil means none.
	Builders []string
	// MaxJobs is how many builds may run on this machine at once: a number, 0
	// to build elsewhere only, or auto.
	MaxJobs string
	// Store is where to build: a store's URL.
	Store string
	// Substituters are asked besides the configured ones. TrustedKeys are the
	// public keys of what they sign.
	Substituters, TrustedKeys []string
	// Settings are others, by their names in nix.conf.
	Settings []Setting
	// Offline fetches nothing for an evaluation.
	Offline bool
	// MaxHeap is how many bytes an evaluation may use, 0 for any number.
	MaxHeap int64
}

// Setting is a line of nix.conf.
type Setting struct{ Name, Value string }

// args are the options as all of Nix's programs take them.
func (o Options) args() []string {
	var args []string
	set := func(name, value string) { args = append(args, "--option", name, value) }
	for _, s := range o.Settings {
		set(s.Name, s.Value)
	}
	if o.Builders != nil {
		set("builders", strings.Join(o.Builders, "\n"))
	}
	if o.MaxJobs != "" {
		set("max-jobs", o.MaxJobs)
	}
	if len(o.Substituters) > 0 {
		set("extra-substituters", strings.Join(o.Substituters, " "))
	}
	if len(o.TrustedKeys) > 0 {
		set("extra-trusted-public-keys", strings.Join(o.TrustedKeys, " "))
	}
	if o.Store != "" {
		set("store", o.Store)
	}
	return args
}

// elsewhere reports whether the store is another machine's: it builds there, and
// nothing can be kept from its garbage collector.
func (o Options) elsewhere() bool {
	scheme, _, ok := strings.Cut(o.Store, "://")
	return ok && scheme != "unix" && scheme != "local"
}
