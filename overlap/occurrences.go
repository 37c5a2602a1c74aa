package overlap

import (
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Days returns the days on a zone's wall clock that lie in w as a whole, from midnight to
// midnight, in order: those that fall on the given weekdays, or all if none is given. They
// are what [Rotate] takes as occurrences of a meeting on every Tuesday.
//
// A day is 23 or 25 hours long where DST begins or ends. Midnights are those of
// [availability.Zone.Instant], so a day that a clock skips is not there. A nil zone is UTC.
func Days(z *availability.Zone, w availability.Span, weekdays ...time.Weekday) []availability.Span {
	return civilSpans(z, w, 1, func(d time.Weekday) bool { return len(weekdays) == 0 || slices.Contains(weekdays, d) })
}

// Weeks returns the weeks on a zone's wall clock that begin on the given weekday and lie in w as
// a whole, from midnight to midnight, in order. See [Days].
func Weeks(z *availability.Zone, w availability.Span, begin time.Weekday) []availability.Span {
	return civilSpans(z, w, 7, func(d time.Weekday) bool { return d == begin })
}

// civilSpans returns the spans of so many days in w that begin on days that are wanted.
func civilSpans(z *availability.Zone, w availability.Span, days int, wanted func(time.Weekday) bool) []availability.Span {
	if z == nil {
		z = new(availability.Zone)
	}
	w = w.Intersect(availability.Calendar())
	if w.IsEmpty() {
		return nil
	}
	var spans []availability.Span
	d, _ := z.Civil(w.Start())
	last, _ := z.Civil(w.End().Add(-time.Second))
	for ; d <= last; d++ {
		if !wanted(d.Weekday()) {
			continue
		}
		end := d
		for range days {
			end++
		}
		span := availability.Between(z.Instant(d, 0), z.Instant(end, 0))
		if !span.IsEmpty() && w.Encloses(span) {
			spans = append(spans, span)
		}
	}
	return spans
}
