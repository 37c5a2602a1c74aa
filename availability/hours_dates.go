package availability

import "github.com/rickb777/date/v2"

// A dateRange is the days from one date to another, which it contains, in every
// year or once.
type dateRange struct {
	from, to datePoint
	kind     dateRangeKind
	whole    bool // whole months of a year, written without days

	// A once-only range lasts from first to last.
	first, last date.Date
	// A moving range that starts in the year y has days in y+yearLow to y+yearHigh. If it
	// wraps, it ends at the end point of the following year.
	wraps             bool
	yearLow, yearHigh int
}

type dateRangeKind uint8

const (
	fixedRange  dateRangeKind = iota // between two days of the month, every year
	movingRange                      // every year; an end moves with Easter or a weekday
	onceRange                        // with its year
	openRange                        // with its year, and no end
)

// A datePoint is a day of a year: of a month, of a month by weekday, or Easter, or
// the day some days before or after that.
type datePoint struct {
	year    int // 0 for every year
	month   int // 1 to 12, or 0 for Easter Sunday
	day     int // of the month, or 0 for the place of a weekday
	weekday int // 0 is Monday
	place   int // 1 to 5, or -1 to -5 from the end
	offset  int // in days
}

// contains reports whether the day f is in r.
func (r *dateRange) contains(f *dayFacts) bool {
	switch r.kind {
	case fixedRange:
		// Months and days compare as they stand, so that 29 February needs no care.
		from, to, at := r.from.month<<5|r.from.day, r.to.month<<5|r.to.day, f.month<<5|f.day
		if from <= to {
			return from <= at && at <= to
		}
		return at <= to || from <= at
	case movingRange:
		for y := f.year - r.yearHigh; y <= f.year-r.yearLow; y++ {
			if first, last := r.in(y); first <= f.date && f.date <= last {
				return true
			}
		}
		return false
	case openRange:
		return r.first <= f.date
	default:
		return r.first <= f.date && f.date <= r.last
	}
}

// in returns the days of a moving range that starts in a year.
func (r *dateRange) in(year int) (first, last date.Date) {
	first = r.from.in(year)
	if r.wraps {
		year++
	}
	return first, r.to.in(year)
}

// in returns the date that p is in a year.
func (p datePoint) in(year int) date.Date {
	d := date.Date(p.offset)
	switch {
	case p.month == 0:
		return d + easter(year)
	case p.day != 0:
		return d + joinDate(year, p.month, p.day)
	case p.place > 0:
		first := joinDate(year, p.month, 1)
		return d + first + date.Date((p.weekday-weekdayOf(first)+7)%7+7*(p.place-1))
	default:
		last := joinDate(year, p.month, daysIn(year, p.month))
		return d + last - date.Date((weekdayOf(last)-p.weekday+7)%7+7*(-p.place-1))
	}
}

// settle works out what the evaluation of a moving range needs. It reports false if
// the end is before the start in some years and not in others. The calendar
// repeats after 400 years; in these, Easter takes its first day and its last.
func (r *dateRange) settle() bool {
	const first, years = 2000, 400
	r.wraps = r.to.in(first) < r.from.in(first)
	before := r.from.in(first - 1)
	for y := first; y < first+years; y++ {
		start, end := r.from.in(y), r.to.in(y)
		if end < start != r.wraps || r.wraps && end < before {
			return false
		}
		before = start
		r.yearLow = min(r.yearLow, r.from.yearsOff(start, y))
		r.yearHigh = max(r.yearHigh, r.to.yearsOff(end, y))
	}
	if r.wraps {
		r.yearHigh++
	}
	return true
}

// yearsOff returns how many years an offset carries p, which is d in the given
// year, out of that year.
func (p datePoint) yearsOff(d date.Date, year int) int {
	if p.offset == 0 {
		return 0
	}
	in, _, _ := splitDate(d)
	return in - year
}
