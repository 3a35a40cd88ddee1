package host

import "time"

// Today is the date, as YYYY-MM-DD, in UTC: the same for everybody.
func Today() string { return time.Now().UTC().Format(time.DateOnly) }
