package availability

import (
	"fmt"
	"slices"
	"strings"
)

// A frequency is the FREQ of a rule: the kind of period that it repeats.
type frequency int

const (
	yearly frequency = iota
	monthly
	weekly
	daily
	hourly
	minutely
	secondly
)

var frequencyNames = []string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"}

func (f frequency) String() string { return frequencyNames[f] }

// A recurrenceRule is what an RRULE says, checked against RFC 5545 section
// 3.3.10. Lists are sorted and name each value once. Nothing that the rule
// leaves to DTSTART is filled in.
type recurrenceRule struct {
	freq     frequency
	interval int64
	count    int // 0 without COUNT
	until    recurrenceEnd

	months, weekNumbers, yearDays, monthDays []int
	weekdays                                 []ordinalWeekday
	hours, minutes, seconds                  []int
	positions                                []int // BYSETPOS
	weekStart                                int   // WKST; Monday is 0
}

// An ordinalWeekday is one of a BYDAY: the nth of that weekday in the month or the
// year, from its end where n is negative, or each of them where n is 0.
type ordinalWeekday struct{ weekday, n int } // Monday is 0

// A recurrenceEnd is an UNTIL: the last time at which there may be an
// occurrence. With a zone, at is an instant, otherwise a civil second.
type recurrenceEnd struct {
	given bool
	at    int64
	zone  *Zone
}

var weekdayCodes = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}

var rulePartNames = []string{
	"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYSETPOS", "BYMONTH", "BYWEEKNO",
	"BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND",
}

// unsupportedParts are names that other software knows, and what they are.
var unsupportedParts = map[string]string{
	"RSCALE":   "other calendars (RFC 7529) are not supported",
	"SKIP":     "moved invalid dates (RFC 7529) are not supported",
	"BYEASTER": "is no part of RFC 5545: list the dates as RDATE",
}

// A ruleParser reads one RRULE value.
type ruleParser struct {
	text string
	zone *Zone
	rule recurrenceRule
	seen map[string]bool
}

// parseRule reads an RRULE value. An UNTIL in UTC is read in zone.
func parseRule(text string, zone *Zone) (recurrenceRule, error) {
	if len(text) > maxRuleBytes {
		return recurrenceRule{}, &LimitError{What: "bytes in a recurrence rule", Limit: maxRuleBytes}
	}
	p := ruleParser{text: text, zone: zone, seen: make(map[string]bool)}
	p.rule.interval = 1
	for _, part := range strings.Split(text, ";") {
		if err := p.part(part); err != nil {
			return recurrenceRule{}, err
		}
	}
	return p.rule, p.check()
}

func (p *ruleParser) refuse(part, format string, args ...any) error {
	return &RecurrenceError{Text: p.text, Part: part, Reason: fmt.Sprintf(format, args...)}
}

