package availability

import "github.com/rickb777/date/v2"

// The arithmetic of the Gregorian calendar, on which hours and recurrences stand: for
// every day of a window it is asked, so it works in integers.

// weekdayOf returns the weekday of d; 0 is Monday, as in RFC 5545 and in
// opening_hours.
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
	case isLeap(year):
		return 29
	default:
		return 28
	}
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// yearLength returns the number of days of a year.
func yearLength(year int) date.Date {
	if isLeap(year) {
		return 366
	}
	return 365
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
