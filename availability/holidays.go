package availability

import (
	"cmp"
	"slices"
	"sync"

	"github.com/rickb777/date/v2"
)

// A NamedDay is a date with the name of what it is, such as a public holiday.
type NamedDay struct {
	Date date.Date // of the years 1 to 9999; others are ignored
	Name string    // may be empty
}

// Holidays are the public holidays of a place, of all years: a function from a
// year to its days. Package availability/holidays has those of many countries,
// [HolidaysOn] makes some of a list, and [Holidays.Union] adds one to another.
//
// The zero Holidays has none. Values are immutable and safe for concurrent use. They
// remember the days of the years that they were asked for, of which there are 9999
// at most. == says nothing about the days.
type Holidays struct {
	years *holidayYears
}

type holidayYears struct {
	days  func(year int) []NamedDay
	span  Span     // civil, all days are in it
	cache sync.Map // int → []NamedDay, sorted by date, one a date

	// What decides whether two are equal: the days that were listed, in civil seconds, and
	// the functions that list others.
	listed Set
	rules  []*holidayYears
}

// NewHolidays returns the holidays that days lists year by year. The function gets a
// year of the calendar (1 to 9999), may be called by several goroutines at once,
// and must always return the same days for a year, in any order. Days of other
// years are ignored: list each in its own. Of several names for a date, the first
// counts. A nil function lists none.
//
// Whoever looks for time that never comes gives up after 400 years in which no
// holiday made a difference.
func NewHolidays(days func(year int) []NamedDay) Holidays {
	if days == nil {
		return Holidays{}
	}
	years := &holidayYears{days: days, span: calendar}
	years.rules = []*holidayYears{years}
	return Holidays{years}
}

// HolidaysOn returns holidays that are just the given days, in any order. Of several
// names for a date, the first counts. Dates outside the years 1 to 9999 are ignored.
func HolidaysOn(days ...NamedDay) Holidays {
	var ranges []namedDays
	for _, d := range days {
		if calendarFirst <= d.Date && d.Date <= calendarLast {
			ranges = append(ranges, namedDays{d.Date, d.Date, d.Name})
		}
	}
	return holidaysOf(ranges)
}

// namedDays are days in a row, both included, of one name.
type namedDays struct {
	first, last date.Date
	name        string
}

// holidaysOf is HolidaysOn for ranges, within the calendar. It lists the days of a year when that is asked for:
// a short entry can stand for many.
func holidaysOf(ranges []namedDays) Holidays {
	spans := make([]Span, len(ranges))
	for i, r := range ranges {
		spans[i] = Span{civilDay(r.first), civilDay(r.last + 1)}
	}
	listed := Set{normalize(spans)}
	return Holidays{&holidayYears{span: listed.Bounds(), listed: listed, days: func(year int) (days []NamedDay) {
		start, end := date.New(year, 1, 1), date.New(year, 12, 31)
		for _, r := range ranges {
			for d := max(r.first, start); d <= min(r.last, end); d++ {
				days = append(days, NamedDay{d, r.name})
			}
		}
		return days
	}}}
}

// On returns the holiday on the date d, if it is one.
func (h Holidays) On(d date.Date) (NamedDay, bool) {
	days := h.Year(d.Year())
	i, ok := slices.BinarySearchFunc(days, d, func(n NamedDay, d date.Date) int { return cmp.Compare(n.Date, d) })
	if !ok {
		return NamedDay{}, false
	}
	return days[i], true
}

// Year returns the holidays of a year, in order, one for a date, and none outside the
// years 1 to 9999. The caller must not change them.
func (h Holidays) Year(year int) []NamedDay {
	if h.years == nil || year < 1 || year > 9999 {
		return nil
	}
	if days, ok := h.years.cache.Load(year); ok {
		return days.([]NamedDay)
	}
	days := slices.DeleteFunc(slices.Clone(h.years.days(year)), func(n NamedDay) bool { return n.Date.Year() != year })
	slices.SortStableFunc(days, func(a, b NamedDay) int { return cmp.Compare(a.Date, b.Date) })
	days = slices.CompactFunc(days, func(a, b NamedDay) bool { return a.Date == b.Date })
	kept, _ := h.years.cache.LoadOrStore(year, slices.Clip(days))
	return kept.([]NamedDay)
}

// Union returns the days of h and of o. Where both name a date, h's name counts.
func (h Holidays) Union(o Holidays) Holidays {
	switch {
	case h.years == nil:
		return o
	case o.years == nil:
		return h
	}
	return Holidays{&holidayYears{
		days:   func(year int) []NamedDay { return append(slices.Clone(h.Year(year)), o.Year(year)...) },
		span:   hull(h.years.span, o.years.span),
		listed: h.years.listed.Union(o.years.listed),
		rules:  unionOfRules(h.years.rules, o.years.rules),
	}}
}

// Without returns h without the given days.
func (h Holidays) Without(days ...date.Date) Holidays {
	if h.years == nil || len(days) == 0 {
		return h
	}
	gone := make(map[date.Date]bool, len(days))
	var civil []Span
	for _, d := range days {
		if calendarFirst <= d && d <= calendarLast {
			gone[d] = true
			civil = append(civil, Span{civilDay(d), civilDay(d + 1)})
		}
	}
	years := &holidayYears{
		days: func(year int) []NamedDay {
			return slices.DeleteFunc(slices.Clone(h.Year(year)), func(n NamedDay) bool { return gone[n.Date] })
		},
		span:   h.years.span,
		listed: h.years.listed.Subtract(NewSet(civil...)),
	}
	if len(h.years.rules) > 0 { // it is another function now
		years.rules = []*holidayYears{years}
	}
	return Holidays{years}
}

// unionOfRules returns the functions of a, and those of b that are not among them.
func unionOfRules(a, b []*holidayYears) []*holidayYears {
	all := slices.Clone(a)
	for _, years := range b {
		if !slices.Contains(all, years) {
			all = append(all, years)
		}
	}
	return all
}

// isNone reports whether h is the zero Holidays.
func (h Holidays) isNone() bool { return h.years == nil }

// A holidayCursor tells day by day whether it is a holiday, at little cost where
// the days asked for are near each other.
type holidayCursor struct {
	Holidays
	days       []NamedDay // of the year [start, end), in days since 1970-01-01
	start, end int64
}

func (h Holidays) cursor() holidayCursor { return holidayCursor{Holidays: h} }

// at returns the holiday on day d since 1970-01-01, if it is one.
func (c *holidayCursor) at(d int64) (NamedDay, bool) {
	if c.years == nil {
		return NamedDay{}, false
	}
	if d < c.start || d >= c.end {
		year := (unixEpoch + date.Date(d)).Year()
		c.start = int64(date.New(year, 1, 1) - unixEpoch)
		c.end = int64(date.New(year+1, 1, 1) - unixEpoch)
		c.days = c.Year(year)
	}
	for _, n := range c.days {
		if k := int64(n.Date - unixEpoch); k >= d {
			return n, k == d
		}
	}
	return NamedDay{}, false
}

func (c *holidayCursor) on(d int64) bool {
	_, ok := c.at(d)
	return ok
}