func (p *ruleParser) part(text string) error {
	name, value, ok := strings.Cut(text, "=")
	name = upperASCII(name)
	switch {
	case text == "":
		return p.refuse("", "a part is empty: write NAME=VALUE, with a single ; between two of them")
	case strings.HasPrefix(name, "RRULE:"):
		return p.refuse("", `leave out "RRULE:" and write what follows it`)
	case unsupportedParts[name] != "":
		return p.refuse(name, "%s", unsupportedParts[name])
	case !slices.Contains(rulePartNames, name):
		return p.refuse("", "unknown part %s%s", quoted(name), didYouMean(nearest(name, rulePartNames)))
	case !ok || value == "":
		return p.refuse(name, "has no value: write %s=…", name)
	case p.seen[name]:
		return p.refuse(name, "is there twice: write all of its values as one list")
	}
	p.seen[name] = true
	value = upperASCII(value)
	var err error
	switch r := &p.rule; name {
	case "FREQ":
		i := slices.Index(frequencyNames, value)
		if i < 0 {
			return p.refuse(name, "unknown frequency %s%s", quoted(value), didYouMean(nearest(value, frequencyNames)))
		}
		r.freq = frequency(i)
	case "INTERVAL":
		var n int
		n, err = p.number(name, value, 1, maxInterval)
		r.interval = int64(n)
	case "COUNT":
		r.count, err = p.number(name, value, 1, maxNumber)
		if r.count > maxCount {
			return &LimitError{What: "occurrences in a COUNT (give the last one as UNTIL instead)", Limit: maxCount}
		}
	case "UNTIL":
		r.until, err = p.end(value)
	case "WKST":
		r.weekStart = slices.Index(weekdayCodes, value)
		if r.weekStart < 0 {
			return p.refuse(name, "%s is no weekday: write one of %s", quoted(value), strings.Join(weekdayCodes, ", "))
		}
	case "BYDAY":
		r.weekdays, err = p.weekdays(value)
	case "BYMONTH":
		r.months, err = p.numbers(name, value, 1, 12, false)
	case "BYWEEKNO":
		r.weekNumbers, err = p.numbers(name, value, 1, 53, true)
	case "BYYEARDAY":
		r.yearDays, err = p.numbers(name, value, 1, 366, true)
	case "BYMONTHDAY":
		r.monthDays, err = p.numbers(name, value, 1, 31, true)
	case "BYSETPOS":
		r.positions, err = p.numbers(name, value, 1, 366, true)
	case "BYHOUR":
		r.hours, err = p.numbers(name, value, 0, 23, false)
	case "BYMINUTE":
		r.minutes, err = p.numbers(name, value, 0, 59, false)
	case "BYSECOND":
		r.seconds, err = p.numbers(name, value, 0, 60, false)
		// A leap second is read as the one before, as in section 3.3.12.
		for i, s := range r.seconds {
			r.seconds[i] = min(s, 59)
		}
		r.seconds = slices.Compact(r.seconds)
	}
	return err
}

// check refuses the parts that may not go together, as the table and the text of
// section 3.3.10 say.
func (p *ruleParser) check() error {
	r := &p.rule
	numbered := slices.ContainsFunc(r.weekdays, func(w ordinalWeekday) bool { return w.n != 0 })
	by := 0
	for name := range p.seen {
		if strings.HasPrefix(name, "BY") {
			by++
		}
	}
	switch {
	case !p.seen["FREQ"]:
		return p.refuse("FREQ", "is missing: write one of %s", strings.Join(frequencyNames, ", "))
	case p.seen["COUNT"] && p.seen["UNTIL"]:
		return p.refuse("UNTIL", "cannot go with COUNT: keep one of them")
	case numbered && r.freq != monthly && r.freq != yearly:
		return p.refuse("BYDAY", "numbered days need FREQ=MONTHLY or FREQ=YEARLY: write the weekday alone")
	case numbered && len(r.weekNumbers) > 0:
		return p.refuse("BYDAY", "numbered days cannot go with BYWEEKNO: write the weekday alone")
	case len(r.weekNumbers) > 0 && r.freq != yearly:
		return p.refuse("BYWEEKNO", "needs FREQ=YEARLY")
	case len(r.yearDays) > 0 && (r.freq == monthly || r.freq == weekly || r.freq == daily):
		return p.refuse("BYYEARDAY", "cannot go with FREQ=%s: write FREQ=YEARLY", r.freq)
	case len(r.monthDays) > 0 && r.freq == weekly:
		return p.refuse("BYMONTHDAY", "cannot go with FREQ=WEEKLY: write FREQ=DAILY or FREQ=MONTHLY")
	case len(r.positions) > 0 && by == 1:
		return p.refuse("BYSETPOS", "needs another BY part to choose from")
	}
	return nil
}

// number reads a number without a sign.
func (p *ruleParser) number(part, text string, low, high int) (int, error) {
	n, ok := digits(text)
	if !ok || n < low || n > high {
		return 0, p.refuse(part, "%s is not a number from %d to %d", quoted(text), low, high)
	}
	return n, nil
}

