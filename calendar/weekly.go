package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Clock says in which zone times are meant, at each instant: for one person,
// [availability.Schedule.ZoneAt], who may move; for a place, that of [ClockIn].
type Clock func(time.Time) *availability.Zone

// ClockIn returns the clock of a place.
func ClockIn(z *availability.Zone) Clock {
	return func(time.Time) *availability.Zone { return z }
}

// Weekly returns events that happen exactly at the spans of a set, as few as there can be:
// what recurs on the wall clock every week, or every 2, 3, 4, 6, 8 or 12 weeks, becomes one
// event with a rule, an exception for each time that is left out, and an end. What does not
// recur is an event of its own.
//
// The events are like the given one, with a Span, a Zone and a recurrence of their own. Their
// Source goes on from its Source with what the series is, such as
// "hours/Ada" + "/Europe/Berlin 09:00 8h30m", and not with its dates: so a
// series is the same event when a window moves on, and when a leave is added. Where one
// pattern comes back after a quarter of a year, a number is added, and when a window has passed the first of
// them the others move up. What happens once is named by its start. No event is AllDay.
//
// Each rule is on one wall clock, whose zone the events have. Of several clocks the first
// is taken, unless another has a clearly smaller result; without any it is UTC. With one clock alone the sources
// never depend on the window. Somebody who moves has series in both zones.
//
// Programs disagree about what a rule means on the days on which clocks change: whether an
// occurrence that crosses the change is longer or ends later, and what becomes of one in
// the skipped or in the repeated hour. So such an occurrence is an exception of its series, and
// an event of its own; and a series whose start the clocks skip or repeat ends before that day, and
// another one begins after it. The expansion of all events is the set, in every program.
func Weekly(like Event, set availability.Set, clocks ...Clock) []Event {
	if len(clocks) == 0 {
		return weekly(like, set, ClockIn(nil))
	}
	var best []Event
	least := 0
	for i, c := range clocks {
		events := weekly(like, set, c)
		if cost := costOf(events); i == 0 || 4*cost < 3*least {
			best, least = events, cost
		}
	}
	return best
}

// The costs of what is written, in bytes, by which one way is chosen before another.
const (
	costOfEvent  = 400
	costOfExcept = 45
)

func costOf(events []Event) int {
	cost := 0
	for i := range events {
		cost += costOfEvent + costOfExcept*len(events[i].Except)
	}
	return cost
}

// minRecurring is from how many occurrences on a series is worth its rule.
const minRecurring = 3

// A pattern is what spans have in common that a weekly rule can express.
type pattern struct {
	zone    *availability.Zone
	weekday time.Weekday // on which they start
	clock   int64        // at which they start, in seconds after midnight
	length  int64        // in seconds
}

// cycles are the intervals that are tried, in weeks.
var cycles = []int64{1, 2, 3, 4, 6, 8, 12}

// A run is occurrences of one pattern, or of several on different weekdays, by one rule.
type run struct {
	pattern
	weekdays []time.Weekday // in order, from Monday
	interval int64          // in weeks
	first    int64          // week of the first occurrence
	last     int64          // week of the last
	missing  []int64        // civil starts of those that do not happen
	starts   []int64        // civil starts of those that do, in order
}

// spans returns the occurrences.
func (r *run) spans() []availability.Span {
	var list []availability.Span
	for _, c := range r.starts {
		at := instantOf(r.zone, c)
		list = append(list, availability.UnixSpan(at, at+r.length))
	}
	return list
}

// recurs reports whether the run is worth a rule.
func (r *run) recurs() bool { return len(r.starts) >= minRecurring }

func (r *run) cost() int {
	if !r.recurs() {
		return costOfEvent * len(r.starts)
	}
	return costOfEvent + costOfExcept*len(r.missing)
}

func costOfRuns(list []run) int {
	cost := 0
	for i := range list {
		cost += list[i].cost()
	}
	return cost
}

func weekly(like Event, set availability.Set, clock Clock) []Event {
	weeks := make(map[pattern][]int64) // in which each starts, in order
	var order []pattern
	var single []availability.Span
	for sp := range set.All() {
		z := clock(sp.Start())
		p, week, ok := patternOf(z, sp)
		if !ok {
			single = append(single, sp)
			continue
		}
		if _, known := weeks[p]; !known {
			order = append(order, p)
		}
		weeks[p] = append(weeks[p], week)
	}
	// Every week first: a longer cycle must be worth it.
	list := runsOf(order, weeks, cycles[:1])
	if longer := runsOf(order, weeks, cycles); 4*costOfRuns(longer) < 3*costOfRuns(list) {
		list = longer
	}
	list, short := cutAtDoubts(list)
	single = append(single, short...)
	events := make([]Event, 0, len(list)+len(single))
	number := make(map[string]int)
	for i := range list {
		e := list[i].event(like)
		number[e.Source]++
		if n := number[e.Source]; n > 1 {
			e.Source += "/" + strconv.Itoa(n)
		}
		events = append(events, e)
	}
	for _, sp := range single {
		e := like
		e.Span, e.Zone, e.Rule, e.Except, e.AllDay = sp, clock(sp.Start()), "", nil, false
		e.Source += "/" + sp.Start().Format("20060102T150405Z")
		events = append(events, e)
	}
	return events
}

