package availability

import (
	"fmt"
	"strings"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// A Civil is a time on the wall, in no zone: a date and a clock. It names a point
// in somebody's own time, such as the start of their shift. [Zone.Instant]
// says which instant it is in a zone, and [Zone.Civil] what the wall shows at an
// instant.
//
// Civils compare with ==, provided that the clock is one of the day: 00:00 to
// 23:59:59.
type Civil struct {
	Date  date.Date   // the day
	Clock clock.Clock // since its midnight
}

// ParseCivil reads "2026-12-24T09:00" or "2026-12-24T09:00:30". The clock is at
// most 24:00, which is the start of the following day.
func ParseCivil(s string) (Civil, error) {
	c, err := parseCivil(s)
	if err != nil {
		return Civil{}, fmt.Errorf(prefix+"%w", err)
	}
	return c, nil
}

func parseCivil(s string) (Civil, error) {
	day, hm, ok := strings.Cut(s, "T")
	if !ok {
		return Civil{}, fmt.Errorf("%s is not a date and a clock: write them as 2026-12-24T09:00", quoted(s))
	}
	d, err := parseDate(day)
	if err != nil {
		return Civil{}, err
	}
	seconds, err := parseClock(hm)
	if err != nil {
		return Civil{}, err
	}
	return civilOf(civilDay(d) + seconds), nil
}

// parseClock reads "09:00" or "09:00:30", strictly: two digits each, and a time
// from 00:00 to 24:00. It returns seconds since midnight.
func parseClock(s string) (int64, error) {
	hms := strings.Split(s, ":")
	if len(hms) == 2 {
		hms = append(hms, "00")
	}
	var n [3]int64
	ok := len(hms) == 3
	for i := 0; ok && i < 3; i++ {
		var v int
		v, ok = digits(hms[i])
		ok = ok && len(hms[i]) == 2
		n[i] = int64(v)
	}
	if !ok {
		return 0, fmt.Errorf("%s is not a clock: write hours and minutes, such as 09:00", quoted(s))
	}
	seconds := n[0]*secondsPerHour + n[1]*secondsPerMinute + n[2]
	if n[1] > 59 || n[2] > 59 || seconds > secondsPerDay {
		return 0, fmt.Errorf("%s is not a clock: it shows 00:00 to 24:00", quoted(s))
	}
	return seconds, nil
}

// String returns c as ParseCivil reads it, with seconds where it has them.
func (c Civil) String() string {
	d, hm := splitCivil(c.seconds())
	return d.String() + "T" + clockText(int64(hm/clock.Second))
}

// clockText writes seconds since midnight as "09:00", or "09:00:30".
func clockText(s int64) string {
	text := clockString(s)
	if s%secondsPerMinute != 0 {
		text += fmt.Sprintf(":%02d", s%secondsPerMinute)
	}
	return text
}

// MarshalText writes c as String does.
func (c Civil) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads c as ParseCivil does.
func (c *Civil) UnmarshalText(text []byte) error {
	parsed, err := ParseCivil(string(text))
	if err == nil {
		*c = parsed
	}
	return err
}

// seconds returns c as civil seconds.
func (c Civil) seconds() int64 { return civilTime(c.Date, c.Clock) }

// civilOf is the inverse of seconds.
func civilOf(s int64) Civil {
	d, hm := splitCivil(s)
	return Civil{d, hm}
}
