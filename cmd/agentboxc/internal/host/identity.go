package host

import "time"

// Identity is what a file or directory has of its own, until its contents, or the
// names in it, change. Times are nanoseconds since 1970.
type Identity struct {
	Device, Inode     uint64
	Size              int64
	Modified, Changed int64
}

// settling is longer than the unit in which file systems count time, which is two
// seconds at most.
const settling = 2500 * time.Millisecond

// Settled reports whether a later change is sure to give another identity: the
// last one is so long ago that the next has another time.
func (id Identity) Settled() bool { return id.settledAt(time.Now()) }

func (id Identity) settledAt(now time.Time) bool {
	return max(id.Modified, id.Changed) < now.Add(-settling).UnixNano()
}
