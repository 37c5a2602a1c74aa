package availability

import (
	"errors"
	"fmt"
	"strings"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// A TimeOff is leave: whole days on the person's wall clock, or from a time of one day
// to a time of another.
//
// Both days are included, as people say it: leave from the 24th to the 28th
// includes the 28th. Whole days run from midnight to midnight, so a night shift
// that starts on the day before the leave ends at midnight, and one of the last
// day goes on after it. With From and To the leave starts and ends within its
// first and last day: an afternoon, a morning, from Thursday noon to Tuesday
// noon.
//
// Both days must be given; Compile refuses a TimeOff that lacks one.
type TimeOff struct {
	First date.Date   // the first day of the leave
	Last  date.Date   // the last one, which is part of it
	From  clock.Clock // when it starts on the first day; zero is midnight, with which the day starts
	To    clock.Clock // when it ends on the last day; zero is 24:00, with which the day ends
	// Label says what it is for. It stays private: String does not tell it, and
	// only [Schedule.Label] does.
	Label string
}

// ParseTimeOff reads leave in one of these forms; the clocks are from 00:00 to
// 24:00, with seconds if need be.
//
//	2026-12-24                           a day
//	2026-12-24 am                        its first half, to 12:00
//	2026-12-24 pm                        its second half, from 12:00
//	2026-12-24/2026-12-28                days, both included
//	2026-12-24T13:00/15:30               part of a day
//	2026-12-24T13:00/2026-12-28T12:00    from a time of one day to a time of another
//	2026-12-24T13:00/2026-12-28          to the end of the last day
//	2026-12-24/2026-12-28T12:00          from the start of the first day
func ParseTimeOff(s string) (TimeOff, error) {
	l, err := parseTimeOff(s)
	if err != nil {
		return TimeOff{}, fmt.Errorf(prefix+"%w", err)
	}
	return l, nil
}

const noon = 12 * secondsPerHour

func parseTimeOff(s string) (TimeOff, error) {
	if day, half, ok := strings.Cut(s, " "); ok {
		d, err := parseDate(day)
		if err != nil {
			return TimeOff{}, err
		}
		switch half {
		case "am":
			return TimeOff{First: d, Last: d, To: clockOf(noon)}, nil
		case "pm":
			return TimeOff{First: d, Last: d, From: clockOf(noon)}, nil
		}
		return TimeOff{}, fmt.Errorf(`%s is not leave: after the day write am or pm, or nothing`, quoted(s))
	}
	first, last, ranged := strings.Cut(s, "/")
	l, from, timed, err := parseBound(first)
	if err != nil {
		return TimeOff{}, err
	}
	off := TimeOff{First: l, Last: l, From: clockOf(from)}
	to := int64(secondsPerDay)
	switch {
	case !ranged && timed:
		return TimeOff{}, fmt.Errorf("%s does not say when the leave ends: write %s/15:30, or %s/%s for the rest of the day", quoted(s), s, s, l)
	case !ranged:
	case timed && len(last) > 2 && last[2] == ':':
		if to, err = parseClock(last); err != nil {
			return TimeOff{}, err
		}
	default:
		end, at, timed, err := parseBound(last)
		if err != nil {
			return TimeOff{}, err
		}
		off.Last = end
		if timed {
			to = at
		}
	}
	switch to {
	case 0:
		if off.Last == off.First {
			return TimeOff{}, fmt.Errorf("%s ends as its last day starts: write 24:00 for the end of the day", quoted(s))
		}
		off.Last-- // to its end
	case secondsPerDay:
	default:
		off.To = clockOf(to)
	}
	if off.From == clockOf(secondsPerDay) {
		off.First, off.From = off.First+1, 0
	}
	return off, off.check()
}

// parseBound reads a day, or a day and a clock.
func parseBound(s string) (d date.Date, clock int64, timed bool, err error) {
	day, hm, timed := strings.Cut(s, "T")
	if d, err = parseDate(day); err != nil || !timed {
		return d, 0, timed, err
	}
	clock, err = parseClock(hm)
	return d, clock, true, err
}

func clockOf(seconds int64) clock.Clock { return clock.Clock(seconds) * clock.Second }

// check reports why l is not a leave.
func (l TimeOff) check() error {
	switch {
	case l.First == 0 || l.Last == 0:
		// The zero Date is the first day of the year 1, which nobody means.
		return errors.New("the first or the last day is missing: give both, and the same one for a single day")
	case l.First < calendarFirst || l.Last > calendarLast:
		return fmt.Errorf("%s is outside the years 0001 to 9999", l)
	case l.Last < l.First:
		return fmt.Errorf("%s ends before it starts: write the first day, then the last", l)
	case l.From < 0 || l.From >= clock.Clock(secondsPerDay)*clock.Second || l.To < 0 || l.To > clock.Clock(secondsPerDay)*clock.Second:
		return fmt.Errorf("%s starts or ends at a time that is none of its day: clocks show 00:00 to 24:00", l)
	case l.civil().IsEmpty():
		return fmt.Errorf("%s ends before it starts: write the earlier time first", l)
	}
	return checkLabel(l.Label)
}

// String returns l as ParseTimeOff reads it, without its label. Leaves that are at the
// same times have the same text.
func (l TimeOff) String() string {
	first, last := l.First.String(), l.Last.String()
	from, to := int64(l.From/clock.Second), int64(l.To/clock.Second)
	switch {
	case l.To == 0:
		to = secondsPerDay
	case to == 0 && l.First < l.Last: // a last day of which nothing is left
		last, to = (l.Last - 1).String(), secondsPerDay
	}
	whole := from == 0 && to == secondsPerDay
	switch {
	case first != last:
		if from != 0 {
			first += "T" + clockText(from)
		}
		if to != secondsPerDay {
			last += "T" + clockText(to)
		}
		return first + "/" + last
	case whole:
		return first
	case from == 0 && to == noon:
		return first + " am"
	case from == noon && to == secondsPerDay:
		return first + " pm"
	}
	return first + "T" + clockText(from) + "/" + clockText(to)
}

// MarshalText writes l as String does: without its label.
func (l TimeOff) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads l as ParseTimeOff does.
func (l *TimeOff) UnmarshalText(text []byte) error {
	parsed, err := ParseTimeOff(string(text))
	if err == nil {
		*l = parsed
	}
	return err
}

// civil returns the civil seconds of l.
func (l TimeOff) civil() Span {
	end := civilDay(l.Last + 1)
	if l.To != 0 {
		end = civilTime(l.Last, l.To)
	}
	return UnixSpan(civilTime(l.First, l.From), end)
}

// In returns the instants at which the wall clocks of z are inside l: what the leave takes of
// the time of somebody there.
func (l TimeOff) In(z *Zone) Set {
	if l.check() != nil {
		return Set{}
	}
	return Set{z.appendInstants(nil, []Span{l.civil()})}
}
