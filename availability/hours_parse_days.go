package availability

import (
	"cmp"
	"slices"
)

const (
	maxWeek      = 53
	maxDayOffset = 366
)

// daySelector reads the days of a rule, up to its times.
func (p *hoursParser) daySelector() (s daySelector) {
	start := p.pos
	if p.char() == '"' {
		p.refuse()
	}
	year, yearAt := p.years(&s)
	if p.err == nil && (year != 0 || p.monthAhead()) {
		p.dates(&s, year, yearAt)
	}
	p.space()
	if p.err == nil && p.peekWord() == "week" {
		p.weeks(&s)
	}
	p.space()
	if p.pos > start && p.err == nil && p.take(":") {
		p.space()
	}
	if p.err == nil {
		p.weekdays(&s)
	}
	return s
}

// offset reads " +1 day" or " -2 days". Without one, nothing is read.
func (p *hoursParser) offset() int {
	start := p.pos
	p.space()
	at, sign := p.pos, 1
	switch {
	case p.take("-"):
		sign = -1
	case !p.take("+"):
		p.pos = start
		return 0
	}
	n, ok := p.number(4)
	p.space()
	word := p.peekWord()
	if !ok || word != "day" && word != "days" {
		p.pos = start
		return 0
	}
	p.pos += len(word)
	if n < 1 || n > maxDayOffset {
		p.fail(at, "offsets are 1 to %d days", maxDayOffset)
	}
	return sign * n
}

// weeks reads "week 1-53/2,10".
func (p *hoursParser) weeks(s *daySelector) {
	p.take("week")
	p.space()
	for p.err == nil {
		at := p.pos
		first := p.weekOfYear()
		last, step := first, 1
		if p.hyphen() {
			last = p.weekOfYear()
			if p.take("/") {
				step = p.step("weeks")
				if last < first {
					p.fail(at, "steps over New Year depend on whether the year has a week 53: write two ranges")
				}
			}
		}
		if p.err != nil {
			return
		}
		if last < first {
			for w := first; w <= maxWeek; w++ {
				s.weeks |= 1 << w
			}
			first = 1
		}
		for w := first; w <= last; w += step {
			s.weeks |= 1 << w
		}
		if !p.comma() {
			return
		}
		if !p.digitAhead() || p.clockAhead() {
			p.fail(p.pos, "a week is missing after the comma, as in week 10,12")
		}
	}
}

func (p *hoursParser) weekOfYear() int {
	at := p.pos
	n, ok := p.number(2)
	switch {
	case p.err != nil:
	case !ok || p.digitAhead() || p.char() == ':' && isDigit(p.text[min(p.pos+1, len(p.text)-1)]):
		p.fail(at, "the number of the week is missing, as in week 10 or week 10-20")
	case n < 1 || n > maxWeek:
		p.fail(at, "weeks are 01 to %d", maxWeek)
	}
	return n
}

// weekdays reads "Mo-We,Th[1],PH" or "PH Mo-Fr".
func (p *hoursParser) weekdays(s *daySelector) {
	named := false // something of the list has been read
	for p.err == nil {
		start := p.pos
		word := p.peekWord()
		switch {
		case word == "PH" || word == "SH":
			p.holiday(s, word)
			if s.both {
				p.fail(start, "holidays stand before weekdays, and with a comma beside them: write PH,SH Mo-Fr or PH,SH,Mo-Fr")
			}
		case slices.Contains(weekdayNames, word):
			p.weekdayItem(s)
		case !named:
			return // a rule without weekdays
		case refusedWords[word] != "":
			p.fail(start, "%s", refusedWords[word])
		default:
			p.guess(word, "a weekday is missing after the comma")
		}
		named = true
		if p.err != nil {
			return
		}
		if p.comma() {
			continue
		}
		before := p.pos
		p.space()
		switch word := p.peekWord(); {
		case slices.Contains(weekdayNames, word) && s.weekdays == 0 && len(s.nths) == 0 && !s.both:
			s.both = true
			continue
		case slices.Contains(weekdayNames, word):
			p.fail(p.pos, "a comma stands between weekdays: write Mo,We")
		case word == "PH" || word == "SH":
			p.fail(p.pos, "a comma stands between weekdays and holidays, as in Sa,%[1]s; holidays that are on weekdays are written %[1]s Mo-Fr", word)
		case p.monthAhead() || word == "week":
			p.fail(p.pos, "months, dates and weeks stand before weekdays: write %s first", word)
		}
		p.pos = before
		break
	}
	slices.SortFunc(s.nths, func(a, b nthWeekday) int { return cmp.Or(a.weekday-b.weekday, a.offset-b.offset) })
	slices.SortFunc(s.holidays, func(a, b holidayDay) int {
		return cmp.Or(compareBool(a.school, b.school), a.offset-b.offset)
	})
	s.holidays = slices.Compact(s.holidays)
	if s.weekdays == everyWeekday && len(s.holidays) == 0 {
		s.weekdays, s.nths = 0, nil // every day, which needs no saying
	}
}

