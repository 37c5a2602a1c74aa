package availability

import (
	"fmt"
	"iter"
	"slices"
	"sort"

	"github.com/rickb777/date/v2"
)

// What a recurrence may have. Beyond it a [LimitError] says so.
const (
	maxRuleBytes         = 4096  // bytes in an RRULE
	maxRecurrenceDates   = 10000 // civil times in RDATE, and in EXDATE
	maxCount             = 20000 // COUNT, which has to be counted out once
	maxOccurrencesPerDay = 14400 // occurrences of a rule in a day: one in six seconds
	maxInterval          = 999999999
	maxNumber            = 999999999
)

// RecurrenceParts are the properties that define a recurrence in RFC 5545. Only
// Start is required.
type RecurrenceParts struct {
	// Start is DTSTART: from where the rule counts its intervals and its COUNT,
	// and what it takes the time of day and the day from unless it says them.
	Start Civil

	// Rule is the value of RRULE, such as "FREQ=WEEKLY;BYDAY=MO,WE". Without it,
	// Start is the only occurrence, next to those of Also.
	Rule string

	// Also is RDATE: further occurrences.
	Also []Civil

	// Except is EXDATE: what is none, whether by Rule or by Also. ExceptDays is
	// the same with whole days.
	Except     []Civil
	ExceptDays []date.Date

	// Zone is needed for a Rule with an UNTIL in UTC (20261224T090000Z), which
	// then allows the occurrences up to that instant, as [Zone.Instant] reads
	// them. It is nil where there is none.
	Zone *Zone
}

// A Recurrence is a set of civil times: DTSTART with RRULE and RDATE, less
// EXDATE (RFC 5545 section 3.8.5). It is in civil time only, which is what people
// mean by "every Monday at nine"; [Zone.Instant] says which instant each
// occurrence is, in DST gaps and folds too.
//
// Rules are those of RFC 5545 section 3.3.10, and what it forbids is refused.
// Where it leaves a choice:
//
//   - A Start that is no occurrence of its rule is none of the recurrence either,
//     and COUNT does not count it.
//   - COUNT counts the occurrences of the rule before EXDATE and RDATE.
//   - An UNTIL that is a date alone includes that day.
//   - Periods of WEEKLY begin on the day of WKST, and BYSETPOS numbers whole
//     periods: what lies before Start in its week, month or year is numbered, but
//     does not occur.
//   - YEARLY with BYMONTHDAY and without BYMONTH means these days of every month.
//   - BYWEEKNO with neither BYDAY nor another BY part for days means the weekday
//     of Start. The days of a week that reaches over New Year belong to the
//     calendar year in which they are, for INTERVAL and BYSETPOS.
//   - HOURLY, MINUTELY and SECONDLY step along the clock on the wall, as if each
//     day had 24 hours.
//   - BYSECOND=60, a leap second, is read as 59.
//
// Days that do not exist, such as 30 February, and times that INTERVAL never
// arrives at, do not occur. Nothing occurs outside the years 1 to 9999.
//
// The cost of an expansion does not depend on how far back Start is. It grows with
// the length of the window and the number of occurrences in it.
//
// A Recurrence is immutable and safe for concurrent use. The zero Recurrence has no
// occurrences. == tells nothing about two of them.
type Recurrence struct {
	set *recurrenceSet
}

type recurrenceSet struct {
	rule *recurrenceWalk // nil without RRULE
	text string          // the RRULE

	// also are the civil seconds of RDATE that EXDATE leaves, except and
	// exceptDays those of EXDATE; sorted, and each once.
	also, except []int64
	exceptDays   []date.Date
}

