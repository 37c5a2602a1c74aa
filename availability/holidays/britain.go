package holidays

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"
)

// The one list that cal has for the United Kingdom is that of England and Wales.
// Scotland and Northern Ireland share most of its rules and have a few of their own, by
// schedule 1 of the Banking and Financial Dealings Act 1971 and the St Andrew's Day
// Bank Holiday (Scotland) Act 2007.

var scotland = append(
	slices.DeleteFunc(slices.Clone(gb.Holidays), func(h *cal.Holiday) bool {
		return h == gb.EasterMonday || h == gb.SummerHoliday
	}),
	&cal.Holiday{
		Name:     "2nd January",
		Type:     cal.ObservanceBank,
		Month:    time.January,
		Day:      2,
		Observed: secondDay,
		Func:     cal.CalcDayOfMonth,
	},
	gb.SummerHolidayScotland,
	&cal.Holiday{
		Name:      "St Andrew's Day",
		Type:      cal.ObservanceBank,
		Month:     time.November,
		Day:       30,
		Observed:  nextMonday,
		Func:      cal.CalcDayOfMonth,
		StartYear: 2007,
	},
)

var northernIreland = append(slices.Clone(gb.Holidays),
	&cal.Holiday{
		Name:     "St Patrick's Day",
		Type:     cal.ObservanceBank,
		Month:    time.March,
		Day:      17,
		Observed: nextMonday,
		Func:     cal.CalcDayOfMonth,
	},
	&cal.Holiday{
		Name:     "Battle of the Boyne",
		Type:     cal.ObservanceBank,
		Month:    time.July,
		Day:      12,
		Observed: nextMonday,
		Func:     cal.CalcDayOfMonth,
	},
)

// nextMonday is the rule for a weekend.
var nextMonday = []cal.AltDay{
	{Day: time.Saturday, Offset: 2},
	{Day: time.Sunday, Offset: 1},
}

// secondDay is the rule for the second of two holidays in a row, of which the first
// may take the Monday.
var secondDay = []cal.AltDay{
	{Day: time.Saturday, Offset: 2},
	{Day: time.Sunday, Offset: 2},
	{Day: time.Monday, Offset: 1},
}
