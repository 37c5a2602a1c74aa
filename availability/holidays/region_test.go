package holidays_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/noonmark/noonmark/availability/holidays"
)

func TestRegionsAreSortedAndKnown(t *testing.T) {
	codes := slices.Collect(holidays.Regions())
	if !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) {
		t.Errorf("not sorted, or twice: %q", codes)
	}
	for _, code := range codes {
		h, err := holidays.Region(code)
		if err != nil || len(h.Year(2026)) == 0 {
			t.Errorf("%s: %d days in 2026, error %v", code, len(h.Year(2026)), err)
		}
		for _, n := range h.Year(2026) {
			if n.Name == "" || strings.HasPrefix(n.Name, " ") {
				t.Errorf("%s: %s has no name", code, n.Date)
			}
		}
	}
	for range holidays.Regions() {
		break // an iterator that may be left
	}
}

func TestRegionsHaveTheirCountry(t *testing.T) {
	for code := range holidays.Regions() {
		country, _, _ := strings.Cut(code, "-")
		if _, err := holidays.Region(country); err != nil {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestRegionNamesTheNearest(t *testing.T) {
	for _, c := range []struct{ code, nearest string }{
		{"de-by", "DE-BY"}, {"DE_BY", "DE-BY"}, {"DEBY", "DE-BY"}, {" DE", "DE"}, {"de-", "DE"},
		{"UK", "GB"}, {"uk-sct", "GB-SCT"}, {"EL", "GR"}, {"USA", "US"}, {"DEU", "DE"}, {"FR-NC", "NC"},
		{"Germany", "DE"}, {"Bavaria", "DE-BY"}, {"Bayern", "DE-BY"}, {"England", "GB-ENG"},
		{"Germany/Bavaria", "DE-BY"}, {"DE-Bayern", "DE-BY"}, {"CH-Zürich", "CH-ZH"}, {"new zealand", "NZ"},
		{"Österreich", "AT"}, {"日本", "JP"},
		{"Germny", "DE"}, {"Austalia", "AU"}, {"Schotland", "GB-SCT"}, {"Nederlands", "NL"},
		// The country of a part that is unknown.
		{"DE-XX", "DE"}, {"CA-QC", "CA"}, {"US-CA", "US"}, {"UK-XX", "GB"}, {"DE-BY-09", "DE"}, {"GB-", "GB"},
		// No guesses: a code is one letter away from many others.
		{"", ""}, {"IN", ""}, {"XX", ""}, {"ZZ-ZZ", ""}, {"D", ""}, {"ECB", ""}, {"DEE", ""}, {"Köln", ""}, {"Islandia", ""}, {"-", ""},
		{strings.Repeat("Germany", 1000), ""}, {"DE-" + strings.Repeat("x", 1000), ""}, {"\xff\xfe", ""},
	} {
		h, err := holidays.Region(c.code)
		var e *holidays.RegionError
		if !errors.As(err, &e) || e.Code != c.code || e.Nearest != c.nearest {
			t.Errorf("%.20q: %v, want nearest %q", c.code, err, c.nearest)
		}
		if len(h.Year(2026)) != 0 {
			t.Errorf("%.20q: an error, and holidays", c.code)
		}
		if err != nil && (len(err.Error()) > 400 || strings.Count(err.Error(), "holidays: ") != 1 || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%.20q: %d bytes of message: %v", c.code, len(err.Error()), err)
		}
	}
}

func TestRegionErrorSaysHowToMend(t *testing.T) {
	for _, c := range []struct{ code, want string }{
		{"", `holidays: missing region: write a code of ISO 3166, such as "DE" or "DE-BY"`},
		{"UK", `holidays: unknown region "UK" (did you mean "GB"?)`},
		{"GB-XX", `holidays: unknown region "GB-XX": write "GB" for the whole country, or one of its parts: GB-ENG, GB-NIR, GB-SCT, GB-WLS`},
		{"CA-QC", `holidays: unknown region "CA-QC": only the whole country is known: write "CA", and add days of your own with Holidays.Union`},
		{"IN", `holidays: unknown region "IN": list its days with availability.HolidaysOn`},
	} {
		if _, err := holidays.Region(c.code); err == nil || err.Error() != c.want {
			t.Errorf("%q:\n got %v\nwant %s", c.code, err, c.want)
		}
	}
}

// The race detector is the judge here, and that all see the same. Rules of cal
// write to themselves when they compute (Japan's equinox), and regions share rules.
func TestRegionsAreSafeForConcurrentUse(t *testing.T) {
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for _, code := range []string{"JP", "GB", "GB-SCT", "GB-NIR", "CH", "AU", "NZ"} {
				h, err := holidays.Region(code)
				if err != nil {
					t.Error(err)
					return
				}
				for year := 2000; year < 2060; year++ {
					h.Year(year)
				}
			}
		})
	}
	all.Wait()
}

func TestEveryRegion(t *testing.T) {
	years := []int{1, 2, 3, 4, 99, 100, 400, 1581, 1582, 1583, 1699, 1700, 1899, 1900, 1901, 2150, 2151, 2999, 4000, 9445, 9996, 9997, 9998, 9999}
	for year := 1960; year <= 2100; year++ {
		years = append(years, year)
	}
	for code := range holidays.Regions() {
		h, err := holidays.Region(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, year := range years {
			days := h.Year(year)
			if len(days) > 40 || year > 1950 && len(days) < 3 {
				t.Errorf("%s: %d days in %d", code, len(days), year)
			}
			for i, n := range days {
				if n.Date.Year() != year || i > 0 && days[i-1].Date >= n.Date {
					t.Errorf("%s: %s in %d", code, n.Date, year)
				}
			}
		}
		for _, year := range []int{math.MinInt, -1, 0, 10000, math.MaxInt} {
			if days := h.Year(year); len(days) != 0 {
				t.Errorf("%s: %v in %d", code, days, year)
			}
		}
	}
}
