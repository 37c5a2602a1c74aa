package calendar

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// An observance is a STANDARD or a DAYLIGHT of a VTIMEZONE (RFC 5545 section
// 3.6.5): onsets at which a zone's clocks change alike, once, or each year on the
// same weekday of a month.
//
// Only such rules are written, and no RDATE: Outlook understands nothing else. What
// recurs otherwise ("the Friday on or after the 23rd") is split into runs that do
// not.
type observance struct {
	onsetKind
	first int64 // the civil second of the first onset, on the clock before it
	last  int64 // the Unix second of the last onset, or endless
	years int   // the number of onsets, while they are counted
	nth   ordinals
}

// onsetKind is what the onsets of an observance have in common, apart from the
// place of their day in the month.
type onsetKind struct {
	from, to int // seconds east of UTC, before and after
	name     string
	daylight bool
	month    time.Month
	weekday  time.Weekday
	clock    int64 // seconds after midnight, on the clock before
}

// endless is the last onset of an observance that goes on for ever.
const endless = math.MaxInt64

// ordinals are the places that a day has in its month, as bits: the first to the fourth of
// its weekday, and the last.
type ordinals uint8

const lastOfMonth ordinals = 1 << 4

func ordinalsOf(civil int64) (o ordinals) {
	_, month, day := civilDate(civil)
	if n := (day - 1) / 7; n < 4 {
		o |= 1 << n
	}
	if _, next, _ := civilDate(civil + secondsPerWeek); next != month {
		o |= lastOfMonth
	}
	return o
}

// ordinal returns one of the places as a BYDAY writes it: -1 is the last.
func (o ordinals) ordinal() int {
	if o&lastOfMonth != 0 {
		return -1
	}
	return bits.TrailingZeros8(uint8(o)) + 1
}

// The years over which the observances of a zone are found, if the time asked for is not
// outside: always the same, so that they are the same whatever is asked for, and a feed
// keeps its bytes when its window moves on. The first is the one in which Unix time
// begins, which clients know. The last lies beyond every transition that the tz database
// lists by date (Morocco's reach 2087).
const (
	firstYear = 1970
	lastYear  = 2100
	// provenYears is for how long a rule must hold after the time asked for to be called
	// endless. The calendar repeats after 28 years.
	provenYears = 30
)

// observances returns the observances that decide about the clocks of z from the start of w,
// and a year before, to its end. They are in the order of their first onsets, of which
// one at least is that early: some clients read an offset of zero before the first
// onset that they find.
func observances(z *availability.Zone, w availability.Span) []observance {
	start, end := w.Unix()
	fromYear, _, _ := civilDate(start)
	fromYear = max(min(firstYear, fromYear-2), 1)
	toYear, _, _ := civilDate(end)
	toYear = max(lastYear, toYear+provenYears)
	span := availability.UnixSpan(yearStart(fromYear), yearStart(toYear+1))

	list := runs(z, span, toYear)
	// settled is the last onset that is early enough, and at which all that goes before
	// stops to matter.
	early := start - 366*secondsPerDay
	settled := int64(math.MinInt64)
	for _, o := range list {
		for c := range o.onsets() {
			at := c - int64(o.from)
			if at > early {
				break
			}
			settled = max(settled, at)
		}
	}
	list = slices.DeleteFunc(list, func(o observance) bool {
		return o.last < settled || o.first-int64(o.from) >= end
	})
	if settled == math.MinInt64 {
		base := z.Offset(span.Start())
		list = append(list, observance{
			onsetKind: onsetKind{from: base.Seconds, to: base.Seconds, name: base.Abbreviation},
			first:     yearStart(fromYear),
			years:     1,
		})
	}
	slices.SortFunc(list, func(a, b observance) int {
		return cmp.Compare(a.first-int64(a.from), b.first-int64(b.from))
	})
	return list
}

// runs returns all onsets of span as observances, none of which has one in common with another.
func runs(z *availability.Zone, span availability.Span, toYear int) []observance {
	var list []observance
	open := make(map[onsetKind]int) // the latest run of each kind, in list
	transitions := clockChanges(z, span)
	for i, t := range transitions {
		at := t.At.Unix()
		civil := at + int64(t.Before.Seconds)
		_, month, _ := civilDate(civil)
		kind := onsetKind{
			from: t.Before.Seconds, to: t.After.Seconds, name: t.After.Abbreviation,
			// Summer time is what goes forward and comes back within a year, whatever
			// the tz database calls it: Dublin's and Casablanca's own DST is negative.
			daylight: t.After.Seconds > t.Before.Seconds && i+1 < len(transitions) &&
				transitions[i+1].After.Seconds < t.After.Seconds &&
				transitions[i+1].At.Unix()-at < 366*secondsPerDay,
			month: month, weekday: weekdayOf(civil), clock: clockOf(civil),
		}
		nth := ordinalsOf(civil)
		if j, ok := open[kind]; ok {
			o := &list[j]
			if year(civil) == year(o.first)+o.years && o.nth&nth != 0 {
				o.nth &= nth
				o.years++
				o.last = at
				continue
			}
		}
		open[kind] = len(list)
		list = append(list, observance{onsetKind: kind, first: civil, last: at, years: 1, nth: nth})
	}
	for i := range list {
		if o := &list[i]; year(o.first)+o.years-1 == toYear {
			o.last = endless
		}
	}
	return list
}

// clockChanges returns the transitions in span that a clock, or the name of its time, shows.
// One more, if there is, tells how long the last lasts.
func clockChanges(z *availability.Zone, span availability.Span) []availability.Transition {
	var list []availability.Transition
	for t := range z.Transitions(span) {
		if t.Before.Seconds != t.After.Seconds || t.Before.Abbreviation != t.After.Abbreviation {
			list = append(list, t)
		}
	}
	return list
}

func year(civil int64) int {
	y, _, _ := civilDate(civil)
	return y
}

// recurs reports whether the observance needs a rule.
func (o *observance) recurs() bool { return o.years > 1 }

// onsets iterates over the civil seconds of the onsets, by the rule as it is written.
func (o *observance) onsets() func(yield func(int64) bool) {
	return func(yield func(int64) bool) {
		first := year(o.first)
		for i := range o.years {
			if !yield(nthWeekday(first+i, o.month, o.weekday, o.nth.ordinal()) + o.clock) {
				return
			}
		}
	}
}

// nthWeekday returns the civil second at which a day begins that is given by its place in
// a month; -1 is the last.
func nthWeekday(year int, month time.Month, weekday time.Weekday, nth int) int64 {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC).Unix()
	if nth < 0 {
		first = time.Date(year, month+1, 1, 0, 0, 0, 0, time.UTC).Unix() - secondsPerWeek
		nth = 1
	}
	ahead := (int64(weekday) - int64(weekdayOf(first)) + 7) % 7
	return first + (ahead+7*int64(nth-1))*secondsPerDay
}
