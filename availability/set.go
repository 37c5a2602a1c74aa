package availability

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"sort"
	"strings"
	"time"
)

// A Set is a set of instants, held as spans: the hours somebody works, the
// windows in which everybody is free, the busy time of a calendar.
//
// Sets are immutable values. The operations return new sets and never change
// their operands, so a Set may be shared by goroutines. The zero Set is empty
// and ready to use. Sets are compared with [Set.Equal].
//
// Every operation is linear in the number of spans of its operands, and those
// that look for one instant are logarithmic.
type Set struct {
	// spans is canonical: sorted, disjoint and not touching, each span not
	// empty. Equal sets therefore hold equal slices. Nobody writes to the
	// array once the Set has left the package.
	spans []Span
}

// NewSet returns the instants that are in any of the spans. The spans may be
// given in any order, may overlap and may be empty.
func NewSet(spans ...Span) Set {
	return Set{normalize(slices.Clone(spans))}
}

// normalize brings spans into canonical form, reusing their array.
func normalize(spans []Span) []Span {
	byStart := func(a, b Span) int { return cmp.Compare(a.start, b.start) }
	if !slices.IsSortedFunc(spans, byStart) {
		slices.SortFunc(spans, byStart)
	}
	out := spans[:0]
	for _, s := range spans {
		out = appendSpan(out, s)
	}
	return out
}

// appendSpan adds s to canonical spans, merging it with the last one where they
// meet. s must not start before the last span does.
func appendSpan(spans []Span, s Span) []Span { return appendSpanFrom(spans, 0, s) }

// appendSpanFrom is appendSpan for a buffer of which the spans from the given index on
// are canonical; those before it are left alone.
func appendSpanFrom(spans []Span, from int, s Span) []Span {
	if s.IsEmpty() {
		return spans
	}
	if last := len(spans) - 1; last >= from && s.start <= spans[last].end {
		spans[last].end = max(spans[last].end, s.end)
		return spans
	}
	return append(spans, s)
}

// Len returns the number of spans in s.
func (s Set) Len() int { return len(s.spans) }

// At returns the i-th span of s in time order, for 0 <= i < Len(). It panics
// outside these bounds, as an index into a slice does.
func (s Set) At(i int) Span { return s.spans[i] }

// All iterates over the spans of s in time order. They are not empty, do not
// overlap and do not touch.
func (s Set) All() iter.Seq[Span] { return slices.Values(s.spans) }

// Spans returns the spans of s in time order, in a slice of the caller's own.
func (s Set) Spans() []Span { return slices.Clone(s.spans) }

// IsEmpty reports whether s holds no instant.
func (s Set) IsEmpty() bool { return len(s.spans) == 0 }

// Bounds returns the smallest span that encloses s: from the start of its first
// span to the end of its last. The bounds of the empty set are the zero Span.
func (s Set) Bounds() Span {
	if s.IsEmpty() {
		return Span{}
	}
	return Span{s.spans[0].start, s.spans[len(s.spans)-1].end}
}

// Seconds returns the total length of s. A length that an int64 cannot hold
// (292 billion years) gives the largest int64.
func (s Set) Seconds() int64 {
	var n int64
	for _, sp := range s.spans {
		if n += sp.Seconds(); n < 0 {
			return math.MaxInt64
		}
	}
	return n
}

// Duration returns the total length of s. A length that a time.Duration cannot
// hold (over 292 years) gives the longest Duration, where Seconds is still
// exact.
func (s Set) Duration() time.Duration { return secondsDuration(s.Seconds()) }

// Contains reports whether t is in s.
func (s Set) Contains(t time.Time) bool {
	u := t.Unix()
	i := s.search(u)
	return i < len(s.spans) && s.spans[i].start <= u
}

// Next returns the first span of s that ends after t: the one that contains t
// or, failing that, the one that comes next. It reports false if s ends at t or
// before, or is empty.
func (s Set) Next(t time.Time) (Span, bool) {
	i := s.search(t.Unix())
	if i == len(s.spans) {
		return Span{}, false
	}
	return s.spans[i], true
}

// search returns the index of the first span that ends after u.
func (s Set) search(u int64) int {
	return sort.Search(len(s.spans), func(i int) bool { return s.spans[i].end > u })
}

// Equal reports whether s and o hold the same instants.
func (s Set) Equal(o Set) bool { return slices.Equal(s.spans, o.spans) }

// Union returns the instants that are in s or in o.
func (s Set) Union(o Set) Set {
	if s.IsEmpty() {
		return o
	}
	if o.IsEmpty() {
		return s
	}
	a, b := s.spans, o.spans
	out := make([]Span, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].start <= b[0].start {
			out, a = appendSpan(out, a[0]), a[1:]
		} else {
			out, b = appendSpan(out, b[0]), b[1:]
		}
	}
	for _, sp := range a {
		out = appendSpan(out, sp)
	}
	for _, sp := range b {
		out = appendSpan(out, sp)
	}
	return Set{out}
}

// Intersect returns the instants that are in both s and o.
func (s Set) Intersect(o Set) Set {
	a, b := s.spans, o.spans
	var out []Span
	for len(a) > 0 && len(b) > 0 {
		// Canonical operands give canonical results: two pieces could touch
		// only if both operands had a border there, and then one of them
		// would touch itself.
		if sp := a[0].Intersect(b[0]); !sp.IsEmpty() {
			out = append(out, sp)
		}
		if a[0].end < b[0].end {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return Set{out}
}

// Subtract returns the instants that are in s and not in o.
func (s Set) Subtract(o Set) Set {
	if s.IsEmpty() || o.IsEmpty() {
		return s
	}
	return Set{subtract(nil, s.spans, o.spans)}
}

// subtract appends to dst the instants of the canonical spans a that are not in
// the canonical spans b.
func subtract(dst, a, b []Span) []Span {
	j := 0
	for _, sp := range a {
		for j < len(b) && b[j].end <= sp.start {
			j++
		}
		for k := j; k < len(b) && b[k].start < sp.end; k++ { // the last may reach into the next of a
			if sp.start < b[k].start {
				dst = append(dst, Span{sp.start, b[k].start})
			}
			sp.start = b[k].end
		}
		if sp.start < sp.end {
			dst = append(dst, sp)
		}
	}
	return dst
}

// Complement returns the instants of w that are not in s.
func (s Set) Complement(w Span) Set { return NewSet(w).Subtract(s) }

// Clip returns the instants of s that are in w.
func (s Set) Clip(w Span) Set {
	if w.IsEmpty() {
		return Set{}
	}
	lo := s.search(w.start)
	hi := lo + sort.Search(len(s.spans)-lo, func(i int) bool { return s.spans[lo+i].start >= w.end })
	if lo == hi {
		return Set{}
	}
	first, last := s.spans[lo], s.spans[hi-1]
	if w.Encloses(Span{first.start, last.end}) {
		return Set{s.spans[lo:hi:hi]}
	}
	out := slices.Clone(s.spans[lo:hi])
	out[0].start = max(first.start, w.start)
	out[len(out)-1].end = min(last.end, w.end)
	return Set{out}
}

// String returns the spans of s in time order as ISO 8601 intervals in UTC,
// each on a line of its own. The empty set is "".
func (s Set) String() string {
	var b strings.Builder
	for i, sp := range s.spans {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(sp.String())
	}
	return b.String()
}
