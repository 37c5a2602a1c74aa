package availability

import (
	"cmp"
	"slices"
)

// The years that a rule can name.
const minYear, maxYear = 1900, 9999

// yearAhead reports whether a year comes next, and not a time.
func (p *hoursParser) yearAhead() bool { return p.countDigits() == 4 && !p.clockAhead() }

// monthAhead reports whether a month or easter comes next.
func (p *hoursParser) monthAhead() bool {
	word := p.peekWord()
	return word == "easter" || slices.Contains(monthNames, word)
}

func (p *hoursParser) year() int {
	at := p.pos
	year, _ := p.number(4)
	if year < minYear {
		p.fail(at, "years are %d to %d, and a time has a colon: write 09:00-17:00", minYear, maxYear)
	}
	return year
}

// years reads "2026,2028-2032/2". A single year before a month or date
// belongs to that: it is returned, with its place.
func (p *hoursParser) years(s *daySelector) (year, at int) {
	if !p.yearAhead() {
		return 0, 0
	}
	for p.err == nil {
		at = p.pos
		from := p.year()
		r := yearRange{from, from, 1}
		switch {
		case p.take("+"):
			r.to = maxYear
		case p.hyphen():
			if !p.yearAhead() {
				p.fail(p.pos, "the last year of the range is missing, as in 2026-2030; a date is written 2026 Dec 24")
				break
			}
			if r.to = p.year(); r.to < r.from {
				p.fail(at, "the last year is before the first: write the earlier one first")
			}
			if p.take("/") {
				r.step = p.step("years")
			}
			if p.err == nil {
				r.to = r.from + (r.to-r.from)/r.step*r.step
				if r.to == r.from {
					r.step = 1
				}
			}
		default:
			p.space()
			if len(s.years) == 0 && p.monthAhead() {
				return from, at
			}
		}
		s.years = append(s.years, r)
		if p.err != nil || !p.comma() {
			break
		}
		if !p.yearAhead() {
			p.fail(p.pos, "a year is missing after the comma")
		}
	}
	slices.SortFunc(s.years, func(a, b yearRange) int {
		return cmp.Or(a.from-b.from, a.to-b.to, a.step-b.step)
	})
	s.years = slices.Compact(s.years)
	p.space()
	return 0, 0
}

// step reads the number after the slash of a range.
func (p *hoursParser) step(what string) int {
	at := p.pos
	n, ok := p.number(4)
	if !ok || n == 0 || p.digitAhead() {
		p.fail(at, "a number is missing after the slash: write /2 for every second of the %s", what)
		return 1
	}
	return n
}

// dates reads "Jan-Mar,Dec 24-26". The year, if any, is that of the first.
func (p *hoursParser) dates(s *daySelector, year, yearAt int) {
	hadYear := year != 0
	for p.err == nil {
		at := p.pos
		if hadYear && len(s.dates) == 0 {
			at = yearAt
		}
		p.dateItem(s, year, at)
		if p.err != nil || !p.comma() {
			break
		}
		at, year = p.pos, 0
		if p.yearAhead() {
			year = p.year()
			p.space()
		}
		switch {
		case p.err != nil:
		case p.clockAhead() || !p.monthAhead() && p.digitAhead():
			p.fail(at, "a list needs the month before each day: write Dec 25,Dec 26")
		case !p.monthAhead():
			p.fail(at, "a month or date is missing after the comma")
		case year != 0 && len(s.years) > 0:
			p.fail(at, "the rule has years before its dates: leave them out, or this one")
		case year == 0 && hadYear:
			p.fail(at, "the year before the list could be for its first date or for all: write the year before each date")
		}
		hadYear = hadYear || year != 0
	}
	slices.SortFunc(s.dates, func(a, b dateRange) int {
		return cmp.Or(a.from.compare(b.from), a.to.compare(b.to), cmp.Compare(a.kind, b.kind), compareBool(a.whole, b.whole))
	})
	s.dates = slices.Compact(s.dates)
}

