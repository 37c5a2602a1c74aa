package holidays

import (
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/rickar/cal/v2"
)

// daysOff returns the days that the rules give to a year: first the holidays
// themselves, then the days on which one is observed instead, so that a date that is both has
// the name of its own.
func daysOff(rules []*cal.Holiday, year int) []availability.NamedDay {
	var actual, observed []availability.NamedDay
	for _, rule := range rules {
		if !isDayOff(rule.Type) {
			continue
		}
		// A holiday of a neighbouring year may be observed in this one: 1 January
		// 2022 was a Saturday, and Americans had 31 December 2021 off.
		for y := year - 1; y <= year+1; y++ {
			a, o, ok := occurrence(rule, y)
			if ok && a.Year() == year {
				actual = append(actual, named(a, rule.Name))
			}
			if ok && o != a && o.Year() == year {
				observed = append(observed, named(o, rule.Name+" (observed)"))
			}
		}
	}
	return slices.Concat(actual, observed)
}

// isDayOff reports whether days of a type are days off. Bank holidays are: British
// law knows no others. Many rules of public holidays set no type. The others are
// no holidays by law, whatever is customary: Christmas Eve in Sweden.
func isDayOff(t cal.ObservanceType) bool {
	switch t {
	case cal.ObservanceReligious, cal.ObservanceOther:
		return false
	}
	return true
}

// occurrence returns the date of a holiday in a year and the date on which it is
// observed, which is often the same, both as midnights in UTC. It does what
// cal.Holiday.Calc does, but for three things.
//
//   - Calc works with midnights in the machine's own zone, and does arithmetic with
//     them. Where clocks skip midnight, package time may put it on the day before.
//     Noon is on the right day, and all else is computed in UTC. (Only where clocks
//     skipped a whole day, as Kiribati's did on 31 December 1994, that date is lost.)
//   - Some functions write to the rule that they are given, which is shared by the whole
//     program. They get a copy.
//   - Some functions answer with a date of another year where they know of none:
//     that is no answer.
func occurrence(rule *cal.Holiday, year int) (actual, observed time.Time, ok bool) {
	if rule.Func == nil || rule.StartYear > 0 && year < rule.StartYear || rule.EndYear > 0 && year > rule.EndYear ||
		slices.Contains(rule.Except, year) {
		return time.Time{}, time.Time{}, false
	}
	own := *rule
	y, m, d := own.Func(&own, year).Add(12 * time.Hour).Date()
	if y != year {
		return time.Time{}, time.Time{}, false
	}
	actual = time.Date(y, m, d+rule.CalcOffset, 0, 0, 0, 0, time.UTC)
	i := slices.IndexFunc(rule.Observed, func(o cal.AltDay) bool { return o.Day == actual.Weekday() })
	if i < 0 {
		return actual, actual, true
	}
	return actual, actual.AddDate(0, 0, rule.Observed[i].Offset), true
}

// utc turns midnights in UTC into dates.
var utc availability.Zone

func named(t time.Time, name string) availability.NamedDay {
	d, _ := utc.Civil(t)
	return availability.NamedDay{Date: d, Name: name}
}
