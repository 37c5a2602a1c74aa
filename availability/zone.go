package availability

import (
	_ "embed"
	"fmt"
	"iter"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// A Zone is a time zone of the tz database, compiled to a table of segments in
// each of which the offset from UTC is constant.
//
// The table is exact for the years 1 to 9999. Zones are immutable, shared and
// safe for concurrent use; get one with [LoadZone]. The zero Zone is UTC, without
// a name.
//
// A zone answers two different questions. Time that people spend (hours, leave)
// is decided by reading the wall clock at an instant, and [Zone.Civil] does
// that: it has exactly one answer, always. A point that is named by a wall
// clock (a meeting at 09:00) need not exist or may exist twice, and
// [Zone.Instant] decides as RFC 5545 section 3.3.5 does.
type Zone struct {
	name string

	// starts[i] is the first instant of segment i; it lasts until starts[i+1],
	// the last until tableEnd. starts[0] is the start of the calendar.
	// Neighbours differ in something, though perhaps only in their name.
	starts  []int64
	offsets []Offset

	// pieces is set instead for the clock of somebody who moves: other zones,
	// each from some instant on, the first from the start of the calendar.
	pieces []zonePiece

	digested digestCache // see Schedule.Fingerprint
}

// An Offset is what a zone's clocks show during one segment.
type Offset struct {
	// Seconds is the difference from UTC, in seconds east: civil time is UTC
	// plus Seconds.
	Seconds int
	// Abbreviation is the tz database's short name for it, such as "CEST".
	Abbreviation string
	// DST reports whether the tz database calls it daylight saving time. It
	// says nothing about the sign: Dublin's DST is in winter, and negative.
	DST bool
}

// String returns the offset as "UTC+05:30", with seconds where it has them.
func (o Offset) String() string {
	sign, s := "+", o.Seconds
	if s < 0 {
		sign, s = "-", -s
	}
	out := fmt.Sprintf("UTC%s%02d:%02d", sign, s/secondsPerHour, s/secondsPerMinute%60)
	if s%60 != 0 {
		out += fmt.Sprintf(":%02d", s%60)
	}
	return out
}

// A Transition is an instant at which a zone's offset, its name or its DST flag
// changes.
type Transition struct {
	At     time.Time // the first instant of After, in UTC
	Before Offset    // what the clocks show until then
	After  Offset    // what they show from then on
}

// tailStart and tableEnd bound the last years of the table. All 14 kinds of year
// (leap or not, starting on each weekday) occur in them, and they lie beyond
// every transition that the tz database lists by date (Morocco's reach 2087),
// so from tailStart on the rules that repeat for ever decide. A year after
// tableEnd therefore has the transitions of the year of its kind in the tail.
const (
	tailStart = 4133980800 // 2101-01-01T00:00:00Z
	tableEnd  = 5017593600 // 2129-01-01T00:00:00Z, 28 years later
)

// zones caches compiled zones by name. Only zones that exist get in, so its size
// is bounded by the tz database.
var zones sync.Map // string → *Zone

// LoadZone returns the zone with the given IANA name, such as "Europe/Berlin".
//
// It reads the tz database that package time finds: the file or folder named by
// the environment variable ZONEINFO, the system's, GOROOT's, or the one embedded by
// importing time/tzdata. Names that would depend on the machine ("", "Local",
// "localtime"), that stand for no place ("Factory") or that count leap seconds
// ("right/…") are refused. The error is a [*ZoneError] that names the nearest
// zone there is.
func LoadZone(name string) (*Zone, error) {
	if z, ok := zones.Load(name); ok {
		return z.(*Zone), nil
	}
	if why := refuseZoneName(name); why != "" {
		return nil, &ZoneError{Name: name, Reason: why}
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		e := &ZoneError{Name: name}
		if slices.Contains(zoneNames(), name) {
			e.Reason = "is missing from this machine's tz database: install a current one, or import time/tzdata in your program"
		} else {
			e.Nearest = nearestZone(name)
		}
		return nil, e
	}
	z, _ := zones.LoadOrStore(name, compileZone(name, loc))
	return z.(*Zone), nil
}

// NewZone returns a zone made from loc, under a name of the caller's choice: from a
// tz database of the caller's own ([time.LoadLocationFromTZData]), or an
// invented one ([time.FixedZone]). It takes a few milliseconds; the caller keeps
// the zone. To use it for people, see [Sources]. A nil loc is UTC.
func NewZone(name string, loc *time.Location) *Zone {
	if loc == nil {
		loc = time.UTC
	}
	return compileZone(name, loc)
}

func refuseZoneName(name string) string {
	switch {
	case name == "":
		return `missing time zone: write an IANA name such as "Europe/Berlin"`
	case name == "Local" || strings.EqualFold(name, "localtime"):
		return `means another zone on every machine: write an IANA name such as "Europe/Berlin"`
	case name == "Factory" || name == "posixrules":
		return "is no place's time zone"
	case path.Clean(name) != name:
		return `is a path, which only some machines follow: write an IANA name such as "Europe/Berlin"`
	case strings.HasPrefix(name, "right/"):
		return "counts leap seconds, which Unix time does not: leave out \"right/\""
	}
	return ""
}

// compileZone reads every transition of loc up to tableEnd.
func compileZone(name string, loc *time.Location) *Zone {
	z := &Zone{name: name, starts: []int64{calendarStart}}
	at := func(u int64) (Offset, int64) {
		t := time.Unix(u, 0).In(loc)
		abbreviation, seconds := t.Zone()
		_, end := t.ZoneBounds()
		next := int64(tableEnd)
		if !end.IsZero() {
			next = min(end.Unix(), tableEnd)
		}
		return Offset{seconds, abbreviation, t.IsDST()}, next
	}
	cur, next := at(calendarStart)
	z.offsets = []Offset{cur}
	for u := int64(calendarStart); u < tableEnd; {
		// ZoneBounds splits a segment at New Year, and on the last day of a leap
		// year it may return an end that is not after u (golang/go#81583,
		// #70633). So an end is a place to look and no proof of a change, and
		// without progress we look a day ahead.
		v := next
		if v <= u {
			v = min(u+secondsPerDay, tableEnd)
		}
		o, n := at(v)
		if o != cur && v != next {
			// The change is somewhere between u and v.
			v = u + 1 + int64(sort.Search(int(v-u-1), func(i int) bool {
				mid, _ := at(u + 1 + int64(i))
				return mid != cur
			}))
			o, n = at(v)
		}
		if o != cur && v < tableEnd {
			z.starts = append(z.starts, v)
			z.offsets = append(z.offsets, o)
		}
		u, cur, next = v, o, n
	}
	return z
}

// Name returns the name with which the zone was loaded.
func (z *Zone) Name() string { return z.name }

// utc stands in for the zero Zone.
var utc = Zone{starts: []int64{calendarStart}, offsets: []Offset{{Abbreviation: "UTC"}}}

// segment returns the offset in force at u, and an instant after u up to which it
// stays in force at least.
func (z *Zone) segment(u int64) (o *Offset, until int64) {
	if z.pieces != nil {
		return z.splicedSegment(u)
	}
	if len(z.starts) == 0 {
		z = &utc
	}
	shift := int64(0)
	limit := int64(tableEnd)
	if u >= tableEnd {
		// Look at the same instant of the tail year that has u's calendar.
		start, end, twin := yearTwin(u)
		shift = start - twin
		limit = end - shift
	}
	i := z.find(u - shift)
	until = limit
	if i+1 < len(z.starts) {
		until = min(until, z.starts[i+1])
	}
	return &z.offsets[i], until + shift
}

// find returns the index of the segment that holds u, which is in the table.
func (z *Zone) find(u int64) int {
	lo, hi := 0, len(z.starts)
	for hi-lo > 1 {
		mid := int(uint(lo+hi) >> 1)
		if z.starts[mid] <= u {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// yearTwin returns the bounds of the UTC year that holds u, and the start of the
// year of the tail that has the same number of days and the same weekdays.
func yearTwin(u int64) (start, end, twin int64) {
	d, _ := splitCivil(u)
	year := d.Year()
	start = civilDay(date.New(year, time.January, 1))
	end = civilDay(date.New(year+1, time.January, 1))
	return start, end, tailYears[yearKind{end - start, start - weekStart(start)}]
}

// A yearKind tells years apart of which the calendars differ.
type yearKind struct{ length, sinceMonday int64 }

// tailYears holds the start of a year of the tail of each kind.
var tailYears = func() map[yearKind]int64 {
	years := make(map[yearKind]int64, 14)
	for start := int64(tailStart); start < tableEnd; {
		d, _ := splitCivil(start)
		end := civilDay(date.New(d.Year()+1, time.January, 1))
		years[yearKind{end - start, start - weekStart(start)}] = start
		start = end
	}
	return years
}()

// offset returns the seconds east of UTC at u, and an instant after u up to
// which they stay so at least.
func (z *Zone) offset(u int64) (seconds, until int64) {
	o, until := z.segment(u)
	return int64(o.Seconds), until
}

// Offset returns what the zone's clocks show at t, in relation to UTC.
func (z *Zone) Offset(t time.Time) Offset {
	o, _ := z.segment(clampUnix(t))
	return *o
}

// Transitions iterates over the transitions at the instants of w, in time order.
func (z *Zone) Transitions(w Span) iter.Seq[Transition] {
	return func(yield func(Transition) bool) {
		w := w.Intersect(calendar)
		if w.IsEmpty() {
			return
		}
		before, u := z.segment(max(w.start-1, calendarStart))
		for u < w.end {
			after, next := z.segment(u)
			if *before != *after && !yield(Transition{time.Unix(u, 0).UTC(), *before, *after}) {
				return
			}
			before, u = after, next
		}
	}
}

// Civil returns the date and the clock that a wall in the zone shows at t, cut
// to whole seconds.
func (z *Zone) Civil(t time.Time) (date.Date, clock.Clock) {
	u := clampUnix(t)
	seconds, _ := z.offset(u)
	return splitCivil(u + seconds)
}

// Instant returns the instant that the date and clock name in the zone, in UTC.
// A clock of 24:00 to 48:00 names a time of the following day. Dates outside the
// years 1 to 9999 and clocks outside 00:00 to 48:00 are moved to the nearest one
// inside.
//
// Where the wall clock skips that time (a gap), it is read with the offset from
// before the gap, so that 02:30 on the day of a one-hour gap at 02:00 is what
// that day's clocks call 03:30. Where the wall clock shows it twice (a fold), the
// first time is meant. Both as in RFC 5545 section 3.3.5.
func (z *Zone) Instant(d date.Date, c clock.Clock) time.Time {
	d = min(max(d, calendarFirst), calendarLast)
	c = min(max(c, 0), 48*clock.Hour)
	return time.Unix(z.instant(civilTime(d, c)), 0).UTC()
}

// When returns the instants of w at which a wall clock in the zone is inside the
// hours, as for somebody who works them: what a gap skips is not there, and what a
// fold repeats is there twice. Holidays are nobody's here, so rules for PH and SH
// never hold.
func (z *Zone) When(w Span, h Hours) Set {
	s := Schedule{zone: z, hours: compilePattern(h, Holidays{}, Holidays{})}
	return Set{s.appendHours(nil, w.Intersect(calendar))}
}

// offsetBound is more than any offset from UTC, either way.
const offsetBound = 2 * secondsPerDay

func (z *Zone) instant(civil int64) int64 {
	// So u starts before the instant sought.
	u := max(civil-offsetBound, calendarStart)
	seconds, until := z.offset(u)
	gap := civil - seconds
	for u < civil+offsetBound {
		if t := civil - seconds; t < until {
			if t >= u {
				return t
			}
			// Clocks jumped over it; gap is what it means by the offset before.
		} else {
			gap = t
		}
		u = until
		seconds, until = z.offset(u)
	}
	return gap
}

// appendInstants appends the instants at which the wall clock reads one of the
// civil spans, canonical in themselves.
func (z *Zone) appendInstants(dst, civil []Span) []Span {
	if len(civil) == 0 {
		return dst
	}
	done := len(dst)
	last := min(civil[len(civil)-1].end+offsetBound, calendarEnd)
	for u := max(civil[0].start-offsetBound, calendarStart); u < last; {
		seconds, until := z.offset(u)
		for _, c := range civil {
			dst = appendSpanFrom(dst, done, Span{c.start - seconds, c.end - seconds}.Intersect(Span{u, until}))
		}
		u = until
	}
	return dst
}

// clampUnix returns the Unix second of t, moved into the calendar.
func clampUnix(t time.Time) int64 {
	return min(max(t.Unix(), calendarStart), calendarEnd-1)
}

// A ZoneError says why a name is not a time zone that can be used.
type ZoneError struct {
	Name    string // as it was given
	Reason  string // why it is refused, or "" if it is unknown
	Nearest string // for an unknown name, the most similar one there is, or ""
}

// Error names the zone, the reason and the nearest zone there is.
func (e *ZoneError) Error() string {
	name := quoted(e.Name)
	switch {
	case e.Name == "":
		return prefix + e.Reason
	case e.Reason != "":
		return prefix + "time zone " + name + " " + e.Reason
	case e.Nearest != "":
		return prefix + "unknown time zone " + name + didYouMean(e.Nearest)
	}
	return prefix + "unknown time zone " + name + `: write an IANA name such as "Europe/Berlin"`
}

//go:embed zone_names.txt
var zoneNamesText string

// zoneNames lists the names of the tz database, for suggestions only: what can
// be loaded is up to the database in use.
var zoneNames = sync.OnceValue(func() []string { return strings.Fields(zoneNamesText) })
