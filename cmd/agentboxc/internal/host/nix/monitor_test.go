package nix

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func read(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// listen has a monitor read a log, and returns it with the events.
func listen(log string) (*monitor, []Event) {
	var events []Event
	m := newMonitor(func(e Event) { events = append(events, e) }, nil)
	m.acts.now = func() time.Time { return time.Unix(0, 0) }
	_, _ = m.Write([]byte(log)) // never fails
	m.end()
	return m, events
}

var logs = []string{"internal-json.nix28.log", "internal-json.nix226.log"}

func TestRecordedLogs(t *testing.T) {
	for _, name := range logs {
		t.Run(name, func(t *testing.T) {
			m, events := listen(string(read(t, name)))
			broken := "/nix/store/2hqgwdsc0bhsnnrxy55awp8vwk70lrvh-broken-1.drv"
			want := []*Error{{
				Kind: BuildFailed, Text: "builder for '" + broken + "' failed with exit code 3",
				Drv: broken, ExitCode: 3, Log: []string{"about to fail", "err"},
			}}
			new(Staged).locate(m.problems)
			if diff := cmp.Diff(want, m.problems, cmp.AllowUnexported(Error{})); diff != "" {
				t.Errorf("problems:\n%s", diff)
			}
			last, ok := events[len(events)-1].(*Progress)
			if !ok || last.Builds != (Count{Done: 1, Expected: 1, Failed: 1}) || len(last.Running) != 0 {
				t.Errorf("the last event is %+v", events[len(events)-1])
			}
			var finished []string
			for _, e := range events {
				if f, ok := e.(*Finished); ok {
					finished = append(finished, f.Name+" "+strings.Join(f.Log, ","))
				}
			}
			if want := []string{"slow-1 phaseB 1,phaseB 2,phaseB 3", "broken-1 about to fail,err"}; !slices.Equal(finished, want) {
				t.Errorf("finished %q, want %q", finished, want)
			}
		})
	}
}

// What has been read so far shows in the progress.
func TestProgressOnTheWay(t *testing.T) {
	for _, name := range logs {
		text := string(read(t, name))
		m, _ := listen(text[:strings.Index(text, `["phaseB 2"]`)+1])
		p := m.acts.progress()
		want := &Progress{
			Builds: Count{Done: 0, Expected: 1, Running: 1, Failed: 1},
			Running: []Build{{
				Drv: "/nix/store/7ki216bcv570ry2x947pxsml2w1agch4-slow-1.drv", Name: "slow-1", Line: "phaseB 1", Started: time.Unix(0, 0),
			}},
		}
		if diff := cmp.Diff(want, p); diff != "" {
			t.Errorf("%s: the build that failed is over, the other runs:\n%s", name, diff)
		}
	}
}

func line(format string, args ...any) string { return "@nix " + fmt.Sprintf(format, args...) + "\n" }

func TestDownloads(t *testing.T) {
	m, _ := listen(line(`{"action":"start","id":1,"level":0,"text":"","type":102}`) +
		line(`{"action":"start","id":2,"level":0,"text":"","type":103}`) +
		line(`{"action":"result","id":1,"type":106,"fields":[101,4000]}`) +
		line(`{"action":"result","id":2,"type":105,"fields":[3,9,1,0]}`) +
		line(`{"action":"start","id":3,"level":0,"text":"","type":100,"fields":["/nix/store/00000000000000000000000000000000-hello-1","https://u:secret@cache.example","local"]}`) +
		line(`{"action":"result","id":3,"type":105,"fields":[10,20]}`) +
		line(`{"action":"start","id":4,"level":0,"text":"","type":101,"fields":["https://u:secret@example.org/src.tar.gz"]}`) +
		line(`{"action":"result","id":4,"type":105,"fields":[5,50]}`) +
		line(`{"action":"start","id":5,"level":0,"text":"","type":101,"fields":["https://cache.example/nar/x.nar.xz"]}`) +
		line(`{"action":"result","id":5,"type":105,"fields":[100,1000]}`) +
		line(`{"action":"stop","id":5}`))
	want := &Progress{
		Copies:   Count{Done: 3, Expected: 9, Running: 1},
		Download: Bytes{Done: 105, Expected: 4000},
		Fetching: []Transfer{
			{What: "hello-1", Bytes: Bytes{10, 20}},
			{What: "https://…@example.org/src.tar.gz", Bytes: Bytes{5, 50}},
		},
	}
	if diff := cmp.Diff(want, m.acts.progress()); diff != "" {
		t.Error(diff)
	}
}

func TestPhasesAndMachines(t *testing.T) {
	m, _ := listen(line(`{"action":"start","id":1,"level":0,"text":"","type":104}`) +
		line(`{"action":"result","id":1,"type":105,"fields":[0,1,1,0]}`) +
		line(`{"action":"start","id":2,"level":3,"text":"","type":105,"fields":["/nix/store/0-x.drv","ssh-ng://there",1,1]}`) +
		line(`{"action":"result","id":2,"type":104,"fields":["installPhase"]}`) +
		line(`{"action":"result","id":2,"type":101,"fields":["\u001b[1mbold\u001b[0m \u001b]0;title\u0007\u001b[2J\rend"]}`))
	want := []Build{{Drv: "/nix/store/0-x.drv", Name: "x", Machine: "ssh-ng://there", Phase: "installPhase", Line: "bold end", Started: time.Unix(0, 0)}}
	if diff := cmp.Diff(want, m.acts.progress().Running); diff != "" {
		t.Error(diff)
	}
}

func TestOtherLines(t *testing.T) {
	m, events := listen("warning: dirty\x1b[0m\n" +
		line(`{"action":"msg","level":1,"msg":"careful"}`) +
		line(`{"action":"msg","level":5,"msg":"detail"}`) +
		"@nix {not json\n" +
		"error: unrecognised flag '--x'\n       Try 'nix --help'\n\nlater\n")
	var said []string
	for _, e := range events {
		if s, ok := e.(*Said); ok {
			said = append(said, fmt.Sprint(s.Level, " ", s.Text))
		}
	}
	if want := []string{"3 warning: dirty", "1 careful", "3 @nix {not json", "3 later"}; !slices.Equal(said, want) {
		t.Errorf("said %q, want %q", said, want)
	}
	if len(m.problems) != 1 || m.problems[0].Text != "unrecognised flag '--x'\nTry 'nix --help'" {
		t.Errorf("problems %v", m.problems)
	}
}

// Lines of any length come in pieces of any size, and cost bounded memory.
func TestLongLines(t *testing.T) {
	m := newMonitor(nil, nil)
	long := line(`{"action":"msg","level":0,"msg":"","raw_msg":"%s"}`, strings.Repeat("x", 5<<20))
	for piece := range slices.Chunk([]byte(long), 3001) {
		_, _ = m.Write(piece)
	}
	for range maxLine/1000 + 2 {
		_, _ = m.Write(bytes.Repeat([]byte("y"), 1000))
	}
	_, _ = m.Write([]byte("\nend\n"))
	m.end()
	if len(m.problems) != 1 || len(m.problems[0].Text) > maxText+10 {
		t.Errorf("%d problems", len(m.problems))
	}
	if got := m.said.lines(); len(got) != 2 || !strings.Contains(got[0], "left out") || got[1] != "end" {
		t.Errorf("said %q", got)
	}
	if cap(m.split.partial) > maxLine/8 {
		t.Errorf("%d bytes are kept for a line", cap(m.split.partial))
	}
}

// A log without end of everything does not fill the memory.
func TestBounds(t *testing.T) {
	var log strings.Builder
	for i := range 3 * maxBuilt {
		log.WriteString(line(`{"action":"start","id":%d,"level":3,"text":"","type":105,"fields":["/nix/store/0-%d.drv",""]}`, i, i))
		log.WriteString(line(`{"action":"result","id":%d,"type":101,"fields":["%s"]}`, i, strings.Repeat("z", 2*maxClip)))
		log.WriteString(line(`{"action":"msg","level":0,"msg":"","raw_msg":"%d"}`, i))
		if i%2 == 0 {
			log.WriteString(line(`{"action":"stop","id":%d}`, i))
		}
	}
	for i := range 2 * maxActivities {
		log.WriteString(line(`{"action":"start","id":%d,"level":3,"text":"","type":%d}`, 1_000_000+i, 100+i%1000))
		log.WriteString(line(`{"action":"result","id":%d,"type":106,"fields":[%d,7]}`, 1_000_000, i))
	}
	m, _ := listen(log.String())
	if len(m.acts.alive) > maxActivities || len(m.acts.totals) > maxType+1 || len(m.acts.built) > maxBuilt || len(m.problems) > maxProblems {
		t.Errorf("remembered are %d activities, %d types, %d builds, %d problems", len(m.acts.alive), len(m.acts.totals), len(m.acts.built), len(m.problems))
	}
	if p := m.acts.progress(); len(p.Running) > maxShown || len(p.Fetching) > maxShown {
		t.Errorf("shown are %d builds and %d transfers", len(p.Running), len(p.Fetching))
	}
}

// A log gives the same however it is cut, and whatever is in it does no harm.
func FuzzMonitor(f *testing.F) {
	for _, name := range logs {
		f.Add(read(f, name), uint16(100))
	}
	f.Add([]byte(line(`{"action":"result","id":1,"type":106,"fields":[101,18446744073709551615]}`)+"error: x\n  y\n"), uint16(1))
	f.Fuzz(func(t *testing.T, log []byte, size uint16) {
		whole, _ := listen(string(log))
		cut := newMonitor(nil, nil)
		cut.acts.now = whole.acts.now
		for piece := range slices.Chunk(log, int(size)+1) {
			_, _ = cut.Write(piece)
		}
		cut.end()
		for _, m := range []*monitor{whole, cut} {
			m.mu.Lock()
			(&Staged{root: "/nix/store/x-source", unit: "."}).locate(m.problems)
			m.mu.Unlock()
		}
		if a, b := summary(t, whole), summary(t, cut); a != b {
			t.Errorf("in one piece:\n%s\nin pieces of %d bytes:\n%s", a, int(size)+1, b)
		}
	})
}

func summary(t *testing.T, m *monitor) string {
	t.Helper()
	text, err := json.Marshal([]any{m.problems, m.said.lines(), m.acts.progress(), m.acts.order})
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(string(text), "\x1b\x07") {
		t.Errorf("%q would reach the terminal", text)
	}
	return string(text)
}
