package nix

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// interval is the shortest time between two Progress events.
const interval = 100 * time.Millisecond

// maxProblems is how many errors of one run are kept.
const maxProblems = 256

// monitor reads what Nix writes to its standard error: it is what that goes to.
type monitor struct {
	mu       sync.Mutex
	split    splitter
	events   func(Event)
	targets  map[string]bool // derivations that are announced in the end
	acts     *activities
	said     tail
	problems []*Error
	failed   map[string]bool // derivations that problems are about
	loose    []string        // an error outside the log, line by line
	changed  bool
	muted    bool
}

// newMonitor makes a monitor; without events, and for lines of the older
// programs, it only collects. Problems know no place in the flake yet.
func newMonitor(events func(Event), targets []Target) *monitor {
	m := &monitor{
		events: events, acts: newActivities(time.Now), said: tail{max: maxSaid},
		targets: map[string]bool{}, failed: map[string]bool{},
	}
	if events == nil {
		m.events = func(Event) {}
	}
	for _, t := range targets {
		m.targets[t.Drv] = true
	}
	m.split = splitter{line: m.line, skipped: func() { m.said.add("(a line of more than 16 MiB was left out)") }}
	return m
}

// Write takes in a piece of the log.
func (m *monitor) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.split.write(p)
	return len(p), nil
}

// tick announces progress from time to time until it is stopped.
func (m *monitor) tick() (stop func()) {
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		ticker := time.NewTicker(interval)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				m.announce()
			}
		}
	}()
	return func() {
		close(done)
		<-gone
	}
}

// mute ends the events: what an interrupted Nix ends is not finished.
func (m *monitor) mute() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.muted = true
}

func (m *monitor) emit(e Event) {
	if !m.muted {
		m.events(e)
	}
}

func (m *monitor) announce() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.changed {
		m.changed = false
		m.emit(m.acts.progress())
	}
}

// end takes in what there is of a last line, and announces the last progress.
func (m *monitor) end() {
	m.mu.Lock()
	m.split.end()
	m.endLoose()
	m.mu.Unlock()
	m.announce()
}

func (m *monitor) line(line []byte) {
	msg, ok := parseMessage(line)
	if !ok {
		m.other(plain(string(line)))
		return
	}
	switch msg.Action {
	case "start":
		m.acts.start(&msg)
		m.changed = true
	case "stop":
		m.stop(&msg)
	case "result":
		m.acts.result(&msg)
		m.changed = true
	case "msg":
		m.message(&msg)
	}
}

func (m *monitor) stop(msg *message) {
	m.changed = true
	if f := m.acts.stop(msg); f != nil && !m.targets[f.Drv] {
		f.Failed = m.failed[f.Drv]
		m.emit(f)
	}
}

func (m *monitor) message(msg *message) {
	switch {
	case msg.RawMsg != nil && msg.Level == levelError:
		m.problem(newError(*msg.RawMsg, msg))
	case msg.Level < levelTalkative:
		m.say(msg.Level, msg.Msg)
	}
}

func (m *monitor) say(level int, text string) {
	text = clip(withoutSecrets(plain(text)), maxClip)
	m.said.add(text)
	m.emit(&Said{Level: level, Text: text})
}

// other takes in a line outside the log: Nix writes some before it has read its
// arguments, and its old programs write no others.
func (m *monitor) other(line string) {
	if rest, ok := strings.CutPrefix(line, "error:"); ok {
		m.endLoose()
		m.loose = []string{rest}
		return
	}
	if m.loose != nil && (line == "" || line[0] == ' ') && len(m.loose) < maxSaid {
		m.loose = append(m.loose, line)
		return
	}
	m.endLoose()
	m.say(levelInfo, line)
}

func (m *monitor) endLoose() {
	if m.loose == nil {
		return
	}
	m.problem(newError(strings.Join(m.loose, "\n"), nil))
	m.loose = nil
}

func (m *monitor) problem(e *Error) {
	if len(m.problems) >= maxProblems {
		return
	}
	for _, known := range m.problems {
		if known.Text == e.Text {
			return
		}
	}
	if e.Drv != "" {
		m.failed[e.Drv] = true
		if log := m.acts.logOf(e.Drv); log != nil {
			e.Log = log
		}
	}
	if e.Kind == NoBuilder {
		e.Log = aboutBuilders(m.said.kept)
	}
	m.problems = append(m.problems, e)
}

var builderTrouble = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)cannot build on|failed to find a machine|unable to open SSH|ignoring the client-specified setting 'builders'`)
})

// aboutBuilders are the lines that say why a builder was not used.
func aboutBuilders(said []string) []string {
	var about []string
	for _, line := range said {
		if builderTrouble().MatchString(line) && !slices.Contains(about, line) {
			about = append(about, line)
		}
	}
	return about
}

// unexplained is the error of a program that failed and logged none.
func (m *monitor) unexplained(program string, err error) *Error {
	text := program + " failed: " + exitText(err)
	if said := strings.TrimSpace(strings.Join(m.said.lines(), "\n")); said != "" {
		text = said + "\n" + text
	}
	return newError(text, nil)
}

var userinfo = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`([a-zA-Z][a-zA-Z0-9+.-]*://)([^/\s@']+)@`) })

// withoutSecrets hides passwords in URLs, and names that may be tokens, but
// leaves names of users that ssh needs.
func withoutSecrets(text string) string {
	return userinfo().ReplaceAllStringFunc(text, func(match string) string {
		u, err := url.Parse(match + "host")
		if err != nil || u.User == nil {
			return userinfo().ReplaceAllString(match, "${1}…@")
		}
		if _, secret := u.User.Password(); !secret && strings.HasPrefix(u.Scheme, "ssh") {
			return match
		}
		return userinfo().ReplaceAllString(match, "${1}…@")
	})
}
