package availability

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// A definition is a rule whose occurrences are found by looking at every day, hour,
// minute and second and reading RFC 5545 section 3.3.10 out loud.
type definition struct {
	freq, interval                   int
	count                            int
	until                            time.Time
	start                            time.Time
	month, weekNo, yearDay, monthDay []int
	day                              []string // such as "MO" or "-1FR"
	hour, minute, second, position   []int
	weekStart                        time.Weekday
}

func (d definition) String() string {
	parts := []string{"FREQ=" + frequencyNames[d.freq]}
	if d.interval > 1 {
		parts = append(parts, fmt.Sprint("INTERVAL=", d.interval))
	}
	if d.count > 0 {
		parts = append(parts, fmt.Sprint("COUNT=", d.count))
	}
	if !d.until.IsZero() {
		parts = append(parts, d.until.Format("UNTIL=20060102T150405"))
	}
	for _, list := range []struct {
		name string
		n    []int
	}{
		{"BYMONTH", d.month}, {"BYWEEKNO", d.weekNo}, {"BYYEARDAY", d.yearDay}, {"BYMONTHDAY", d.monthDay},
		{"BYHOUR", d.hour}, {"BYMINUTE", d.minute}, {"BYSECOND", d.second}, {"BYSETPOS", d.position},
	} {
		if len(list.n) > 0 {
			parts = append(parts, list.name+"="+strings.Trim(strings.ReplaceAll(fmt.Sprint(list.n), " ", ","), "[]"))
		}
	}
	if len(d.day) > 0 {
		parts = append(parts, "BYDAY="+strings.Join(d.day, ","))
	}
	if d.weekStart != time.Monday {
		parts = append(parts, "WKST="+dayCode(d.weekStart))
	}
	return strings.Join(parts, ";")
}

func dayCode(w time.Weekday) string { return strings.ToUpper(w.String()[:2]) }

// period numbers the period of the rule's frequency in which the civil second c
// of the day t is.
func (d definition) period(t time.Time, c int64) int64 {
	switch d.freq {
	case 0:
		return int64(t.Year())
	case 1:
		return int64(t.Year())*12 + int64(t.Month())
	case 2:
		thisWeek := time.Duration(t.Weekday()-d.weekStart+7) % 7
		return (t.Unix() - int64(thisWeek)*86400) / 86400 / 7
	}
	return c / []int64{86400, 3600, 60, 1}[d.freq-3]
}

// hasDay decides whether the days of the rule include that of t.
func (d definition) hasDay(t time.Time) bool {
	yearLen := time.Date(t.Year(), 12, 31, 0, 0, 0, 0, time.UTC).YearDay()
	monthLen := time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	fromEither := func(list []int, nth, length int) bool {
		return slices.Contains(list, nth) || slices.Contains(list, nth-length-1)
	}
	if len(d.month) > 0 && !slices.Contains(d.month, int(t.Month())) ||
		len(d.yearDay) > 0 && !fromEither(d.yearDay, t.YearDay(), yearLen) ||
		len(d.monthDay) > 0 && !fromEither(d.monthDay, t.Day(), monthLen) {
		return false
	}
	if len(d.weekNo) > 0 {
		// A week belongs to the year that has its fourth day.
		into := int(t.Weekday()-d.weekStart+7) % 7
		fourth := t.AddDate(0, 0, 3-into)
		number, last := (fourth.YearDay()-1)/7+1, fourth
		for last.AddDate(0, 0, 7).Year() == fourth.Year() {
			last = last.AddDate(0, 0, 7)
		}
		if !fromEither(d.weekNo, number, (last.YearDay()-1)/7+1) {
			return false
		}
	}
	if len(d.day) > 0 {
		nth, fromEnd := (t.YearDay()-1)/7+1, (yearLen-t.YearDay())/7+1
		if d.freq == 1 || len(d.month) > 0 {
			nth, fromEnd = (t.Day()-1)/7+1, (monthLen-t.Day())/7+1
		}
		code := dayCode(t.Weekday())
		return slices.Contains(d.day, code) || slices.Contains(d.day, fmt.Sprint(nth, code)) ||
			slices.Contains(d.day, fmt.Sprint(-fromEnd, code))
	}
	switch {
	case len(d.monthDay)+len(d.yearDay) > 0:
		return true
	case len(d.weekNo) > 0 || d.freq == 2:
		return t.Weekday() == d.start.Weekday()
	case d.freq == 0:
		return t.Day() == d.start.Day() && (len(d.month) > 0 || t.Month() == d.start.Month())
	case d.freq == 1:
		return t.Day() == d.start.Day()
	}
	return true
}

// occurrences lists those before end, from the start on.
func (d definition) occurrences(end time.Time) []int64 {
	has := func(list []int, freq, n, start int) bool {
		return slices.Contains(list, n) || len(list) == 0 && (d.freq >= freq || n == start)
	}
	var found, period []int64
	phase, current := d.period(d.start, d.start.Unix()), int64(-1)
	flush := func() {
		for i, c := range period {
			if (len(d.position) == 0 || slices.Contains(d.position, i+1) || slices.Contains(d.position, i-len(period))) &&
				c >= d.start.Unix() && (d.until.IsZero() || c <= d.until.Unix()) && (d.count == 0 || len(found) < d.count) {
				found = append(found, c)
			}
		}
		period = period[:0]
	}
	first := time.Date(d.start.Year(), 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -7)
	if d.freq >= 3 { // the days before have no part in its first period
		first = d.start.Truncate(24 * time.Hour)
	}
	// The last period is completed, so that BYSETPOS can count in it.
	last := end.AddDate(0, 0, []int{366, 31, 7, 1, 1, 1, 1}[d.freq])
	for t := first; t.Before(last); t = t.AddDate(0, 0, 1) {
		if !d.hasDay(t) {
			continue
		}
		for h := range 24 {
			if !has(d.hour, 4, h, d.start.Hour()) {
				continue
			}
			for m := range 60 {
				if !has(d.minute, 5, m, d.start.Minute()) {
					continue
				}
				for s := range 60 {
					if !has(d.second, 6, s, d.start.Second()) {
						continue
					}
					at := t.Unix() + int64(h*3600+m*60+s)
					p := d.period(t, at)
					if p != current {
						flush()
						current = p
					}
					if (p-phase)%int64(d.interval) == 0 {
						period = append(period, at)
					}
				}
			}
		}
	}
	flush()
	return found[:lowerBound(found, end.Unix())]
}

