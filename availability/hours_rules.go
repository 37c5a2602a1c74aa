package availability

import (
	"slices"

	"github.com/rickb777/date/v2"
)

// hoursRules are the rules of an Hours, ready to be asked about a day.
//
// Evaluation is one pass over the rules, from left to right. Each acts on the spans
// that belong to the day, which are those that start on it as the rules
// write them: a rule with times replaces them, adds to them, or fills them if there are
// none; an off without times empties them; an off with times cuts through
// them, whatever day they belong to. So the spans of a day depend on its own rules
// and on the cuts of the two days beside it, and on nothing else.
type hoursRules struct {
	text  string // the normal form
	rules []hoursRule

	// days[d] holds the spans that start on the weekday d (0 is Monday), if every
	// week is the same.
	days   [7][]clockSpan
	weekly bool

	cuts bool // a rule closes a part of days
	// spills says that a cut may leave a piece of a span that starts after the
	// midnight in it, and so on the day after the one it belongs to.
	spills         bool
	public, school bool // a rule names PH, or SH
}

// A hoursRule is one rule: on which days, at what times, open or not.
type hoursRule struct {
	join    ruleJoin
	days    daySelector
	times   []clockSpan // canonical; nil if the rule is an off for whole days
	off     bool
	comment string // without its quotes; it means nothing here
}

// A ruleJoin says what a rule does with what those before it left.
type ruleJoin uint8

const (
	replaces ruleJoin = iota // ";"
	adds                     // ","
	fills                    // "||"
)

var joinText = [...]string{replaces: "; ", adds: ", ", fills: " || "}

// compileRules prepares rules. Rules that speak of weekdays only, without
// comments, become the rules of their normal form.
func compileRules(rules []hoursRule) *hoursRules {
	c := prepareRules(rules)
	if c.weekly && !slices.ContainsFunc(rules, func(r hoursRule) bool { return r.comment != "" }) {
		return hoursOfWeek(c.days).rules
	}
	c.text = rulesString(rules)
	return c
}

// hoursOfWeek returns the hours with the given spans, canonical in each day.
func hoursOfWeek(days [7][]clockSpan) Hours {
	rules := weekRules(days)
	return Hours{&hoursRules{text: rulesString(rules), rules: rules, days: days, weekly: true}}
}

// weekRules writes a week as rules in normal form: one for each set of weekdays
// with the same spans.
func weekRules(days [7][]clockSpan) []hoursRule {
	var rules []hoursRule
	var done uint8
	for d, spans := range days {
		if done>>d&1 != 0 || len(spans) == 0 {
			continue
		}
		var same uint8
		for e := d; e < 7; e++ {
			if slices.Equal(days[e], spans) {
				same |= 1 << e
			}
		}
		done |= same
		if same == everyWeekday {
			same = 0
		}
		rules = append(rules, hoursRule{days: daySelector{weekdays: same}, times: spans})
	}
	if len(rules) == 0 {
		rules = []hoursRule{{off: true}}
	}
	return rules
}

// prepareRules finds out what the evaluation of rules needs to look at.
func prepareRules(rules []hoursRule) *hoursRules {
	c := &hoursRules{rules: rules, weekly: true}
	overnight := false
	for i := range rules {
		r := &rules[i]
		c.cuts = c.cuts || r.off && r.times != nil
		overnight = overnight || !r.off && lastEnd(r.times) > secondsPerDay
		c.weekly = c.weekly && r.days.isWeekly()
		for _, h := range r.days.holidays {
			c.public = c.public || !h.school
			c.school = c.school || h.school
		}
	}
	c.spills = c.cuts && overnight
	if c.weekly {
		monday := unixEpoch + 4
		for d := range c.days {
			c.days[d] = slices.Clip(c.appendDay(nil, monday+date.Date(d), Holidays{}, Holidays{}))
		}
	}
	return c
}

