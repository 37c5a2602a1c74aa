package availability

import (
	"math/bits"
	"slices"
	"sync/atomic"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/teambition/rrule-go"
)

// A dayPattern holds the days that the BY parts of a rule pick, before its
// INTERVAL and BYSETPOS.
//
// Which days of a year they are depends on the kind of the year only, and there
// are 28 kinds. So rrule-go expands one year of each kind that is asked for,
// once. It never has to walk from DTSTART, to look for days that do not exist, or
// to go on without end. What is kept is the same whoever computes it, so a
// pattern is safe for concurrent use.
type dayPattern struct {
	months, yearDays, monthDays, weekNumbers []int
	weekdays                                 []ordinalWeekday
	weekStart                                int
	never                                    bool

	years [28]atomic.Pointer[yearDays]
}

// yearDays has a bit for each day of a year, 1 January first.
type yearDays [6]uint64

func (y *yearDays) add(i int) { y[i>>6] |= 1 << (i & 63) }

// init fills in what the rule leaves to the day of DTSTART.
func (p *dayPattern) init(r *recurrenceRule, start date.Date) {
	p.months, p.yearDays, p.monthDays = r.months, r.yearDays, r.monthDays
	p.weekdays, p.weekNumbers, p.weekStart = r.weekdays, r.weekNumbers, r.weekStart
	_, month, day := start.Date()
	switch {
	case len(p.weekdays)+len(p.monthDays)+len(p.yearDays) > 0:
	case r.freq == weekly, len(p.weekNumbers) > 0:
		p.weekdays = []ordinalWeekday{{weekday: weekdayOf(start)}}
	case r.freq == yearly && len(p.months) == 0:
		p.months, p.monthDays = []int{int(month)}, []int{day}
	case r.freq == yearly, r.freq == monthly:
		p.monthDays = []int{day}
	default:
		for w := range 7 {
			p.weekdays = append(p.weekdays, ordinalWeekday{weekday: w})
		}
	}
	if !p.numbered() {
		return
	}
	// rrule-go is always asked for a year. With months given it counts weekdays
	// within each of them, as MONTHLY does.
	if r.freq == monthly && len(p.months) == 0 {
		for m := range 12 {
			p.months = append(p.months, m+1)
		}
	}
	last := 53
	if len(p.months) > 0 {
		last = 5
	}
	// Of "MO,1TU" rrule-go takes the days that are both, where either is meant;
	// and it panics on the sixth of a month.
	var each []ordinalWeekday
	for _, w := range p.weekdays {
		if w.n == 0 {
			for n := 1; n <= last; n++ {
				each = append(each, ordinalWeekday{w.weekday, n})
			}
		} else if -last <= w.n && w.n <= last {
			each = append(each, w)
		}
	}
	p.weekdays, p.never = each, len(each) == 0
}

// numbered reports whether some weekdays count within the month or year.
func (p *dayPattern) numbered() bool {
	return slices.ContainsFunc(p.weekdays, func(w ordinalWeekday) bool { return w.n != 0 })
}

// year returns the days of a year, given its first one.
func (p *dayPattern) year(year int, first date.Date) *yearDays {
	slot := &p.years[yearKindIndex(year, first)]
	days := slot.Load()
	if days == nil {
		days = p.expand(year, first)
		slot.Store(days)
	}
	return days
}

// yearKindIndex numbers the kinds of year of which the calendars differ, in
// weeks that reach over New Year too: by the weekday of 1 January, and whether
// the year, the one before or the one after it is a leap year.
func yearKindIndex(year int, first date.Date) int {
	leap := 0
	switch {
	case isLeap(year):
		leap = 1
	case isLeap(year - 1):
		leap = 2
	case isLeap(year + 1):
		leap = 3
	}
	return leap*7 + weekdayOf(first)
}

