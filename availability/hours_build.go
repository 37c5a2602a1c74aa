package availability

import (
	"errors"
	"fmt"
	"time"

	"github.com/rickb777/date/v2/clock"
)

// A Shift is a span of working time that starts on some days of every week, for
// [WeeklyHours]. Start and End are wall-clock times in whole minutes; the End is
// not part of the shift.
type Shift struct {
	// Days are those on which it starts, in any order.
	Days []time.Weekday
	// Start is at least 00:00 and before 24:00.
	Start clock.Clock
	// End is on the day after if it is before Start, or past 24:00: 22:00 to 06:00
	// and 22:00 to 30:00 are the same shift. At most it is 48:00.
	End clock.Clock
}

// WeeklyHours returns the hours of a week that has the given shifts. Shifts
// may overlap and touch; without any, the hours are never. The error
// says which shift is wrong.
func WeeklyHours(shifts ...Shift) (Hours, error) {
	var days [7][]clockSpan
	for i, s := range shifts {
		span, err := s.span()
		if err != nil {
			return Hours{}, fmt.Errorf(prefix+"shift %d: %w", i+1, err)
		}
		for _, d := range s.Days {
			day := (d + 6) % 7 // 0 is Monday
			days[day] = append(days[day], span)
		}
	}
	for d := range days {
		days[d] = mergeClockSpans(days[d], 0)
	}
	h := hoursOfWeek(days)
	if len(h.rules.text) > MaxHoursBytes {
		return Hours{}, &LimitError{What: "bytes of hours in normal form", Limit: MaxHoursBytes}
	}
	return h, nil
}

// span checks s and returns when it starts and ends.
func (s Shift) span() (clockSpan, error) {
	if len(s.Days) == 0 {
		return clockSpan{}, errors.New("no days: name those on which it starts")
	}
	for _, d := range s.Days {
		if d < time.Sunday || d > time.Saturday {
			return clockSpan{}, fmt.Errorf("%d is not a weekday: they are time.Sunday to time.Saturday", int(d))
		}
	}
	switch {
	case s.Start < 0 || s.Start >= clock.Day:
		return clockSpan{}, errors.New("a shift starts from 00:00 to 23:59 of its days")
	case s.End < 0 || s.End > 2*clock.Day:
		return clockSpan{}, errors.New("a shift ends from 00:00 of its day to 48:00, the end of the following day")
	case s.Start%clock.Minute != 0 || s.End%clock.Minute != 0:
		return clockSpan{}, errors.New("hours have whole minutes: leave out the seconds")
	case s.Start == s.End:
		return clockSpan{}, errors.New("it ends when it starts: for 24 hours, give the end as start + clock.Day")
	case s.End < s.Start:
		s.End += clock.Day
	}
	return clockSpan{int64(s.Start / clock.Second), int64(s.End / clock.Second)}, nil
}