// numbers reads a list of numbers, sorted and each once. Signed ones may also
// count from the end, -low to -high.
func (p *ruleParser) numbers(part, text string, low, high int, signed bool) ([]int, error) {
	var list []int
	for _, word := range strings.Split(text, ",") {
		n, ok := signedNumber(word, signed)
		if size := max(n, -n); !ok || size < low || size > high {
			or := ""
			if signed {
				or = fmt.Sprintf(", or from %d to %d", -high, -low)
			}
			return nil, p.refuse(part, "%s is not a number from %d to %d%s", quoted(word), low, high, or)
		}
		list = append(list, n)
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// signedNumber reads digits after a sign, where one is allowed.
func signedNumber(text string, signed bool) (n int, ok bool) {
	sign := 1
	if signed && text != "" && (text[0] == '-' || text[0] == '+') {
		if text[0] == '-' {
			sign = -1
		}
		text = text[1:]
	}
	n, ok = digits(text)
	return sign * n, ok
}

// weekdays reads a BYDAY, such as "MO,-1FR".
func (p *ruleParser) weekdays(text string) ([]ordinalWeekday, error) {
	var list []ordinalWeekday
	for _, word := range strings.Split(text, ",") {
		number, code := "", word
		if len(word) > 2 {
			number, code = word[:len(word)-2], word[len(word)-2:]
		}
		w := ordinalWeekday{weekday: slices.Index(weekdayCodes, code)}
		if w.weekday < 0 {
			return nil, p.refuse("BYDAY", "%s is no weekday: write one of %s, or with a number as 2MO or -1FR", quoted(word), strings.Join(weekdayCodes, ", "))
		}
		if number != "" {
			var ok bool
			w.n, ok = signedNumber(number, true)
			if size := max(w.n, -w.n); !ok || size < 1 || size > 53 {
				return nil, p.refuse("BYDAY", "%s: the number of a weekday is 1 to 53, or -53 to -1", quoted(word))
			}
		}
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b ordinalWeekday) int {
		if a.weekday != b.weekday {
			return a.weekday - b.weekday
		}
		return a.n - b.n
	})
	return slices.Compact(list), nil
}

// end reads an UNTIL: a date, which is meant up to its end, a civil time, or a
// time in UTC.
func (p *ruleParser) end(text string) (recurrenceEnd, error) {
	bad := func() error {
		return p.refuse("UNTIL", "%s is not a time: write 20261224, 20261224T090000 or 20261224T090000Z", quoted(text))
	}
	local, utc := strings.CutSuffix(text, "Z")
	day, clock, timed := strings.Cut(local, "T")
	if len(day) != 8 || utc && !timed {
		return recurrenceEnd{}, bad()
	}
	d, err := parseDate(day[:4] + "-" + day[4:6] + "-" + day[6:])
	if err != nil {
		return recurrenceEnd{}, p.refuse("UNTIL", "%v", err)
	}
	if !timed {
		return recurrenceEnd{given: true, at: civilDay(d+1) - 1}, nil
	}
	s, ok := compactClock(clock)
	switch {
	case !ok:
		return recurrenceEnd{}, bad()
	case utc && p.zone == nil:
		return recurrenceEnd{}, p.refuse("UNTIL", "%s is in UTC, and no zone says which civil time that is: give the zone, or leave out the Z", quoted(text))
	case utc:
		return recurrenceEnd{given: true, at: civilDay(d) + s, zone: p.zone}, nil
	}
	return recurrenceEnd{given: true, at: civilDay(d) + s}, nil
}

// compactClock reads "090030" as seconds since midnight.
func compactClock(s string) (int64, bool) {
	n, ok := digits(s)
	hour, minute, second := n/10000, n/100%100, n%100
	if !ok || len(s) != 6 || hour > 23 || minute > 59 || second > 60 {
		return 0, false
	}
	return int64(hour)*secondsPerHour + int64(minute)*secondsPerMinute + int64(min(second, 59)), true
}

// upperASCII is strings.ToUpper without the letters outside ASCII, some of which
// have capitals inside it.
func upperASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}