// NewRecurrence checks the parts and prepares them for expansion. It takes
// milliseconds at most, with a COUNT that takes long to count.
//
// The error is a [*RecurrenceError] that says which part is wrong and how to mend
// it, or a [*LimitError]: a Rule may have 4,096 bytes, a COUNT of 20,000 and
// 14,400 occurrences a day, Also, Except and ExceptDays 10,000 items each.
func NewRecurrence(p RecurrenceParts) (Recurrence, error) {
	if p.Start == (Civil{}) {
		return Recurrence{}, &RecurrenceError{Part: "DTSTART", Reason: "is missing: give the date and the clock of the first occurrence"}
	}
	start, err := calendarSeconds("DTSTART", p.Start)
	if err != nil {
		return Recurrence{}, err
	}
	s := &recurrenceSet{}
	if p.Rule == "" {
		s.also = []int64{start}
	} else {
		rule, err := parseRule(p.Rule, p.Zone)
		if err != nil {
			return Recurrence{}, err
		}
		s.text = p.Rule
		if s.rule, err = newRecurrenceWalk(&rule, start); err != nil {
			return Recurrence{}, err
		}
	}
	if s.except, err = recurrenceDates(nil, "EXDATE", p.Except); err != nil {
		return Recurrence{}, err
	}
	if s.exceptDays, err = recurrenceDays(p.ExceptDays); err != nil {
		return Recurrence{}, err
	}
	if s.also, err = recurrenceDates(s.also, "RDATE", p.Also); err != nil {
		return Recurrence{}, err
	}
	s.also = slices.DeleteFunc(s.also, s.newExceptions(calendarStart).has)
	return Recurrence{s}, nil
}

// Times iterates over the occurrences from a civil time up to, but not including,
// another, in order and each once.
func (r Recurrence) Times(from, to Civil) iter.Seq[Civil] {
	return func(yield func(Civil) bool) {
		r.each(UnixSpan(clampCivil(from), clampCivil(to)), func(c int64) bool { return yield(civilOf(c)) })
	}
}

// appendTimes appends the occurrences in a span of civil seconds, sorted and each
// once.
func (r Recurrence) appendTimes(dst []int64, w Span) []int64 {
	r.each(w, func(c int64) bool {
		dst = append(dst, c)
		return true
	})
	return dst
}

// each calls yield with the occurrences in a span of civil seconds, in order and
// each once, until it returns false.
func (r Recurrence) each(w Span, yield func(int64) bool) {
	w = w.Intersect(calendar)
	if r.set == nil || w.IsEmpty() {
		return
	}
	also := r.set.also[lowerBound(r.set.also, w.start):lowerBound(r.set.also, w.end)]
	if r.set.rule != nil && len(also)+len(r.set.except)+len(r.set.exceptDays) == 0 {
		r.set.rule.each(w, yield)
		return
	}
	more := true
	// The rule's occurrences come in order, and each lets those of RDATE before it
	// pass.
	alsoUpTo := func(c int64) {
		for more && len(also) > 0 && also[0] <= c {
			more = yield(also[0])
			also = also[1:]
		}
	}
	if r.set.rule != nil {
		exceptions := r.set.newExceptions(w.start)
		r.set.rule.each(w, func(c int64) bool {
			alsoUpTo(c - 1)
			if len(also) > 0 && also[0] == c {
				also = also[1:] // it is one and the same
			}
			if more && !exceptions.has(c) {
				more = yield(c)
			}
			return more
		})
	}
	alsoUpTo(w.end)
}

// varied returns a civil span that holds what is special about the recurrence: all of
// it, or, if its rule never ends, its start and its dates, and the INTERVAL with
// which the rule goes on for ever (else 0).
func (r Recurrence) varied() (v Span, interval int64) {
	if r.set == nil {
		return Span{}, 0
	}
	if rule := r.set.rule; rule != nil {
		v = rule.span
		if v.end == calendarEnd {
			v.end, interval = v.start+1, rule.interval
		}
	}
	if n := len(r.set.also); n > 0 {
		v = hull(v, Span{r.set.also[0], r.set.also[n-1] + 1})
	}
	if n := len(r.set.except); n > 0 {
		v = hull(v, Span{r.set.except[0], r.set.except[n-1] + 1})
	}
	if n := len(r.set.exceptDays); n > 0 {
		v = hull(v, Span{civilDay(r.set.exceptDays[0]), civilDay(r.set.exceptDays[n-1] + 1)})
	}
	return v, interval
}