// expand computes the days of a year, given its first one.
func (p *dayPattern) expand(year int, first date.Date) *yearDays {
	var days yearDays
	switch {
	case p.never:
	case len(p.months)+len(p.monthDays)+len(p.yearDays) == 0 && !p.numbered():
		// Nothing to expand: the weekdays are all there is.
		var week [7]bool
		for _, w := range p.weekdays {
			week[w.weekday] = true
		}
		weekday := weekdayOf(first)
		for i := range int(yearLength(year)) {
			if week[(weekday+i)%7] {
				days.add(i)
			}
		}
	default:
		p.expandByRule(&days, year)
	}
	if len(p.weekNumbers) > 0 {
		weeks := p.weeks(year, first)
		for i := range days {
			days[i] &= weeks[i]
		}
	}
	return &days
}

// expandByRule has rrule-go expand one year.
func (p *dayPattern) expandByRule(days *yearDays, year int) {
	rule, err := rrule.NewRRule(rrule.ROption{
		Freq: rrule.YEARLY,
		// The next year to look at would lie after the last that it looks at.
		Interval: rrule.MAXYEAR,
		// The calendar repeats after 400 years. rrule-go takes the first day of the
		// year 1 for no day.
		Dtstart:    time.Date(2000+year%400, time.January, 1, 0, 0, 0, 0, time.UTC),
		Bymonth:    p.months,
		Bymonthday: p.monthDays,
		Byyearday:  p.yearDays,
		Byweekday:  p.ruleWeekdays(),
	})
	if err != nil {
		return // the values are within the bounds that it checks
	}
	next := rule.Iterator()
	for t, ok := next(); ok; t, ok = next() {
		days.add(t.YearDay() - 1)
	}
}

func (p *dayPattern) ruleWeekdays() []rrule.Weekday {
	all := [...]rrule.Weekday{rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU}
	var list []rrule.Weekday
	for _, w := range p.weekdays {
		list = append(list, all[w.weekday].Nth(w.n))
	}
	return list
}

// weeks returns the days of a year that are in the weeks of BYWEEKNO. The first and
// last days may be in a week of the year before or after, and count by the number
// that the week has there. rrule-go misses some of those.
func (p *dayPattern) weeks(year int, first date.Date) *yearDays {
	var days yearDays
	length := yearLength(year)
	start := p.firstWeek(first - yearLength(year-1))
	next := first
	for y := year - 1; y <= year+1; y++ {
		if y > year-1 {
			next += yearLength(y)
		}
		end := p.firstWeek(next)
		count := int(end-start) / 7
		for _, n := range p.weekNumbers {
			if n < 0 {
				n += count + 1
			}
			if n < 1 || n > count {
				continue
			}
			week := start + date.Date(n-1)*7 - first
			for i := max(week, 0); i < min(week+7, length); i++ {
				days.add(int(i))
			}
		}
		start = end
	}
	return &days
}

// firstWeek returns the start of week 1 of the year that starts on the day first:
// the one that has at least four days in the year.
func (p *dayPattern) firstWeek(first date.Date) date.Date {
	into := date.Date((weekdayOf(first) - p.weekStart + 7) % 7)
	if into > 3 {
		return first - into + 7
	}
	return first - into
}

// A dayCursor reads the days of a pattern in order.
type dayCursor struct {
	pattern    *dayPattern
	year       int
	first, end date.Date // of the year, the end being the next 1 January
	days       *yearDays
}

// seek goes to the year of d.
func (c *dayCursor) seek(d date.Date) {
	if d == c.end && c.days != nil {
		c.year, c.first = c.year+1, c.end
	} else {
		c.year = d.Year()
		c.first = date.New(c.year, time.January, 1)
	}
	c.end = c.first + yearLength(c.year)
	c.days = c.pattern.year(c.year, c.first)
}

// next returns the first day of the pattern at or after d, or end if there is
// none before it.
func (c *dayCursor) next(d, end date.Date) date.Date {
	for d < end {
		if d < c.first || d >= c.end {
			c.seek(d)
		}
		i := int(d - c.first)
		word := c.days[i>>6] >> (i & 63)
		if word != 0 {
			return min(d+date.Date(bits.TrailingZeros64(word)), end)
		}
		for i = i>>6 + 1; i < len(c.days); i++ {
			if c.days[i] != 0 {
				return min(c.first+date.Date(i<<6+bits.TrailingZeros64(c.days[i])), end)
			}
		}
		d = c.end
	}
	return end
}
