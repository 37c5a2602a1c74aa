package availability

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
)

// openSpans returns when h is open on the days from first to last, in civil
// seconds, from what starts on each.
func openSpans(h Hours, first, last date.Date, public, school Holidays) Set {
	var spans []Span
	for d := first; d <= last; d++ {
		for _, s := range h.appendDay(nil, d, public, school) {
			spans = append(spans, Span{civilDay(d) + s.start, civilDay(d) + s.end})
		}
	}
	return NewSet(spans...)
}

// inZone returns the instants of w at which the wall clock of z is inside the
// civil spans.
func inZone(z *Zone, civil Set, w Span) Set {
	var spans []Span
	for u := w.start; u < w.end; {
		offset, until := z.offset(u)
		until = min(until, w.end)
		for _, s := range civil.Spans() {
			s = Span{s.start - offset, s.end - offset}
			spans = append(spans, s.Intersect(Span{u, until}))
		}
		u = until
	}
	return NewSet(spans...)
}

// betweenPoints takes the ends of civil spans as points on the time line, and
// reports whether a gap of z has one of them.
func betweenPoints(z *Zone, civil Set, w Span) (s Set, inGap bool) {
	var spans []Span
	for c := range civil.All() {
		for _, end := range []int64{c.start, c.end} {
			offset, _ := z.offset(z.instant(end))
			inGap = inGap || z.instant(end)+offset != end
		}
		spans = append(spans, Span{z.instant(c.start), z.instant(c.end)}.Intersect(w))
	}
	return NewSet(spans...), inGap
}

// TestHoursAgreeWithOtherEngines compares with opening_hours.js and an evaluator
// written from the specification. They take the start and the end of hours as
// points. This package asks what the wall clock shows at each instant, which is the
// same unless an end is in a gap: hours until 00:30 end at midnight if the clock then goes to
// 01:00. There the civil hours are compared, by points.
func TestHoursAgreeWithOtherEngines(t *testing.T) {
	data, err := os.ReadFile("../../shared/oracle/hours.jsonl")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the shared oracle values are not here")
	} else if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range bytes.Lines(data) {
		var row struct {
			ID                    int
			Value, Zone, From, To string
			PH                    []string
			Unknown               bool
			Open                  []struct {
				From, To time.Time
				Unknown  bool
			}
		}
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		rows++
		h, err := ParseHours(row.Value)
		unknown := row.Unknown
		var want []Span
		for _, o := range row.Open {
			unknown = unknown || o.Unknown
			want = append(want, Between(o.From, o.To))
		}
		if unknown {
			var he *HoursError
			if !errors.As(err, &he) {
				t.Errorf("%d: %q is unknown at times, and was read as %s, %v", row.ID, row.Value, h, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%d: %v", row.ID, err)
			continue
		}
		z, err := LoadZone(row.Zone)
		if err != nil {
			t.Fatal(err)
		}
		var days []NamedDay
		for _, s := range row.PH {
			d, err := parseDate(s)
			if err != nil {
				t.Fatal(err)
			}
			days = append(days, NamedDay{Date: d})
		}
		local := func(s string) (date.Date, time.Time) {
			d, c := civilPoint(t, strings.Replace(s, " ", "T", 1))
			return d, z.Instant(d, c)
		}
		first, from := local(row.From)
		last, to := local(row.To)
		civil, w := openSpans(h, first-3, last+3, HolidaysOn(days...), Holidays{}), Between(from, to)
		got, inGap := betweenPoints(z, civil, w)
		if !inGap {
			got = inZone(z, civil, w)
		}
		if !got.Equal(NewSet(want...)) {
			t.Errorf("%d: %q in %s: open\n%v, want\n%v", row.ID, row.Value, row.Zone, slices.Collect(got.All()), want)
		}
	}
	if rows < 300 {
		t.Errorf("only %d rows read", rows)
	}
}
