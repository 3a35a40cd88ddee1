package nix

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// message is a line of Nix's internal-json log, which no document describes; its
// source is src/libutil/logging.cc.
type message struct {
	Action string  `json:"action"`
	ID     uint64  `json:"id"`
	Type   int     `json:"type"`
	Level  int     `json:"level"`
	Text   string  `json:"text"`
	Fields []field `json:"fields"`
	Msg    string  `json:"msg"`
	RawMsg *string `json:"raw_msg"` // errors alone have one
	frame
	Trace []frame `json:"trace"`
}

// frame is a place in Nix code that an error names. File has the line and the
// column, too, in newer versions.
type frame struct {
	File   *string `json:"file"`
	Line   int     `json:"line"`
	Column int     `json:"column"`
}

// field is a number or a string.
type field struct {
	text   string
	number uint64
}

func (f *field) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &f.text)
	}
	// What is neither is none of those that are looked at.
	f.number, _ = strconv.ParseUint(string(b), 10, 64)
	return nil
}

// The types of activities.
const (
	actCopyPath     = 100 // fields: path, from, to
	actFileTransfer = 101 // fields: URL
	actCopyPaths    = 103
	actBuilds       = 104
	actBuild        = 105 // fields: derivation, machine, …
)

// The types of results.
const (
	resLogLine  = 101 // fields: line
	resSetPhase = 104 // fields: phase
	resProgress = 105 // fields: done, expected, running, failed
	resExpected = 106 // fields: type of activities, how much
)

// Levels of messages, the most important first.
const (
	levelError     = 0
	levelInfo      = 3
	levelTalkative = 4 // the first that only a curious user wants to see
)

var logPrefix = []byte("@nix ")

// parseMessage reads a line of the log; other lines are none.
func parseMessage(line []byte) (m message, ok bool) {
	rest, ok := bytes.CutPrefix(line, logPrefix)
	if !ok || json.Unmarshal(rest, &m) != nil {
		return message{}, false
	}
	return m, true
}

// text is field i, or "".
func (m *message) text(i int) string {
	if i < len(m.Fields) {
		return m.Fields[i].text
	}
	return ""
}

// number is field i, or 0.
func (m *message) number(i int) uint64 {
	if i < len(m.Fields) {
		return m.Fields[i].number
	}
	return 0
}
