package server

import (
	"errors"
	"fmt"
	"strconv"

	"go.lsp.dev/protocol"
)

// The codes of JSON-RPC and of the protocol that the server uses.
const (
	parseError           = -32700
	invalidRequest       = -32600
	methodNotFound       = -32601
	invalidParams        = -32602
	internalError        = -32603
	serverNotInitialized = -32002
	requestFailed        = -32803
	requestCancelled     = -32800
)

// failure is an error that a client is told.
type failure struct {
	code    int
	message string
}

func (f failure) Error() string { return f.message }

func failuref(code int, format string, args ...any) error {
	return failure{code, fmt.Sprintf(format, args...)}
}

// message is a request, a notification or a response as it comes.
type message struct {
	ID     protocol.LSPAny `json:"id"`
	Method *string         `json:"method"`
	Params protocol.LSPAny `json:"params"`
	Result protocol.LSPAny `json:"result"`
	Error  protocol.LSPAny `json:"error"`
}

// parse takes a body apart. The error is one to tell the client.
func parse(body []byte) (*message, error) {
	var m message
	if err := protocol.Unmarshal(body, &m); err != nil {
		if !protocol.LSPAny(body).IsValid() {
			return nil, failuref(parseError, "the message is not JSON")
		}
		return nil, failuref(invalidRequest, "the message is no request of JSON-RPC: %v", err)
	}
	switch kind := m.ID.Kind(); kind {
	case 0, 'n', '"', '0':
	default:
		return nil, failuref(invalidRequest, "the id of a request is a number or a string")
	}
	if m.Method == nil && (m.ID.Kind() == 0 || m.Result == nil && m.Error == nil) {
		return nil, failuref(invalidRequest, "the message has no method")
	}
	return &m, nil
}

// isRequest tells a request from a notification.
func (m *message) isRequest() bool { return m.Method != nil && m.ID != nil }

// decode reads parameters. null and nothing are an empty object: a client may leave
// out what has no required member.
func decode(params protocol.LSPAny, into any) error {
	if params == nil || params.Kind() == 'n' {
		params = protocol.LSPAny("{}")
	}
	if err := protocol.Unmarshal(params, into); err != nil {
		return failuref(invalidParams, "%v", err)
	}
	return nil
}

func encodeRequest(id *int64, method string, params any) ([]byte, error) {
	body := []byte(`{"jsonrpc":"2.0"`)
	if id != nil {
		body = strconv.AppendInt(append(body, `,"id":`...), *id, 10)
	}
	body = strconv.AppendQuote(append(body, `,"method":`...), method)
	if params != nil {
		var err error
		if body, err = protocol.AppendMarshal(append(body, `,"params":`...), params); err != nil {
			return nil, err
		}
	}
	return append(body, '}'), nil
}

// encodeResponse answers a request with a result, or with an error. A result that
// cannot be encoded is a fault of ours.
func encodeResponse(id protocol.LSPAny, result any, problem error) []byte {
	body := []byte(`{"jsonrpc":"2.0","id":`)
	if id == nil {
		id = protocol.LSPAny("null")
	}
	body = append(body, id...)
	if problem == nil {
		whole, err := protocol.AppendMarshal(append(body, `,"result":`...), result)
		if err == nil {
			return append(whole, '}')
		}
		problem = failuref(internalError, "encoding the result: %v", err)
	}
	f := asFailure(problem)
	body = strconv.AppendInt(append(body, `,"error":{"code":`...), int64(f.code), 10)
	text, err := protocol.Marshal(protocol.String(f.message))
	if err != nil {
		text = []byte(`""`)
	}
	return append(append(append(body, `,"message":`...), text...), "}}"...)
}

func asFailure(err error) failure {
	var f failure
	if errors.As(err, &f) {
		return f
	}
	return failure{requestFailed, err.Error()}
}