func (p datePoint) compare(q datePoint) int {
	return cmp.Or(p.year-q.year, p.month-q.month, p.day-q.day, p.weekday-q.weekday, p.place-q.place, p.offset-q.offset)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// dateItem reads a month, a date, or a range of either. at is where it starts,
// with its year.
func (p *hoursParser) dateItem(s *daySelector, year, at int) {
	r := dateRange{}
	if p.peekWord() != "easter" {
		month := p.month()
		p.space()
		switch {
		case p.clockAhead() || !p.digitAhead():
			if from, ok := p.nthPoint(month); ok {
				r.from = from
				break
			}
			p.months(s, year, month, at)
			return
		default:
			r.from = datePoint{month: month, day: p.day(month)}
			r.from.offset = p.offset()
		}
	} else {
		p.take("easter")
		r.from.offset = p.offset()
	}
	r.from.year = year
	r.to = r.from
	ranged := false
	before := p.pos
	p.space()
	sign := p.pos
	if p.take("+") || p.take("-") {
		p.space()
		if slices.Contains(weekdayNames, p.peekWord()) {
			p.fail(sign, "whether a weekday before or after a date can be the date itself is not settled: write the nth weekday of a month, such as Dec Su[-1]")
		}
	}
	p.pos = before
	switch {
	case p.err != nil:
		return
	case p.take("+"):
		if year == 0 {
			p.fail(sign, "an open end does not say in which year: write the end, such as Mar 15-Dec 31, or the year, 2026 Mar 15+")
		}
		r.kind = openRange
	case p.hyphen():
		ranged = true
		r.to = p.lastDate(r.from)
	}
	p.settle(&r, ranged, at)
	s.dates = append(s.dates, r)
}

// lastDate reads the end of a range of dates.
func (p *hoursParser) lastDate(from datePoint) (to datePoint) {
	at := p.pos
	if p.yearAhead() {
		to.year = p.year()
		p.space()
	}
	switch word := p.peekWord(); {
	case p.err != nil:
	case word == "easter":
		p.take("easter")
	case slices.Contains(monthNames, word):
		to.month = p.month()
		p.space()
		if nth, ok := p.weekdayOfMonth(); ok {
			to.weekday, to.place = nth.weekday, nth.place
		} else if p.clockAhead() || !p.digitAhead() {
			p.fail(p.pos, "the range starts with a day and needs one at its end: write %s %02d", word, daysIn(2001, to.month))
		} else {
			to.day = p.day(to.month)
		}
	case p.digitAhead() && !p.clockAhead() && from.day != 0 && to.year == 0:
		to.month, to.day = from.month, p.day(from.month)
		if to.day < from.day && p.err == nil {
			p.fail(at, "the range ends before it starts: write the month of its end, too")
		}
	default:
		p.fail(p.pos, "the end of the range is missing, as in Dec 24-26 or Dec 24-Jan 06")
	}
	to.offset = p.offset()
	return to
}

// nthPoint reads "Su[-1]-", a weekday of the month that starts a range. Anything
// else is left alone: it narrows the month down, as weekdays do.
func (p *hoursParser) nthPoint(month int) (datePoint, bool) {
	ahead := *p
	point, ok := ahead.weekdayOfMonth()
	if !ok || ahead.err != nil {
		return point, false
	}
	point.month = month
	point.offset = ahead.offset()
	if !ahead.hyphen() || !(ahead.monthAhead() || ahead.yearAhead()) {
		return point, false
	}
	p.weekdayOfMonth()
	p.offset()
	return point, true
}

// weekdayOfMonth reads "Su[-1]", with one place.
func (p *hoursParser) weekdayOfMonth() (point datePoint, ok bool) {
	start := p.pos
	d, ok := p.weekday()
	if !ok || !p.take("[") {
		p.pos = start
		return point, false
	}
	sign := 1
	if p.take("-") {
		sign = -1
	}
	n, ok := p.number(1)
	if !ok || n < 1 || n > 5 || !p.take("]") {
		p.pos = start
		return point, false
	}
	return datePoint{weekday: d, place: sign * n}, true
}

// settle works out the kind of a range, and refuses those that cannot be.
func (p *hoursParser) settle(r *dateRange, ranged bool, at int) {
	if p.err != nil {
		return
	}
	once := r.from.year != 0
	switch {
	case !once && r.to.year != 0:
		p.fail(at, "the end has a year and the start has none: write the year before both, such as 2026 Dec 24-2027 Jan 06")
		return
	case once && r.to.year == 0:
		r.to.year = r.from.year
	}
	for _, point := range []datePoint{r.from, r.to} {
		leapDay := point.month == 2 && point.day == 29
		switch {
		case leapDay && once && daysIn(point.year, 2) == 28:
			p.fail(at, "Feb %d has 28 days: write Feb 28", point.year)
			return
		case leapDay && !once && (r.from.moves() || r.to.moves()):
			p.fail(at, "Feb 29 is not in every year: write Feb 28 or Mar 01")
			return
		case ranged && (point.place == 5 || point.place == -5):
			p.fail(at, "not every month has five of a weekday: write a range between days that every year has")
			return
		}
	}
	switch {
	case once:
		if r.kind != openRange {
			r.kind = onceRange
		}
		r.first, r.last = r.from.in(r.from.year), r.to.in(r.to.year)
		if r.last < r.first {
			p.fail(at, "the range ends before it starts: write the year before both ends, such as 2026 Dec 24-2027 Jan 06")
		}
	case r.from.moves() || r.to.moves():
		r.kind = movingRange
		if !r.settle() {
			p.fail(at, "the range would end before it starts in some years: write dates that are in the same order in every year")
		}
	}
}

// moves reports whether p is something else than a day of a month.
func (p datePoint) moves() bool { return p.day == 0 || p.offset != 0 }

// months reads what follows a month that has no day: nothing, or the last month of
// a range.
func (p *hoursParser) months(s *daySelector, year, month, at int) {
	last := month
	switch {
	case p.char() == '+':
		p.fail(p.pos, "an open end starts with a day: write 2026 %s 01+", monthNames[month-1])
	case p.hyphen():
		start := p.pos
		switch {
		case p.yearAhead():
			p.fail(start, "months of two years need days: write them as 2026 Nov 01-2027 Feb 28")
			return
		case p.peekWord() == "easter" || !p.monthAhead():
			if guess := nearestHoursWord(p.peekWord()); slices.Contains(monthNames, guess) {
				p.guess(p.peekWord(), "")
			}
			p.fail(start, "the last month of the range is missing, as in Jan-Mar; a range of dates is written Jan 01-Mar 15")
			return
		}
		last = p.month()
		p.space()
		if p.digitAhead() && !p.clockAhead() && !p.yearAhead() {
			p.fail(at, "the range ends with a day and needs one at its start: write %s 01", monthNames[month-1])
		}
	}
	if p.err != nil {
		return
	}
	if year == 0 {
		for m := month; ; m = m%12 + 1 {
			s.months |= 1 << (m - 1)
			if m == last {
				return
			}
		}
	}
	if last < month {
		p.fail(at, "these months could be of one year or of two: write the dates, such as %d %s 01-%d %s %02d",
			year, monthNames[month-1], year+1, monthNames[last-1], daysIn(year+1, last))
		return
	}
	r := dateRange{kind: onceRange, whole: true,
		from: datePoint{year: year, month: month, day: 1},
		to:   datePoint{year: year, month: last, day: daysIn(year, last)}}
	r.first, r.last = r.from.in(year), r.to.in(year)
	s.dates = append(s.dates, r)
}

// month reads a month that is known to come next.
func (p *hoursParser) month() int {
	word := p.peekWord()
	p.pos += len(word)
	return 1 + slices.Index(monthNames, word)
}

// day reads the day of a month that was read before it.
func (p *hoursParser) day(month int) int {
	at := p.pos
	if p.countDigits() > 2 {
		p.fail(at, "a day has two digits, and a year stands before the month: write 2026 %s 24", monthNames[month-1])
		return 0
	}
	day, _ := p.number(2)
	if most := daysIn(2000, month); day < 1 || day > most {
		p.fail(at, "the days of %s are 01 to %d", monthNames[month-1], most)
	}
	return day
}
