package availability

import "sort"

// A week is a pattern of civil time that repeats every week, prepared for
// expansion.
type week struct {
	// spans is canonical on the circle of the week: in seconds since Monday
	// 00:00, sorted, disjoint and not touching, not even around the circle. All
	// start within the week, and only the last may end after it.
	spans []Span
	full  bool // all of the time, which has no start to write in spans
}

// compileWeek lays the hours of every day on the circle of the week.
func compileWeek(days [7][]clockSpan) week {
	var spans []Span
	for d, day := range days {
		base := int64(d) * secondsPerDay
		for _, s := range day {
			spans = append(spans, Span{base + s.start, base + s.end})
		}
	}
	spans = normalize(spans)
	// What reaches into the next week may meet what is there.
	for len(spans) > 1 {
		last := &spans[len(spans)-1]
		if last.end < spans[0].start+secondsPerWeek {
			break
		}
		last.end = max(last.end, spans[0].end+secondsPerWeek)
		spans = spans[1:]
	}
	if len(spans) == 1 && spans[0].Seconds() >= secondsPerWeek {
		return week{full: true}
	}
	return week{spans: spans}
}

// isEmpty reports whether the pattern is never on.
func (k week) isEmpty() bool { return !k.full && len(k.spans) == 0 }

// expand appends to dst the civil spans of the pattern within w, which are
// canonical.
func (k week) expand(dst []Span, w Span) []Span {
	switch {
	case w.IsEmpty() || k.isEmpty():
		return dst
	case k.full:
		return append(dst, w)
	}
	// The week before may reach into w.
	base := weekStart(w.start) - secondsPerWeek
	i := sort.Search(len(k.spans), func(i int) bool { return base+k.spans[i].end > w.start })
	for ; ; base += secondsPerWeek {
		for ; i < len(k.spans); i++ {
			s := Span{base + k.spans[i].start, base + k.spans[i].end}
			if s.start >= w.end {
				return dst
			}
			if s = s.Intersect(w); !s.IsEmpty() {
				dst = append(dst, s)
			}
		}
		i = 0
	}
}