// patternOf returns the pattern of a span and its week, or false if its clock changes
// meanwhile, or does not say which instants are meant.
func patternOf(z *availability.Zone, sp availability.Span) (pattern, int64, bool) {
	start, end := sp.Unix()
	if isUTC(z) {
		z = nil
	} else {
		if !wallSays(z, sp.Start()) || !wallSays(z, sp.End()) {
			return pattern{}, 0, false
		}
		for range z.Transitions(availability.UnixSpan(start+1, end+1)) {
			return pattern{}, 0, false
		}
	}
	c := wallOf(z, start)
	return pattern{z, weekdayOf(c), clockOf(c), end - start}, weekOf(c), true
}

// startIn returns the civil second at which the pattern starts in a week.
func (p *pattern) startIn(week int64) int64 {
	return weekStart(week) + int64(sinceMonday(p.weekday))*secondsPerDay + p.clock
}

func sinceMonday(d time.Weekday) int { return (int(d) + 6) % 7 }

// runsOf returns the runs of all patterns, each of the interval that is cheapest for it.
func runsOf(order []pattern, weeks map[pattern][]int64, intervals []int64) []run {
	var list []run
	for _, p := range order {
		var best []run
		for i, interval := range intervals {
			if runs := divide(p, weeks[p], interval); i == 0 || costOfRuns(runs) < costOfRuns(best) {
				best = runs
			}
		}
		list = append(list, best...)
	}
	return merge(list)
}

// divide returns the runs that have the weeks of a pattern, of one interval.
func divide(p pattern, weeks []int64, interval int64) []run {
	residues := make(map[int64][]int64)
	var order []int64
	for _, w := range weeks {
		r := floorMod(w, interval)
		if residues[r] == nil {
			order = append(order, r)
		}
		residues[r] = append(residues[r], w)
	}
	var list []run
	for _, r := range order {
		list = append(list, split(p, interval, residues[r])...)
	}
	return list
}

// longestPause is how many weeks may be missing in a series, which is then an exception each. It
// is longer than bytes alone would have it, as a series that breaks is another event for clients.
const longestPause = 13

// split returns runs of one interval, broken at longer pauses.
func split(p pattern, interval int64, weeks []int64) []run {
	var list []run
	for i, w := range weeks {
		if i > 0 {
			r := &list[len(list)-1]
			if w-r.last <= longestPause {
				for m := r.last + interval; m < w; m += interval {
					r.missing = append(r.missing, p.startIn(m))
				}
				r.last = w
				r.starts = append(r.starts, p.startIn(w))
				continue
			}
		}
		list = append(list, run{pattern: p, weekdays: []time.Weekday{p.weekday}, interval: interval,
			first: w, last: w, starts: []int64{p.startIn(w)}})
	}
	return list
}

// merge joins runs that differ in their weekdays into one with several, where that is cheaper.
func merge(list []run) []run {
	slices.SortStableFunc(list, func(a, b run) int { return cmp.Compare(a.first, b.first) })
	// alike has the places, in merged, of the runs that might take in another.
	type likeness struct {
		zone                    *availability.Zone
		clock, length, interval int64
		residue                 int64
	}
	alike := make(map[likeness][]int)
	var merged []run
next:
	for _, r := range list {
		key := likeness{r.zone, r.clock, r.length, r.interval, floorMod(r.first, r.interval)}
		// What ended too long ago takes in no other: they come by their first week.
		alike[key] = slices.DeleteFunc(alike[key], func(i int) bool { return r.first-merged[i].last > longestPause })
		for _, i := range alike[key] {
			if slices.Contains(merged[i].weekdays, r.weekday) {
				continue
			}
			if both := merged[i].with(&r); both.cost() <= merged[i].cost()+r.cost() {
				merged[i] = both
				continue next
			}
		}
		alike[key] = append(alike[key], len(merged))
		merged = append(merged, r)
	}
	return merged
}

