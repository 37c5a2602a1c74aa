package overlap

import (
	"errors"
	"fmt"
	"strings"

	"github.com/noonmark/noonmark/availability"
)

var weekdays = [...]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}

// Weekly returns a rule for each weekday, from Monday: every week.
func Weekly() []string {
	var rules []string
	for _, d := range weekdays {
		rules = append(rules, "FREQ=WEEKLY;BYDAY="+d)
	}
	return rules
}

// Fortnightly returns a rule for each weekday, from Monday: every second week. [Series]
// tries each in both of its phases.
func Fortnightly() []string {
	var rules []string
	for _, d := range weekdays {
		rules = append(rules, "FREQ=WEEKLY;INTERVAL=2;BYDAY="+d)
	}
	return rules
}

// Monthly returns a rule for each weekday that all months have: the first to the fourth
// Monday of the month, then the last one, and so on up to Sunday.
func Monthly() []string {
	var rules []string
	for _, d := range weekdays {
		for _, n := range []string{"1", "2", "3", "4", "-1"} {
			rules = append(rules, "FREQ=MONTHLY;BYDAY="+n+d)
		}
	}
	return rules
}

// A seriesRule is an RRULE that names days.
type seriesRule struct {
	text   string
	every  string // without its INTERVAL
	phased bool   // it has one
}

// readSeriesRule reads a rule, and refuses what would not be days alone: the time of day is
// what Series looks for, and the season is the end.
func readSeriesRule(text string) (seriesRule, error) {
	rule := seriesRule{text: text}
	has := make(map[string]bool)
	freq := ""
	var rest []string
	for _, part := range strings.Split(text, ";") {
		name, value, _ := strings.Cut(strings.ToUpper(part), "=")
		has[name] = true
		switch name {
		case "FREQ":
			freq = value
		case "INTERVAL":
			rule.phased = true
			continue
		}
		rest = append(rest, part)
	}
	rule.every = strings.Join(rest, ";")
	for _, end := range []string{"COUNT", "UNTIL"} {
		if has[end] {
			return rule, fmt.Errorf("leave out %s: the season says how long the series goes on", end)
		}
	}
	for _, clock := range []string{"BYHOUR", "BYMINUTE", "BYSECOND"} {
		if has[clock] {
			return rule, fmt.Errorf("leave out %s: the time of day is what is looked for", clock)
		}
	}
	// What does not name the days takes them from its first occurrence.
	names := freq == "DAILY"
	switch freq {
	case "HOURLY", "MINUTELY", "SECONDLY":
		return rule, fmt.Errorf("FREQ=%s is more often than once a day: use DAILY, WEEKLY, MONTHLY or YEARLY", freq)
	case "WEEKLY":
		names = has["BYDAY"]
	case "MONTHLY":
		names = has["BYDAY"] || has["BYMONTHDAY"]
	case "YEARLY":
		names = has["BYDAY"] || has["BYMONTHDAY"] || has["BYYEARDAY"]
	}
	if _, err := availability.NewRecurrence(availability.RecurrenceParts{Start: civilAt(0), Rule: text}); err != nil {
		return rule, errors.New(strings.TrimPrefix(err.Error(), "availability: "))
	}
	if !names {
		return rule, errors.New("does not name its days: add them, such as BYDAY=TU")
	}
	return rule, nil
}

// phases returns the days of the rule among the given number of days after the civil
// second first, at which a day starts: by number, in each phase in which its interval can be
// counted. It stops when there are more than most in all.
func (r seriesRule) phases(first int64, days int, most int64) [][]int32 {
	all := daysOf(r.every, first, 0, days)
	if !r.phased {
		if len(all) == 0 {
			return nil
		}
		return [][]int32{all}
	}
	var phases [][]int32
	counted := make([]bool, days)
	for _, start := range all {
		if counted[start] {
			continue
		}
		phase := daysOf(r.text, first, int64(start), days)
		for _, d := range phase {
			counted[d] = true
		}
		phases = append(phases, phase)
		if most -= int64(len(phase)); most < 0 {
			break
		}
	}
	return phases
}

// daysOf returns the days of a rule that starts on the day of the number from.
func daysOf(rule string, first, from int64, days int) []int32 {
	start := civilAt(first + from*secondsPerDay)
	r, err := availability.NewRecurrence(availability.RecurrenceParts{Start: start, Rule: rule})
	if err != nil {
		return nil // the rule was read before, so this cannot be
	}
	var list []int32
	for c := range r.Times(start, civilAt(first+int64(days)*secondsPerDay)) {
		list = append(list, int32((wallOf(c)-first)/secondsPerDay))
	}
	return list
}