// randomDefinition makes a rule that RFC 5545 allows, and often one that nobody
// would write.
func randomDefinition(r *rand.Rand) definition {
	pick := func(odds int, low, high int, signed bool) []int {
		if r.IntN(odds) > 0 {
			return nil
		}
		var list []int
		for range 1 + r.IntN(4) {
			n := low + r.IntN(high-low+1)
			if signed && r.IntN(3) == 0 {
				n = -n
			}
			if !slices.Contains(list, n) {
				list = append(list, n)
			}
		}
		return list
	}
	d := definition{freq: r.IntN(7), interval: 1, weekStart: time.Monday}
	d.start = time.Date(1996+r.IntN(12), time.Month(1+r.IntN(12)), 1+r.IntN(31), r.IntN(24), r.IntN(12)*5, []int{0, 0, 0, 30, 59}[r.IntN(5)], 0, time.UTC)
	if r.IntN(2) == 0 {
		d.interval = 1 + r.IntN([]int{3, 10, 40, 400}[r.IntN(4)])
	}
	if d.freq == 6 {
		d.interval = 6 + r.IntN(5000)
	}
	if r.IntN(4) == 0 {
		d.weekStart = time.Weekday(r.IntN(7))
	}
	d.month = pick(4, 1, 12, false)
	if d.freq == 0 {
		d.weekNo = pick(4, 1, 53, true)
		if len(d.weekNo) > 0 && r.IntN(2) == 0 {
			d.weekNo = append(d.weekNo[:1], []int{53, -53, 52, -52, -1}[r.IntN(5)])
			d.weekNo = slices.Compact(d.weekNo)
		}
	}
	if d.freq == 0 || d.freq >= 4 {
		d.yearDay = pick(6, 1, 366, true)
		if d.freq >= 4 {
			d.yearDay = nil // would hardly ever be in the days looked at
		}
	}
	if d.freq != 2 {
		d.monthDay = pick(5, 1, 31, true)
	}
	if r.IntN(2) == 0 {
		for range 1 + r.IntN(3) {
			code := dayCode(time.Weekday(r.IntN(7)))
			if d.freq <= 1 && len(d.weekNo) == 0 && r.IntN(2) == 0 {
				n := 1 + r.IntN([]int{5, 5, 6, 53}[r.IntN(4)])
				if r.IntN(3) == 0 {
					n = -n
				}
				code = fmt.Sprint(n, code)
			}
			if !slices.Contains(d.day, code) {
				d.day = append(d.day, code)
			}
		}
	}
	d.hour, d.minute, d.second = pick(4, 0, 23, false), pick(4, 0, 59, false), pick(6, 0, 59, false)
	if by := len(d.month) + len(d.weekNo) + len(d.yearDay) + len(d.monthDay) + len(d.day) + len(d.hour) + len(d.minute) + len(d.second); by > 0 {
		d.position = pick(4, 1, 6, true)
	}
	switch r.IntN(6) {
	case 0:
		d.count = 1 + r.IntN(30)
	case 1:
		d.until = d.start.Add(time.Duration(r.IntN(900*24)) * time.Hour)
	}
	return d
}

// days returns how many days from its start a rule is compared.
func (d definition) days(r *rand.Rand) int {
	return 1 + r.IntN([]int{12 * 365, 10 * 365, 4 * 365, 4 * 365, 60, 20, 4}[d.freq])
}

func TestRecurrenceFollowsTheDefinition(t *testing.T) {
	rules := 1500
	if testing.Short() {
		rules = 100
	}
	r := rand.New(rand.NewPCG(5545, 1))
	occurred := 0
	for range rules {
		d := randomDefinition(r)
		end := d.start.AddDate(0, 0, d.days(r))
		rec, err := NewRecurrence(RecurrenceParts{Start: civilOf(d.start.Unix()), Rule: d.String()})
		if err != nil {
			t.Fatalf("%s: %v", d, err)
		}
		want := d.occurrences(end)
		from := d.start.Unix() - 10
		if r.IntN(2) == 0 {
			from += r.Int64N(end.Unix() - from)
		}
		want = want[lowerBound(want, from):]
		got := rec.appendTimes(nil, UnixSpan(from, end.Unix()))
		if !slices.Equal(got, want) {
			t.Fatalf("%s from %s, %s to %s:\n got %s\nwant %s", d, d.start.Format(time.DateTime),
				civilOf(from), civilOf(end.Unix()), civilsText(got), civilsText(want))
		}
		if len(got) > 0 {
			occurred++
		}
	}
	if occurred < rules/3 {
		t.Errorf("only %d of %d rules occurred at all", occurred, rules)
	}
}

func civilsText(list []int64) string {
	var text []string
	for _, c := range list {
		text = append(text, civilOf(c).String())
	}
	return strings.Join(text, " ")
}
