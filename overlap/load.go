package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Workload is what a period asks of one person. See [Load].
type Workload struct {
	// Work is the person's own working time: Free, Focus and Busy. Of it, Busy is in meetings of
	// their calendar.
	Work, Busy time.Duration
	// Meetings is how the meetings that were added lie in their life: inside their working
	// time, where they add none, in stretch, outside, and at night as of [DefaultPrices].
	Meetings Burden
	// Extra is the part of the meetings that is outside working time: Work and Extra are
	// all that is worked.
	Extra time.Duration

	// Days is on how many days of their wall clock work starts.
	Days int
	// Nights is in how many nights of their wall clock, from 22:00 to 07:00, they work or meet at any time.
	Nights int
	// ShortestRest is the shortest time between two working days; of equals the first. It is
	// empty if there are no two.
	ShortestRest availability.Span
	// FullestWeek is the week in which they work most, and Fullest how much; of equals the
	// first.
	FullestWeek availability.Span
	Fullest     time.Duration
	// LongestRow is how many working days are in a row at most, counted up to a month beyond the
	// period.
	LongestRow int
	// Breakless is on how many days they work for more than Limits.Unbroken without a break.
	Breakless int

	// Violations are the limits that are broken: daily rest, then weekly hours, free days and
	// unbroken work, each in order of time.
	Violations []Violation
}

// Load returns what a period asks of a person who, beside their own working time, goes to
// the given meetings. They are instants, as a [Candidate], [Series] and [Rotate] give them; where they
// touch or overlap, they are one.
//
// Lengths are of time within w. But rests, weeks, days in a row and unbroken work are judged as a whole
// if any of them is in w, so a week that begins before w counts whole. Zero limits
// stand for [EUWorkingTime], with six hours of unbroken work (article 4). A limit that a
// [Meeting] would refuse, less than nothing or longer than a week or a year of days, is taken as
// the nearest that it would not.
//
// A limit of a meeting is different in this: it excludes only what the meeting itself breaks,
// while here all that is broken is said.
func Load(w availability.Span, s *availability.Schedule, meetings availability.Set, l Limits) Workload {
	if l == (Limits{}) {
		l = EUWorkingTime()
		l.Unbroken = 6 * time.Hour
	}
	w = w.Intersect(availability.Calendar())
	r := newRoster(s, w, l.bounded())
	own := availability.NewSet(r.work...)
	all := own.Union(meetings.Clip(r.within))
	load := Workload{
		Work:  own.Clip(w).Duration(),
		Busy:  s.When(w, availability.Busy).Duration(),
		Extra: all.Clip(w).Subtract(own).Duration(),
	}
	if w.IsEmpty() {
		return load
	}
	toll := newToll(s, w, DefaultPrices())
	for sp := range meetings.Clip(w).All() {
		load.Meetings = load.Meetings.Plus(toll.burden(sp))
	}
	for night := range nightsOf(s.Zone(), w) {
		if !all.Clip(night).IsEmpty() {
			load.Nights++
		}
	}
	work := spans(all.Spans())
	days := r.workdays(work)
	for i, d := range days {
		if day := availability.UnixSpan(d.start, d.end); day.Overlaps(w) {
			load.Days++
		}
		if i > 0 {
			rest := availability.UnixSpan(days[i-1].end, d.start)
			if rest.Overlaps(w) && (load.ShortestRest.IsEmpty() || rest.Seconds() < load.ShortestRest.Seconds()) {
				load.ShortestRest = rest
			}
		}
	}
	for week, worked := range r.weeksOf(work) {
		if d := time.Duration(worked) * time.Second; week.Overlaps(w) && d > load.Fullest {
			load.FullestWeek, load.Fullest = week, d
		}
	}
	for from, until := range rowsOf(days) {
		if availability.UnixSpan(days[from].start, days[until-1].end).Overlaps(w) {
			load.LongestRow = max(load.LongestRow, until-from)
		}
	}
	breakless := int64(-1 << 62)
	for v := range r.violations(work) {
		if !v.Span.Overlaps(w) && !(v.Span.IsEmpty() && w.Contains(v.Span.Start())) {
			continue
		}
		load.Violations = append(load.Violations, v)
		if n, _ := r.dayAt(startOf(v.Span)); v.Limit == UnbrokenWork && n != breakless {
			load.Breakless++
			breakless = n
		}
	}
	return load
}

// nightsOf iterates over the nights of the zone's wall clock that reach into w, cut to it.
func nightsOf(z *availability.Zone, w availability.Span) func(yield func(availability.Span) bool) {
	nights := z.When(surrounding(w), defaultNights)
	return func(yield func(availability.Span) bool) {
		for sp := range nights.All() {
			if sp = sp.Intersect(w); !sp.IsEmpty() && !yield(sp) {
				return
			}
		}
	}
}
