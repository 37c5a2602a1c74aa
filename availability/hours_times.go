package availability

import "slices"

// A clockSpan is a half-open span of wall-clock time, in seconds since the
// midnight at which its day starts: 0 <= start < 24 h, start < end <= 48 h.
type clockSpan struct{ start, end int64 }

// wholeDay is what "24/7" and "open" mean on a day. Nothing changes it.
var wholeDay = []clockSpan{{0, secondsPerDay}}

// mergeClockSpans makes spans[from:] canonical in place: sorted, disjoint and not
// touching.
func mergeClockSpans(spans []clockSpan, from int) []clockSpan {
	part := spans[from:]
	slices.SortFunc(part, func(a, b clockSpan) int { return int(a.start - b.start) })
	out := part[:0]
	for _, s := range part {
		if n := len(out); n > 0 && s.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
		} else {
			out = append(out, s)
		}
	}
	return spans[:from+len(out)]
}

// cutClockSpans takes what cuts holds, moved by the given seconds, out of
// spans[from:], which stay canonical.
func cutClockSpans(spans []clockSpan, from int, cuts []clockSpan, by int64) []clockSpan {
	for _, c := range cuts {
		start, end := c.start+by, c.end+by
		for i := from; i < len(spans) && spans[i].start < end; {
			s := spans[i]
			switch {
			case s.end <= start:
				i++
			case s.start < start && end < s.end: // one becomes two
				spans[i].end = start
				spans = slices.Insert(spans, i+1, clockSpan{end, s.end})
				i += 2
			case s.start < start:
				spans[i].end = start
				i++
			case end < s.end:
				spans[i].start = end
				i++
			default:
				spans = slices.Delete(spans, i, i+1)
			}
		}
	}
	return spans
}

// lastEnd returns when the last of spans ends, or 0.
func lastEnd(spans []clockSpan) int64 {
	var end int64
	for _, s := range spans {
		end = max(end, s.end)
	}
	return end
}
