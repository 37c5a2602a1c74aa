package availability_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	. "github.com/noonmark/noonmark/availability"
)

// spanOf reads "2-5" as the span of the Unix seconds 2, 3 and 4.
func spanOf(s string) Span {
	var start, end int64
	if _, err := fmt.Sscanf(s, "%d-%d", &start, &end); err != nil {
		panic(fmt.Sprintf("the test's own span %q: %v", s, err))
	}
	return UnixSpan(start, end)
}

// show prints spans as spanOf and setOf read them.
func show(spans ...Span) string {
	words := make([]string, len(spans))
	for i, s := range spans {
		start, end := s.Unix()
		words[i] = fmt.Sprintf("%d-%d", start, end)
	}
	return strings.Join(words, " ")
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestSpanBetween(t *testing.T) {
	for _, c := range []struct{ name, t0, t1, want string }{
		{"whole seconds", "2026-03-02T09:00:00Z", "2026-03-02T17:00:00Z", "2026-03-02T09:00:00Z/2026-03-02T17:00:00Z"},
		{"given in a zone, kept in UTC", "2026-03-02T09:00:00+01:00", "2026-03-02T17:00:00+01:00", "2026-03-02T08:00:00Z/2026-03-02T16:00:00Z"},
		{"given in two zones", "2026-03-02T09:00:00+01:00", "2026-03-02T09:00:00-05:00", "2026-03-02T08:00:00Z/2026-03-02T14:00:00Z"},
		{"fractions are cut", "2026-03-02T09:00:00.999999999Z", "2026-03-02T09:00:01.999999999Z", "2026-03-02T09:00:00Z/2026-03-02T09:00:01Z"},
		{"fractions before 1970 are cut towards the past", "1969-12-31T23:59:58.5Z", "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:58Z/1969-12-31T23:59:59Z"},
		{"within one second: empty", "2026-03-02T09:00:00.1Z", "2026-03-02T09:00:00.9Z", "2026-03-02T09:00:00Z/2026-03-02T09:00:00Z"},
		{"the same instant: empty", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z/2026-03-02T09:00:00Z"},
		{"end before start: empty, at the start", "2026-03-02T09:00:00Z", "2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z/2026-03-02T09:00:00Z"},
		{"across the epoch", "1969-12-31T23:00:00Z", "1970-01-01T01:00:00Z", "1969-12-31T23:00:00Z/1970-01-01T01:00:00Z"},
		{"the year 1", "0001-01-01T00:00:00Z", "0001-01-01T00:00:01Z", "0001-01-01T00:00:00Z/0001-01-01T00:00:01Z"},
		{"the year 9999", "9999-12-31T23:59:58Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:58Z/9999-12-31T23:59:59Z"},
	} {
		got := Between(instant(t, c.t0), instant(t, c.t1))
		if got.String() != c.want {
			t.Errorf("%s: Between(%s, %s) = %s, want %s", c.name, c.t0, c.t1, got, c.want)
		}
	}
}

func TestSpanReadings(t *testing.T) {
	for _, c := range []struct {
		name       string
		start, end int64
		want       string
		seconds    int64
		empty      bool
	}{
		{"an hour", 3600, 7200, "3600-7200", 3600, false},
		{"one second", 5, 6, "5-6", 1, false},
		{"empty", 5, 5, "5-5", 0, true},
		{"end before start", 5, 2, "5-5", 0, true},
		{"negative", -7, -2, "-7--2", 5, false},
		{"across zero", -7, 2, "-7-2", 9, false},
	} {
		s := UnixSpan(c.start, c.end)
		if got := show(s); got != c.want {
			t.Errorf("%s: UnixSpan(%d, %d) = %s, want %s", c.name, c.start, c.end, got, c.want)
		}
		if got := s.Seconds(); got != c.seconds {
			t.Errorf("%s: Seconds = %d, want %d", c.name, got, c.seconds)
		}
		if got, want := s.Duration(), time.Duration(c.seconds)*time.Second; got != want {
			t.Errorf("%s: Duration = %v, want %v", c.name, got, want)
		}
		if got := s.IsEmpty(); got != c.empty {
			t.Errorf("%s: IsEmpty = %v, want %v", c.name, got, c.empty)
		}
		if Between(s.Start(), s.End()) != s {
			t.Errorf("%s: Between(Start, End) = %s, want %s", c.name, Between(s.Start(), s.End()), s)
		}
		if s.Start().Location() != time.UTC || s.End().Location() != time.UTC {
			t.Errorf("%s: Start and End are in %v and %v, want UTC", c.name, s.Start().Location(), s.End().Location())
		}
	}
}

func TestSpanZeroValueIsEmpty(t *testing.T) {
	var zero Span
	if !zero.IsEmpty() || zero.Seconds() != 0 || zero.Contains(time.Unix(0, 0)) {
		t.Errorf("the zero Span holds something: %s", zero)
	}
}

func TestSpanIsComparable(t *testing.T) {
	length := map[Span]string{UnixSpan(2, 5): "three seconds"}
	if length[spanOf("2-5")] != "three seconds" {
		t.Error("equal spans are not the same map key")
	}
	if spanOf("2-5") == spanOf("2-6") || spanOf("2-5") == spanOf("1-5") {
		t.Error("spans with different bounds are ==")
	}
}

func TestSpanContains(t *testing.T) {
	s := Between(instant(t, "2026-03-02T09:00:00Z"), instant(t, "2026-03-02T10:00:00Z"))
	for _, c := range []struct {
		name, at string
		want     bool
	}{
		{"the second before the start", "2026-03-02T08:59:59Z", false},
		{"the nanosecond before the start", "2026-03-02T08:59:59.999999999Z", false},
		{"the start", "2026-03-02T09:00:00Z", true},
		{"the start on another wall clock", "2026-03-02T10:00:00+01:00", true},
		{"the middle", "2026-03-02T09:30:00Z", true},
		{"the last second", "2026-03-02T09:59:59Z", true},
		{"the nanosecond before the end", "2026-03-02T09:59:59.999999999Z", true},
		{"the end", "2026-03-02T10:00:00Z", false},
		{"after the end", "2026-03-02T10:00:01Z", false},
	} {
		if got := s.Contains(instant(t, c.at)); got != c.want {
			t.Errorf("%s: Contains(%s) = %v, want %v", c.name, c.at, got, c.want)
		}
	}
	if spanOf("5-5").Contains(time.Unix(5, 0)) {
		t.Error("an empty span contains the instant at which it stands")
	}
}

// The thirteen relations of two intervals (Allen 1983), and those with an empty
// one. The columns after the spans: do they overlap, do they abut, does a
// enclose b, does b enclose a, and what do they share.
func TestSpanRelations(t *testing.T) {
	const yes, no = true, false
	for _, c := range []struct {
		relation, a, b                   string
		overlap, abut, aEncloses, bEncls bool
		shared                           string
	}{
		{"a before b", "0-2", "4-6", no, no, no, no, ""},
		{"a meets b", "0-2", "2-4", no, yes, no, no, ""},
		{"a overlaps b", "0-3", "2-5", yes, no, no, no, "2-3"},
		{"a starts b", "0-2", "0-5", yes, no, no, yes, "0-2"},
		{"a during b", "2-3", "0-5", yes, no, no, yes, "2-3"},
		{"a finishes b", "3-5", "0-5", yes, no, no, yes, "3-5"},
		{"a equals b", "0-5", "0-5", yes, no, yes, yes, "0-5"},
		{"a finished by b", "0-5", "3-5", yes, no, yes, no, "3-5"},
		{"a contains b", "0-5", "2-3", yes, no, yes, no, "2-3"},
		{"a started by b", "0-5", "0-2", yes, no, yes, no, "0-2"},
		{"a overlapped by b", "2-5", "0-3", yes, no, no, no, "2-3"},
		{"a met by b", "2-4", "0-2", no, yes, no, no, ""},
		{"a after b", "4-6", "0-2", no, no, no, no, ""},

		{"b empty inside a", "0-5", "3-3", no, no, yes, no, ""},
		{"b empty at a's start", "0-5", "0-0", no, no, yes, no, ""},
		{"b empty at a's end", "0-5", "5-5", no, no, yes, no, ""},
		{"b empty far away", "0-5", "9-9", no, no, yes, no, ""},
		{"both empty, together", "3-3", "3-3", no, no, yes, yes, ""},
		{"both empty, apart", "3-3", "9-9", no, no, yes, yes, ""},
	} {
		a, b := spanOf(c.a), spanOf(c.b)
		if a.Overlaps(b) != c.overlap || b.Overlaps(a) != c.overlap {
			t.Errorf("%s: %s, %s: Overlaps = %v and %v, want %v both ways", c.relation, c.a, c.b, a.Overlaps(b), b.Overlaps(a), c.overlap)
		}
		if a.Abuts(b) != c.abut || b.Abuts(a) != c.abut {
			t.Errorf("%s: %s, %s: Abuts = %v and %v, want %v both ways", c.relation, c.a, c.b, a.Abuts(b), b.Abuts(a), c.abut)
		}
		if got := a.Encloses(b); got != c.aEncloses {
			t.Errorf("%s: %s encloses %s = %v, want %v", c.relation, c.a, c.b, got, c.aEncloses)
		}
		if got := b.Encloses(a); got != c.bEncls {
			t.Errorf("%s: %s encloses %s = %v, want %v", c.relation, c.b, c.a, got, c.bEncls)
		}
		for _, got := range []Span{a.Intersect(b), b.Intersect(a)} {
			if c.shared == "" && got.IsEmpty() {
				continue
			}
			if show(got) != c.shared {
				t.Errorf("%s: %s ∩ %s = %s, want %q", c.relation, c.a, c.b, show(got), c.shared)
			}
		}
	}
}

func TestSpanDurationSaturates(t *testing.T) {
	const most = math.MaxInt64 / int64(time.Second) // whole seconds in a Duration
	for _, c := range []struct {
		name       string
		start, end int64
		seconds    int64
		duration   time.Duration
	}{
		{"the longest that fits", 0, most, most, time.Duration(most) * time.Second},
		{"a second more", 0, most + 1, most + 1, math.MaxInt64},
		{"from the year 1 to 9999", -62135596800, 253402300800, 315537897600, math.MaxInt64},
		{"half of all seconds", 0, math.MaxInt64, math.MaxInt64, math.MaxInt64},
		{"a second more than int64 counts", -1, math.MaxInt64, math.MaxInt64, math.MaxInt64},
		{"all seconds", math.MinInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64},
	} {
		s := UnixSpan(c.start, c.end)
		if got := s.Seconds(); got != c.seconds {
			t.Errorf("%s: Span.Seconds = %d, want %d", c.name, got, c.seconds)
		}
		if got := s.Duration(); got != c.duration {
			t.Errorf("%s: Span.Duration = %d, want %d", c.name, got, c.duration)
		}
		if got := NewSet(s).Seconds(); got != c.seconds {
			t.Errorf("%s: Set.Seconds = %d, want %d", c.name, got, c.seconds)
		}
		if got := NewSet(s).Duration(); got != c.duration {
			t.Errorf("%s: Set.Duration = %d, want %d", c.name, got, c.duration)
		}
	}
}

func TestSpanAtTheEndsOfInt64(t *testing.T) {
	all := UnixSpan(math.MinInt64, math.MaxInt64)
	first := UnixSpan(math.MinInt64, math.MinInt64+1)
	last := UnixSpan(math.MaxInt64-1, math.MaxInt64)
	if !all.Encloses(first) || !all.Encloses(last) || first.Overlaps(last) || first.Abuts(last) {
		t.Error("the first and the last second are not where they belong")
	}
	for _, s := range []Span{all, first, last} {
		start, end := s.Unix()
		if s.Start().Unix() != start || s.End().Unix() != end {
			t.Errorf("%s: the times do not lead back to %d and %d", s, start, end)
		}
		if !s.Contains(time.Unix(start, 0)) || s.Contains(time.Unix(end, 0)) {
			t.Errorf("%s: does not contain its start, or contains its end", s)
		}
		if s.Intersect(all) != s {
			t.Errorf("%s: is not within all seconds", s)
		}
		if s.String() == "" {
			t.Errorf("%d to %d prints as nothing", start, end)
		}
	}
}

func TestSpanPrintsAsTimes(t *testing.T) {
	s := Between(instant(t, "2026-03-02T09:00:00Z"), instant(t, "2026-03-02T17:00:00Z"))
	for format, want := range map[string]string{
		"%v":  "2026-03-02T09:00:00Z/2026-03-02T17:00:00Z",
		"%s":  "2026-03-02T09:00:00Z/2026-03-02T17:00:00Z",
		"%#v": "availability.Span(2026-03-02T09:00:00Z/2026-03-02T17:00:00Z)",
	} {
		if got := fmt.Sprintf(format, s); got != want {
			t.Errorf("%s: %s, want %s", format, got, want)
		}
	}
}
