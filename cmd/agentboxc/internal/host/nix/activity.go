package nix

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Bounds of what is remembered of activities.
const (
	maxActivities = 1 << 16
	maxBuilt      = 1 << 10
	maxType       = 255 // no version has so many types
)

// activity is something that Nix does. Of type-dependent things it has those of
// builds.
type activity struct {
	kind     int
	what     string // first field: a derivation, a store path, a URL
	machine  string
	phase    string
	started  time.Time
	heard    uint64 // when it was last heard of, in messages
	count    Count
	expected map[int]uint64
	log      tail
}

// total is all activities of one type, as Nix's own progress bar adds them up.
type total struct {
	done, expected, failed uint64 // of those that have ended; expected: what others announce
	alive                  map[uint64]*activity
}

// activities are all that Nix has begun. Times are those of a clock that is
// handed in.
type activities struct {
	now    func() time.Time
	heard  uint64
	alive  map[uint64]*activity
	totals map[int]*total
	built  map[string]*Finished // tried builds that have ended, by derivation
	order  []string             // of built, oldest first
}

func newActivities(now func() time.Time) *activities {
	return &activities{now: now, alive: map[uint64]*activity{}, totals: map[int]*total{}, built: map[string]*Finished{}}
}

func (a *activities) total(kind int) *total {
	t := a.totals[kind]
	if t == nil {
		t = &total{alive: map[uint64]*activity{}}
		a.totals[kind] = t
	}
	return t
}

func (a *activities) start(m *message) {
	if len(a.alive) >= maxActivities || a.alive[m.ID] != nil || m.Type < actCopyPath || m.Type > maxType {
		return // the types below have no numbers
	}
	act := &activity{kind: m.Type, what: m.text(0), started: a.now(), heard: a.heard, log: tail{max: maxTail}}
	if m.Type == actBuild {
		act.machine = m.text(1)
	}
	a.alive[m.ID] = act
	a.total(m.Type).alive[m.ID] = act
}

func (a *activities) result(m *message) {
	a.heard++
	act := a.alive[m.ID]
	if act == nil {
		return
	}
	act.heard = a.heard
	switch m.Type {
	case resProgress:
		act.count = Count{Done: m.number(0), Expected: m.number(1), Running: m.number(2), Failed: m.number(3)}
	case resExpected:
		a.expect(act, int(min(m.number(0), maxType)), m.number(1))
	case resSetPhase:
		act.phase = clip(plain(m.text(0)), maxClip)
	case resLogLine:
		act.log.add(m.text(0))
	}
}

func (a *activities) expect(act *activity, kind int, n uint64) {
	if act.expected == nil {
		act.expected = map[int]uint64{}
	}
	t := a.total(kind)
	t.expected += n - act.expected[kind]
	act.expected[kind] = n
}

// stop ends an activity. It returns what was built, if it was a build.
func (a *activities) stop(m *message) *Finished {
	act := a.alive[m.ID]
	if act == nil {
		return nil
	}
	delete(a.alive, m.ID)
	t := a.total(act.kind)
	delete(t.alive, m.ID)
	t.done += act.count.Done
	t.failed += act.count.Failed
	for kind, n := range act.expected {
		a.total(kind).expected -= n
	}
	if act.kind != actBuild {
		return nil
	}
	f := &Finished{
		Drv: act.what, Name: nameOf(act.what), Machine: act.machine,
		Took: a.now().Sub(act.started), Log: act.log.lines(),
	}
	a.remember(f)
	return f
}

func (a *activities) remember(f *Finished) {
	if a.built[f.Drv] == nil {
		a.order = append(a.order, f.Drv)
	}
	a.built[f.Drv] = f
	if len(a.order) > maxBuilt {
		delete(a.built, a.order[0])
		a.order = a.order[1:]
	}
}

// logOf is the end of what a build printed, whether or not it has ended.
func (a *activities) logOf(drv string) []string {
	if f := a.built[drv]; f != nil {
		return f.Log
	}
	for _, act := range a.alive {
		if act.kind == actBuild && act.what == drv {
			return act.log.lines()
		}
	}
	return nil
}

func (a *activities) progress() *Progress {
	p := &Progress{Builds: a.count(actBuilds), Copies: a.count(actCopyPaths)}
	down := a.count(actFileTransfer)
	p.Download = Bytes{Done: down.Done, Expected: down.Expected}
	p.Running = a.running(p.Builds.Running)
	p.Fetching = a.fetching()
	return p
}

func (a *activities) count(kind int) Count {
	t := a.total(kind)
	c := Count{Done: t.done, Expected: t.done, Failed: t.failed}
	for _, act := range t.alive {
		c.Done += act.count.Done
		c.Expected += act.count.Expected
		c.Running += act.count.Running
		c.Failed += act.count.Failed
	}
	c.Expected = max(c.Expected, t.expected)
	return c
}

// running are the builds that run, oldest first. Nix ends the activity of a
// build that was asked for only when it ends itself, but it counts right: those
// are left out that have been silent for longest.
func (a *activities) running(n uint64) []Build {
	acts := sorted(a.total(actBuild).alive, func(x, y *activity) int { return -cmp.Compare(x.heard, y.heard) })
	acts = acts[:min(len(acts), int(min(n, maxShown)))]
	slices.SortStableFunc(acts, func(x, y *activity) int { return x.started.Compare(y.started) })
	var builds []Build
	for _, act := range acts {
		builds = append(builds, Build{
			Drv: act.what, Name: nameOf(act.what), Machine: act.machine,
			Phase: act.phase, Line: act.log.last(), Started: act.started,
		})
	}
	return builds
}

// fetching are the store paths that are copied, and files that are downloaded
// and no part of one.
func (a *activities) fetching() []Transfer {
	var list []Transfer
	oldest := func(x, y *activity) int { return x.started.Compare(y.started) }
	for _, act := range sorted(a.total(actCopyPath).alive, oldest) {
		list = append(list, Transfer{What: nameOf(act.what), Bytes: Bytes{act.count.Done, act.count.Expected}})
	}
	for _, act := range sorted(a.total(actFileTransfer).alive, oldest) {
		if !strings.HasSuffix(act.what, ".narinfo") && !strings.Contains(act.what, "/nar/") {
			list = append(list, Transfer{What: clip(plain(withoutSecrets(act.what)), maxClip), Bytes: Bytes{act.count.Done, act.count.Expected}})
		}
	}
	return list[:min(len(list), maxShown)]
}

// sorted orders activities, and equal ones by when they were begun.
func sorted(alive map[uint64]*activity, order func(x, y *activity) int) []*activity {
	ids := make([]uint64, 0, len(alive))
	for id := range alive {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y uint64) int { return cmp.Or(order(alive[x], alive[y]), cmp.Compare(x, y)) })
	acts := make([]*activity, len(ids))
	for i, id := range ids {
		acts[i] = alive[id]
	}
	return acts
}