// with returns the run that has the occurrences of both, which are alike but for the weekday.
func (r *run) with(o *run) run {
	both := *r
	both.weekdays = slices.Concat(r.weekdays, o.weekdays)
	slices.SortFunc(both.weekdays, func(a, b time.Weekday) int { return sinceMonday(a) - sinceMonday(b) })
	both.starts = slices.Concat(r.starts, o.starts)
	slices.Sort(both.starts)
	both.first, both.last = min(r.first, o.first), max(r.last, o.last)
	both.pattern.weekday = weekdayOf(both.starts[0])
	// What the rule gives between the first and the last, and is none of them, is missing.
	both.missing = nil
	last := both.starts[len(both.starts)-1]
	i := 0
	for week := both.first; week <= both.last; week += both.interval {
		for _, d := range both.weekdays {
			p := both.pattern
			p.weekday = d
			c := p.startIn(week)
			switch {
			case c < both.starts[0] || c > last:
			case i < len(both.starts) && both.starts[i] == c:
				i++
			default:
				both.missing = append(both.missing, c)
			}
		}
	}
	return both
}

// cutAtDoubts ends a run where its rule names a time that a DST change skips or repeats, and begins
// another after it. An exception does not help: libical moves a skipped occurrence past the
// gap, and the next one too, and vobject all that follow; and of a repeated one vobject
// takes another pass for the exception than for the occurrence. What is too short to recur is
// returned as spans.
func cutAtDoubts(list []run) (cut []run, short []availability.Span) {
	keep := func(r run) {
		if r.recurs() {
			cut = append(cut, r)
		} else {
			short = append(short, r.spans()...)
		}
	}
	for _, r := range list {
		for i := 0; i < len(r.missing); {
			c := r.missing[i]
			if says(r.zone, c) {
				i++
				continue
			}
			before := r
			n, _ := slices.BinarySearch(r.starts, c)
			before.starts, r.starts = r.starts[:n], r.starts[n:]
			before.missing, r.missing = within(r.missing, before.starts), within(r.missing, r.starts)
			keep(before)
			i = 0
		}
		keep(r)
	}
	return cut, short
}

// within returns what lies between the first and the last of a list, or nothing if that is empty.
func within(missing, starts []int64) []int64 {
	var kept []int64
	for _, c := range missing {
		if len(starts) > 0 && c > starts[0] && c < starts[len(starts)-1] {
			kept = append(kept, c)
		}
	}
	return kept
}

// says reports whether a clock in z shows the civil second c, and once.
func says(z *availability.Zone, c int64) bool {
	at := instantOf(z, c)
	return wallOf(z, at) == c && (z == nil || wallSays(z, time.Unix(at, 0)))
}

// untilMargin is by how much the UNTIL of a rule is after the last start, where the next one
// would be a day later: recurring-ical-events compares it with the offset of DTSTART,
// and loses the last occurrence if its own is larger.
const untilMargin = 12 * 60 * 60

// event returns the run as an event.
func (r *run) event(like Event) Event {
	e := like
	start, last := instantOf(r.zone, r.starts[0]), instantOf(r.zone, r.starts[len(r.starts)-1])
	e.Span, e.Zone, e.AllDay = availability.UnixSpan(start, start+r.length), r.zone, false
	rule := "FREQ=WEEKLY"
	if r.interval > 1 {
		// Without WKST a program might begin the week as its user does.
		rule += fmt.Sprintf(";INTERVAL=%d;WKST=MO", r.interval)
	}
	days := make([]string, len(r.weekdays))
	for i, d := range r.weekdays {
		days[i] = weekdayCodes[d]
	}
	e.Rule = rule + ";BYDAY=" + strings.Join(days, ",") + ";UNTIL=" + untilText(last+untilMargin)
	e.Except = nil
	for _, c := range r.missing {
		e.Except = append(e.Except, civilOf(c))
	}
	name := zoneTitle(r.zone) + " " + clockText(r.clock) + " " + lengthText(r.length)
	if r.interval > 1 {
		name += fmt.Sprintf(" %d/%d", floorMod(weekOf(r.starts[0]), r.interval), r.interval)
	}
	e.Source += "/" + name
	return e
}

// lengthText writes seconds as a duration without its zeros, such as "8h30m".
func lengthText(seconds int64) string {
	text := ""
	for _, unit := range []struct {
		seconds int64
		name    string
	}{{3600, "h"}, {60, "m"}, {1, "s"}} {
		if n := seconds / unit.seconds; n > 0 {
			text += strconv.FormatInt(n, 10) + unit.name
			seconds -= n * unit.seconds
		}
	}
	return text
}
