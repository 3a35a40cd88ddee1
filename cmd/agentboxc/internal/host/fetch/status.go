package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// statusError is a server's answer that is not what was asked for.
type statusError struct {
	response *http.Response // its body is read and closed
	host     string
	said     string // the server's own words, or ""
}

// maxSaid is how much of an answer is looked at for the server's own words, and
// how much of these is shown.
const (
	maxSaid  = 64 << 10
	maxShown = 200
)

func newStatusError(resp *http.Response, answer io.Reader) *statusError {
	text, _ := io.ReadAll(io.LimitReader(answer, maxSaid)) // what cannot be read is not said
	var object struct {
		Message any
		Error   any
	}
	e := &statusError{response: resp, host: resp.Request.URL.Host}
	if json.Unmarshal(text, &object) != nil {
		return e
	}
	for _, said := range []any{object.Message, object.Error} {
		if words, ok := said.(string); ok && e.said == "" {
			e.said = strings.ToValidUTF8(words[:min(len(words), maxShown)], "")
		}
	}
	return e
}

func (e *statusError) code() int { return e.response.StatusCode }

func (e *statusError) Error() string {
	text := fmt.Sprintf("the server answers %d %s", e.code(), http.StatusText(e.code()))
	if e.said != "" {
		text += fmt.Sprintf(" (%s)", e.said)
	}
	return text
}

// isPassing reports whether the next attempt may have another answer.
func (e *statusError) isPassing(ctx context.Context) bool {
	switch {
	case e.isRateLimit(), e.code() == http.StatusHTTPVersionNotSupported, e.code() == http.StatusNetworkAuthenticationRequired:
		return false
	case e.code() == http.StatusRequestTimeout:
		return true
	}
	again, err := retryablehttp.DefaultRetryPolicy(ctx, e.response, nil)
	return again && err == nil
}

// isRateLimit is how github says that there were too many requests; waiting for
// the next attempt is of no use then.
func (e *statusError) isRateLimit() bool {
	limited := e.code() == http.StatusForbidden || e.code() == http.StatusTooManyRequests
	return limited && e.response.Header.Get("X-Ratelimit-Remaining") == "0"
}

// reset is when a server that limits requests answers again, or zero.
func (e *statusError) reset() time.Time {
	if seconds, err := strconv.ParseInt(e.response.Header.Get("X-Ratelimit-Reset"), 10, 64); err == nil && seconds > 0 {
		return time.Unix(seconds, 0)
	}
	return time.Time{}
}