func (p *hoursParser) holiday(s *daySelector, word string) {
	p.pos += len(word)
	at := p.pos
	h := holidayDay{school: word == "SH", offset: p.offset()}
	if h.school && h.offset != 0 {
		p.fail(at, "SH has no offset in the notation: write the dates")
	}
	s.holidays = append(s.holidays, h)
}

// weekdayItem reads "Mo", "Mo-Fr" or "Mo[1,-1] +1 day".
func (p *hoursParser) weekdayItem(s *daySelector) {
	at := p.pos
	first, _ := p.weekday()
	if p.char() == '[' {
		p.nth(s, first, at)
		return
	}
	last := first
	at = p.pos
	if offset := p.offset(); offset != 0 {
		p.fail(at, "an offset stands after the nth weekday of a month, PH, easter or a date: write the weekday that is meant")
	}
	if p.hyphen() {
		var ok bool
		if last, ok = p.weekday(); !ok {
			if word := p.peekWord(); word != "" {
				p.guess(word, "the last weekday of the range is missing, as in Mo-Fr")
			}
			p.fail(p.pos, "the last weekday of the range is missing, as in Mo-Fr")
			return
		}
		if last == first {
			p.fail(at, "%[1]s-%[1]s may be one day or all seven: write %[1]s, or Mo-Su", weekdayNames[first])
		}
	}
	for d := first; ; d = (d + 1) % 7 {
		s.weekdays |= 1 << d
		if d == last {
			break
		}
	}
	if p.char() == '[' {
		p.fail(p.pos, "the nth of the month is for one weekday: write Mo[1],Tu[1]")
	}
}

// nth reads "[1,3-4,-1] +1 day" after a weekday, which stands at start.
func (p *hoursParser) nth(s *daySelector, weekday, start int) {
	n := nthWeekday{weekday: weekday}
	p.take("[")
	for p.err == nil {
		p.space()
		at := p.pos
		back := p.take("-")
		first, ok := p.number(1)
		last := first
		if ok && !back && p.take("-") {
			last, ok = p.number(1)
		}
		if !ok || first < 1 || last > 5 || last < first || p.digitAhead() {
			p.fail(at, "places in the month are 1 to 5, ranges such as 1-2, and -1 to -5 from the end")
			return
		}
		for i := first; i <= last; i++ {
			if back {
				n.places |= 1 << (4 + i)
			} else {
				n.places |= 1 << (i - 1)
			}
		}
		p.space()
		if p.take("]") {
			break
		}
		if !p.take(",") {
			p.fail(p.pos, "the bracket does not end here: write Mo[1] or Mo[1,3]")
		}
	}
	n.offset = p.offset()
	p.checkOffset(s, n, start)
	for i, m := range s.nths {
		if m.weekday == n.weekday && m.offset == n.offset {
			s.nths[i].places |= n.places
			return
		}
	}
	s.nths = append(s.nths, n)
}

func (p *hoursParser) weekday() (int, bool) {
	d := slices.Index(weekdayNames, p.peekWord())
	if d < 0 {
		return 0, false
	}
	p.pos += len(weekdayNames[d])
	return d, true
}

// checkOffset refuses an offset that may lead out of the month that the rule
// names: the month could be that of the weekday, or that of the day meant.
func (p *hoursParser) checkOffset(s *daySelector, n nthWeekday, at int) {
	shortest := 0 // how many days the months named have at least; 0 if none is
	for m := 1; m <= 12; m++ {
		named := s.months>>(m-1)&1 != 0
		for _, r := range s.dates {
			named = named || r.whole && r.from.month <= m && m <= r.to.month
		}
		if days := daysIn(2001, m); named && (shortest == 0 || days < shortest) {
			shortest = days
		}
	}
	if shortest == 0 || n.offset == 0 {
		return
	}
	for i := range 5 {
		// The i-th of a weekday is one of the days 7i+1 to 7i+7, from either end of the
		// month, and the fifth may be the very last.
		behind, ahead := 7*i, max(0, shortest-7*i-7)
		if n.places>>i&1 != 0 && (-n.offset > behind || n.offset > ahead) ||
			n.places>>(5+i)&1 != 0 && (n.offset > behind || -n.offset > ahead) {
			p.fail(at, "%s may be in another month than the rule names, and then there are two readings: write the dates", n)
			return
		}
	}
}
