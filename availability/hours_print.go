package availability

import (
	"fmt"
	"strconv"
	"strings"
)

// The names of days and months in the notation.
var (
	weekdayNames = []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}
	monthNames   = []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
)

// rulesString writes rules in normal form.
func rulesString(rules []hoursRule) string {
	var b strings.Builder
	for i := range rules {
		if i > 0 {
			b.WriteString(joinText[rules[i].join])
		}
		rules[i].write(&b)
	}
	return b.String()
}

func (r *hoursRule) write(b *strings.Builder) {
	days := r.days.String()
	always := len(r.times) == 1 && r.times[0] == wholeDay[0]
	var parts []string
	switch {
	case days != "":
		parts = append(parts, days)
	case r.off && r.times == nil:
	case always && !r.off:
		parts = append(parts, "24/7")
	default:
		// Without days, times after a comma would be more times of the rule before.
		parts = append(parts, "Mo-Su")
	}
	if r.times != nil && (days != "" || !always || r.off) {
		parts = append(parts, clockSpansString(r.times))
	}
	switch {
	case r.off:
		parts = append(parts, "off")
	case r.comment != "":
		parts = append(parts, "open")
	}
	if r.comment != "" {
		parts = append(parts, `"`+r.comment+`"`)
	}
	b.WriteString(strings.Join(parts, " "))
}

// String writes s in normal form: "" for every day.
func (s *daySelector) String() string {
	var parts []string
	dated := s.months != 0 || len(s.dates) > 0
	if len(s.years) > 0 {
		years := make([]string, len(s.years))
		for i, y := range s.years {
			years[i] = y.String()
		}
		if len(years) == 1 && dated && s.years[0].from == s.years[0].to {
			// A single year before dates would be the year of the first date alone.
			years[0] += "-" + years[0]
		}
		parts = append(parts, strings.Join(years, ","))
	}
	if dated {
		dates := runs(uint64(s.months), func(m int) string { return monthNames[m] })
		for i := range s.dates {
			dates = append(dates, s.dates[i].String())
		}
		parts = append(parts, strings.Join(dates, ","))
	}
	if s.weeks != 0 {
		parts = append(parts, "week "+weeksString(s.weeks))
	}
	days := runs(uint64(s.weekdays), func(d int) string { return weekdayNames[d] })
	for _, n := range s.nths {
		days = append(days, n.String())
	}
	var holidays []string
	for _, h := range s.holidays {
		name := "PH"
		if h.school {
			name = "SH"
		}
		holidays = append(holidays, name+offsetString(h.offset))
	}
	if s.both {
		parts = append(parts, strings.Join(holidays, ","))
	} else {
		days = append(days, holidays...)
	}
	if len(days) > 0 {
		parts = append(parts, strings.Join(days, ","))
	}
	return strings.Join(parts, " ")
}

// runs writes a set of bits as names, three or more in a row as a range.
func runs(bits uint64, name func(int) string) []string {
	var parts []string
	for i := 0; i < 64; i++ {
		if bits>>i&1 == 0 {
			continue
		}
		last := i
		for last < 63 && bits>>(last+1)&1 != 0 {
			last++
		}
		if last < i+2 {
			parts = append(parts, name(i))
			continue
		}
		parts = append(parts, name(i)+"-"+name(last))
		i = last
	}
	return parts
}

// weeksString writes a set of weeks, from the first on: as much as one range
// with one step can hold, then what is left.
func weeksString(weeks uint64) string {
	var parts []string
	for w := 1; w <= maxWeek; w++ {
		if weeks>>w&1 == 0 {
			continue
		}
		step, count := 1, 1
		for s := 1; w+2*s <= maxWeek; s++ {
			n := 1
			for w+n*s <= maxWeek && weeks>>(w+n*s)&1 != 0 {
				n++
			}
			if n >= 3 && n > count {
				step, count = s, n
			}
		}
		for i := range count {
			weeks &^= 1 << (w + i*step)
		}
		part := fmt.Sprintf("%02d", w)
		if count > 1 {
			part += fmt.Sprintf("-%02d", w+(count-1)*step)
		}
		if step > 1 {
			part += "/" + strconv.Itoa(step)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ",")
}

func (y yearRange) String() string {
	switch {
	case y.from == y.to:
		return strconv.Itoa(y.from)
	case y.to == maxYear && y.step == 1:
		return strconv.Itoa(y.from) + "+"
	case y.step == 1:
		return fmt.Sprintf("%d-%d", y.from, y.to)
	default:
		return fmt.Sprintf("%d-%d/%d", y.from, y.to, y.step)
	}
}

func (n nthWeekday) String() string {
	places := runs(uint64(n.places&(1<<5-1)), func(i int) string { return strconv.Itoa(1 + i) })
	for i := range 5 {
		if n.places>>(5+i)&1 != 0 {
			places = append(places, strconv.Itoa(-1-i))
		}
	}
	return weekdayNames[n.weekday] + "[" + strings.Join(places, ",") + "]" + offsetString(n.offset)
}

func (r *dateRange) String() string {
	switch {
	case r.whole && r.from.month == r.to.month:
		return fmt.Sprintf("%d %s", r.from.year, monthNames[r.from.month-1])
	case r.whole:
		return fmt.Sprintf("%d %s-%s", r.from.year, monthNames[r.from.month-1], monthNames[r.to.month-1])
	case r.kind == openRange:
		return r.from.String() + "+"
	case r.from == r.to:
		return r.from.String()
	}
	to := r.to
	if to.year == r.from.year {
		to.year = 0
	}
	if to.year == 0 && to.day != 0 && r.from.day != 0 && to.month == r.from.month && to.day > r.from.day {
		return fmt.Sprintf("%s-%02d%s", r.from, to.day, offsetString(to.offset))
	}
	return r.from.String() + "-" + to.String()
}

func (p datePoint) String() string {
	s := ""
	if p.year != 0 {
		s = strconv.Itoa(p.year) + " "
	}
	switch {
	case p.month == 0:
		s += "easter"
	case p.day != 0:
		s += fmt.Sprintf("%s %02d", monthNames[p.month-1], p.day)
	default:
		s += fmt.Sprintf("%s %s[%d]", monthNames[p.month-1], weekdayNames[p.weekday], p.place)
	}
	return s + offsetString(p.offset)
}

func offsetString(days int) string {
	switch days {
	case 0:
		return ""
	case 1, -1:
		return fmt.Sprintf(" %+d day", days)
	default:
		return fmt.Sprintf(" %+d days", days)
	}
}

func clockSpansString(spans []clockSpan) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		end := s.end
		if end > secondsPerDay && end-secondsPerDay < s.start {
			end -= secondsPerDay // overnight, as people write it
		}
		parts[i] = clockString(s.start) + "-" + clockString(end)
	}
	return strings.Join(parts, ",")
}

func clockString(s int64) string {
	return fmt.Sprintf("%02d:%02d", s/secondsPerHour, s/secondsPerMinute%60)
}
