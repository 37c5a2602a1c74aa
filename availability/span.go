package availability

import (
	"fmt"
	"math"
	"time"
)

// A Span is a half-open stretch of time [start, end), in whole Unix seconds.
//
// It holds two integers and no pointer, so it can be compared with == and used
// as a map key. The start belongs to the span and the end does not: two spans
// of which one ends where the other starts touch, but share no instant. A span
// whose end is its start is empty. The zero Span is empty.
//
// A Span is a length of elapsed time. It knows nothing of zones, wall clocks or
// leap seconds (as with Unix time, there are none).
type Span struct {
	start, end int64 // start <= end
}

// Between returns the span from t0 up to, but not including, t1. Both are cut
// to the whole second at or before them, also before 1970. If t1 is then not
// after t0, the span is empty and stands at t0.
func Between(t0, t1 time.Time) Span {
	return UnixSpan(t0.Unix(), t1.Unix())
}

// UnixSpan returns the span of the Unix seconds from start up to, but not
// including, end. If end is not after start, the span is empty and stands at
// start.
func UnixSpan(start, end int64) Span {
	return Span{start, max(start, end)}
}

// Start returns the first instant of s, in UTC.
func (s Span) Start() time.Time { return time.Unix(s.start, 0).UTC() }

// End returns the first instant after s, in UTC.
func (s Span) End() time.Time { return time.Unix(s.end, 0).UTC() }

// Unix returns the bounds of s in Unix seconds; the end is not part of s.
func (s Span) Unix() (start, end int64) { return s.start, s.end }

// Seconds returns the length of s. A length that an int64 cannot hold (292
// billion years) gives the largest int64.
func (s Span) Seconds() int64 {
	if n := s.end - s.start; n >= 0 {
		return n
	}
	return math.MaxInt64 // start <= end, so the difference has wrapped
}

// Duration returns the length of s. A length that a time.Duration cannot hold
// (over 292 years) gives the longest Duration, where Seconds is still exact.
func (s Span) Duration() time.Duration { return secondsDuration(s.Seconds()) }

// IsEmpty reports whether s holds no instant.
func (s Span) IsEmpty() bool { return s.start >= s.end }

// Contains reports whether t is in s: start <= t < end.
func (s Span) Contains(t time.Time) bool {
	u := t.Unix()
	return s.start <= u && u < s.end
}

// Encloses reports whether every instant of o is in s. The empty span is
// enclosed by every span.
func (s Span) Encloses(o Span) bool {
	return o.IsEmpty() || s.start <= o.start && o.end <= s.end
}

// Overlaps reports whether s and o share an instant. Spans that only touch do
// not overlap, and an empty span overlaps nothing.
func (s Span) Overlaps(o Span) bool { return !s.Intersect(o).IsEmpty() }

// Abuts reports whether one of the spans ends exactly where the other starts.
func (s Span) Abuts(o Span) bool {
	return !s.IsEmpty() && !o.IsEmpty() && (s.end == o.start || o.end == s.start)
}

// Intersect returns the instants that are in both s and o: one span, perhaps
// empty.
func (s Span) Intersect(o Span) Span {
	return UnixSpan(max(s.start, o.start), min(s.end, o.end))
}

// String returns s as an ISO 8601 time interval in UTC, such as
// "2026-03-02T09:00:00Z/2026-03-02T17:00:00Z".
func (s Span) String() string {
	return s.Start().Format(time.RFC3339) + "/" + s.End().Format(time.RFC3339)
}

// GoString returns s as String does, with the type's name, so that a failing
// test prints times and not Unix seconds.
func (s Span) GoString() string { return fmt.Sprintf("availability.Span(%s)", s) }

// secondsDuration converts whole seconds to a Duration and saturates where it
// would overflow.
func secondsDuration(s int64) time.Duration {
	const limit = int64(math.MaxInt64 / time.Second)
	switch {
	case s > limit:
		return math.MaxInt64
	case s < -limit:
		return math.MinInt64
	}
	return time.Duration(s) * time.Second
}
