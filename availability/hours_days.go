package availability

import "github.com/rickb777/date/v2"

// A daySelector says on which days a rule holds: those that every part
// of it that is given has. The zero value has every day.
type daySelector struct {
	years  []yearRange // sorted
	months uint16      // bit 0 is January; the months of every year
	dates  []dateRange // sorted; a day is in a month or in one of these
	weeks  uint64      // bit n is ISO week n

	weekdays uint8        // bit 0 is Monday
	nths     []nthWeekday // sorted; with weekdays and holidays, any of them will do
	holidays []holidayDay // sorted
	// both says that a day must be one of the holidays and one of the weekdays, as
	// in "PH Mo-Fr".
	both bool
}

const everyWeekday = 1<<7 - 1

// A yearRange is every step-th year from one to another, which it contains.
type yearRange struct{ from, to, step int }

// An nthWeekday is a weekday by its place in a month, or the day some days before or
// after that.
type nthWeekday struct {
	weekday int
	places  uint16 // bits 0 to 4 are first to fifth; bits 5 to 9 last to fifth last
	offset  int    // in days
}

// A holidayDay is a public or school holiday, or the day some days before or
// after one.
type holidayDay struct {
	school bool
	offset int
}

// isWeekly reports whether s has the same days in every week.
func (s *daySelector) isWeekly() bool {
	return len(s.years) == 0 && s.months == 0 && len(s.dates) == 0 && s.weeks == 0 &&
		len(s.nths) == 0 && len(s.holidays) == 0
}

// dayFacts are what selectors ask about a day. What costs is worked out when it
// is first asked for.
type dayFacts struct {
	date             date.Date
	public, school   Holidays
	year, month, day int
	week             int
}

// split fills in the year, the month (1 to 12) and the day.
func (f *dayFacts) split() {
	if f.month == 0 {
		f.year, f.month, f.day = splitDate(f.date)
	}
}

// weekNumber returns the ISO 8601 week.
func (f *dayFacts) weekNumber() int {
	if f.week == 0 {
		f.week = isoWeek(f.date)
	}
	return f.week
}

func (f *dayFacts) isHoliday(h holidayDay) bool {
	of := f.public
	if h.school {
		of = f.school
	}
	_, ok := of.On(f.date - date.Date(h.offset))
	return ok
}

// matches reports whether s has the day f. What is cheap to know comes first.
func (s *daySelector) matches(f *dayFacts) bool {
	if len(s.years) > 0 || s.months != 0 || len(s.dates) > 0 {
		f.split()
		if len(s.years) > 0 && !s.hasYear(f.year) {
			return false
		}
		if (s.months != 0 || len(s.dates) > 0) && s.months>>(f.month-1)&1 == 0 && !s.hasDate(f) {
			return false
		}
	}
	if s.weeks != 0 && s.weeks>>f.weekNumber()&1 == 0 {
		return false
	}
	if s.weekdays == 0 && len(s.nths) == 0 {
		return len(s.holidays) == 0 || s.hasHoliday(f)
	}
	if s.weekdays>>weekdayOf(f.date)&1 != 0 || s.hasNth(f) {
		return !s.both || s.hasHoliday(f)
	}
	return !s.both && s.hasHoliday(f)
}

func (s *daySelector) hasYear(year int) bool {
	for _, r := range s.years {
		if r.from <= year && year <= r.to && (year-r.from)%r.step == 0 {
			return true
		}
	}
	return false
}

func (s *daySelector) hasDate(f *dayFacts) bool {
	for i := range s.dates {
		if s.dates[i].contains(f) {
			return true
		}
	}
	return false
}

func (s *daySelector) hasNth(f *dayFacts) bool {
	for _, n := range s.nths {
		anchor := f.date - date.Date(n.offset)
		if weekdayOf(anchor) != n.weekday {
			continue
		}
		year, month, day := 0, 0, 0
		if n.offset == 0 {
			f.split()
			year, month, day = f.year, f.month, f.day
		} else {
			year, month, day = splitDate(anchor)
		}
		if n.places>>((day-1)/7)&1 != 0 || n.places>>(5+(daysIn(year, month)-day)/7)&1 != 0 {
			return true
		}
	}
	return false
}

func (s *daySelector) hasHoliday(f *dayFacts) bool {
	for _, h := range s.holidays {
		if f.isHoliday(h) {
			return true
		}
	}
	return false
}