// appendDay appends to dst the spans that start on the date d: canonical
// (sorted, disjoint, not touching), 0 <= start < 24 h, start < end <= 48 h, in
// seconds since that day's midnight. Spans of one day may run into those of the
// next. public and school are the holidays that PH and SH mean. It takes every
// date and allocates nothing but room in dst.
func (h Hours) appendDay(dst []clockSpan, d date.Date, public, school Holidays) []clockSpan {
	switch c := h.rules; {
	case c == nil:
		return dst
	case c.weekly:
		return append(dst, c.days[weekdayOf(d)]...)
	case d < calendarFirst-secondsPerDay || d > calendarLast+secondsPerDay:
		return dst // centuries outside the calendar, where arithmetic could overflow
	default:
		return c.appendDay(dst, d, public, school)
	}
}

// isOvernight reports whether a span of h may end after the midnight at which its day
// ends.
func (h Hours) isOvernight() bool {
	return h.rules != nil && slices.ContainsFunc(h.rules.rules, func(r hoursRule) bool {
		return !r.off && lastEnd(r.times) > secondsPerDay
	})
}

// weekly returns the pattern by weekday (0 is Monday) if h is the same in every
// week and names neither PH nor SH. The caller must not change it.
func (h Hours) weekly() (days [7][]clockSpan, ok bool) {
	if h.rules == nil {
		return days, true
	}
	return h.rules.days, h.rules.weekly
}

// names reports whether a rule of h names PH, or SH.
func (h Hours) names() (public, school bool) {
	if h.rules == nil {
		return false, false
	}
	return h.rules.public, h.rules.school
}

func (c *hoursRules) appendDay(dst []clockSpan, d date.Date, public, school Holidays) []clockSpan {
	from := len(dst)
	on := dayFacts{date: d, public: public, school: school}
	dst = c.appendOwn(dst, &on)
	if !c.spills {
		return dst
	}
	// What a cut left of a span after the midnight in it starts on the following
	// day: leave such pieces to the next, and take those of the day before.
	kept := from
	for _, s := range dst[from:] {
		if s.start < secondsPerDay {
			dst[kept] = s
			kept++
		}
	}
	dst = dst[:kept]
	before := dayFacts{date: d - 1, public: public, school: school}
	dst = c.appendOwn(dst, &before)
	end := kept
	for _, s := range dst[kept:] {
		if s.start >= secondsPerDay {
			dst[end] = clockSpan{s.start - secondsPerDay, s.end - secondsPerDay}
			end++
		}
	}
	if end == kept {
		return dst[:kept]
	}
	return mergeClockSpans(dst[:end], from)
}

// appendOwn appends the spans that belong to a day, less what is cut out of
// them. They are canonical; pieces after a cut may start after 24:00.
func (c *hoursRules) appendOwn(dst []clockSpan, on *dayFacts) []clockSpan {
	from := len(dst)
	var before, after dayFacts
	if c.cuts {
		before = dayFacts{date: on.date - 1, public: on.public, school: on.school}
		after = dayFacts{date: on.date + 1, public: on.public, school: on.school}
	}
	for i := range c.rules {
		r := &c.rules[i]
		if r.off && r.times != nil {
			if len(dst) == from {
				continue
			}
			if lastEnd(r.times) > secondsPerDay && r.days.matches(&before) {
				dst = cutClockSpans(dst, from, r.times, -secondsPerDay)
			}
			if r.days.matches(on) {
				dst = cutClockSpans(dst, from, r.times, 0)
			}
			if len(dst) > from && dst[len(dst)-1].end > secondsPerDay && r.days.matches(&after) {
				dst = cutClockSpans(dst, from, r.times, secondsPerDay)
			}
			continue
		}
		if r.join == fills && len(dst) > from || !r.days.matches(on) {
			continue
		}
		switch {
		case r.off:
			dst = dst[:from]
		case r.join == adds && len(dst) > from:
			dst = mergeClockSpans(append(dst, r.times...), from)
		default:
			dst = append(dst[:from], r.times...)
		}
	}
	return dst
}