// perDay returns how many occurrences the rule has in a day, at most.
func (r Recurrence) perDay() int {
	if r.set == nil || r.set.rule == nil {
		return 0
	}
	return r.set.rule.perDay
}

// exceptions tell which of the times that it is asked for, in order, are in EXDATE.
type exceptions struct {
	times []int64
	days  []date.Date
}

func (s *recurrenceSet) newExceptions(from int64) *exceptions {
	return &exceptions{
		times: s.except[lowerBound(s.except, from):],
		days:  s.exceptDays[lowerBound(s.exceptDays, dayOf(from)):],
	}
}

func (e *exceptions) has(c int64) bool {
	for len(e.times) > 0 && e.times[0] < c {
		e.times = e.times[1:]
	}
	for len(e.days) > 0 && civilDay(e.days[0]+1) <= c {
		e.days = e.days[1:]
	}
	return len(e.times) > 0 && e.times[0] == c || len(e.days) > 0 && civilDay(e.days[0]) <= c
}

// lowerBound returns the index of the first item that is not before from.
func lowerBound[T int64 | date.Date](sorted []T, from T) int {
	return sort.Search(len(sorted), func(i int) bool { return sorted[i] >= from })
}

// recurrenceDates appends the civil seconds of an RDATE or EXDATE, and sorts all.
func recurrenceDates(dst []int64, part string, list []Civil) ([]int64, error) {
	if len(list) > maxRecurrenceDates {
		return nil, &LimitError{What: "times in an " + part, Limit: maxRecurrenceDates}
	}
	for _, c := range list {
		s, err := calendarSeconds(part, c)
		if err != nil {
			return nil, err
		}
		dst = append(dst, s)
	}
	slices.Sort(dst)
	return slices.Compact(dst), nil
}

func recurrenceDays(list []date.Date) ([]date.Date, error) {
	if len(list) > maxRecurrenceDates {
		return nil, &LimitError{What: "days in an EXDATE", Limit: maxRecurrenceDates}
	}
	for _, d := range list {
		if _, err := calendarSeconds("EXDATE", Civil{Date: d}); err != nil {
			return nil, err
		}
	}
	days := slices.Clone(list)
	slices.Sort(days)
	return slices.Compact(days), nil
}

// calendarSeconds returns c as civil seconds, if it is in the years 1 to 9999.
func calendarSeconds(part string, c Civil) (int64, error) {
	if c.Date >= calendarFirst && c.Date <= calendarLast {
		if s := c.seconds(); calendarStart <= s && s < calendarEnd {
			return s, nil
		}
	}
	return 0, &RecurrenceError{Part: part, Reason: "is outside the years 0001 to 9999"}
}

// clampCivil returns c as civil seconds, moved into the calendar or to its end.
func clampCivil(c Civil) int64 {
	c.Date = min(max(c.Date, calendarFirst-1), calendarLast+1)
	return min(max(c.seconds(), calendarStart), calendarEnd)
}

// A RecurrenceError says what is wrong with the description of a recurrence.
type RecurrenceError struct {
	Text   string // the rule, or "" if another property is meant
	Part   string // its part, such as "BYDAY", or another property, such as "EXDATE"; "" for the rule as a whole
	Reason string // what is wrong with it, and how to mend it
}

// Error names the rule, the part and the reason.
func (e *RecurrenceError) Error() string {
	where := "recurrence"
	if e.Text != "" {
		where += " " + quoted(e.Text)
	}
	if e.Part != "" {
		where += ": " + e.Part
	}
	return fmt.Sprintf(prefix+"%s: %s", where, e.Reason)
}
