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

// weekdayOf returns the weekday of d; 0 is Monday, as in all of the notation.
func weekdayOf(d date.Date) int {
	w := int(d % 7) // date 0 was a Monday
	if w < 0 {
		w += 7
	}
	return w
}

// splitDate returns the year, month and day of d in the Gregorian calendar. It
// counts from 1 March, so that the leap day comes last in its year.
func splitDate(d date.Date) (year, month, day int) {
	const marchZero = 306 // days from 0000-03-01 to 0001-01-01
	z := int64(d) + marchZero
	cycle := floorDiv(z, 146097) // of 400 years
	n := z - cycle*146097        // day of the cycle
	y := (n - n/1460 + n/36524 - n/146096) / 365
	n -= 365*y + y/4 - y/100
	m := (5*n + 2) / 153 // March is 0
	day = int(n - (153*m+2)/5 + 1)
	year = int(y + cycle*400)
	if month = int(m) + 3; month > 12 {
		return year + 1, month - 12, day
	}
	return year, month, day
}

// joinDate is the inverse of splitDate.
func joinDate(year, month, day int) date.Date {
	if month += 9; month >= 12 {
		month -= 12 // March is 0
	} else {
		year--
	}
	y := int64(year)
	days := 365*y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400) + int64((153*month+2)/5+day-1)
	return date.Date(days - 306)
}

// daysIn returns how many days a month has.
func daysIn(year, month int) int {
	switch {
	case month != 2:
		return 30 + (month+month>>3)&1
	case year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	default:
		return 28
	}
}

// isoWeek returns the number of the ISO 8601 week that d is in: weeks start on
// Monday, and belong to the year that has their Thursday.
func isoWeek(d date.Date) int {
	thursday := d - date.Date(weekdayOf(d)) + 3
	year, _, _ := splitDate(thursday)
	return int(thursday-joinDate(year, 1, 1))/7 + 1
}

// easter returns Easter Sunday of a year in the Gregorian calendar (the anonymous
// algorithm printed by Meeus, Astronomical Algorithms, chapter 8).
func easter(year int) date.Date {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return joinDate(year, n/31, n%31+1)
}
