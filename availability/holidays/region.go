package holidays

import (
	"iter"
	"slices"
	"sync"

	"github.com/noonmark/noonmark/availability"
)

// Region returns the public holidays of a country or of a part of one, by its
// code of ISO 3166: "DE", "DE-BY", "GB-SCT", "US". Codes are taken exactly as
// [Regions] lists them, upper case and hyphen included.
//
// A code that is not in the list is a [*RegionError], which names the nearest one that
// is: "GB" for "UK", "DE-BY" for "de-by" or "Bavaria". A part of a country of
// which only the whole is known is such an error too ("CA-QC"), because the days
// of the whole would be a guess.
func Region(code string) (availability.Holidays, error) {
	if h, ok := compiled()[code]; ok {
		return h, nil
	}
	return availability.Holidays{}, regionError(code)
}

// Regions iterates over the codes that [Region] knows, in alphabetical order: each
// country is followed by its parts.
func Regions() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, r := range regions {
			if !yield(r.code) {
				return
			}
		}
	}
}

// compiled returns the holidays of each region. They are made once, so that all
// that ask for a region share one cache of its years.
var compiled = sync.OnceValue(func() map[string]availability.Holidays {
	byCode := make(map[string]availability.Holidays, len(regions))
	for _, r := range slices.Backward(regions) { // so the parts come before their country
		if r.rules != nil {
			byCode[r.code] = availability.NewHolidays(func(year int) []availability.NamedDay {
				return daysOff(r.rules, year)
			})
			continue
		}
		var parts []availability.Holidays
		for _, part := range partsOf(r.code) {
			parts = append(parts, byCode[part])
		}
		byCode[r.code] = inAll(parts)
	}
	return byCode
})

// inAll returns the days that are holidays in all of the parts, with the name that
// they have in the first.
func inAll(parts []availability.Holidays) availability.Holidays {
	return availability.NewHolidays(func(year int) []availability.NamedDay {
		return slices.DeleteFunc(slices.Clone(parts[0].Year(year)), func(n availability.NamedDay) bool {
			return slices.ContainsFunc(parts[1:], func(part availability.Holidays) bool {
				_, ok := part.On(n.Date)
				return !ok
			})
		})
	})
}
