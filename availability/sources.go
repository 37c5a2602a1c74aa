package availability

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/rickb777/date/v2"
)

// Sources are what compiling looks names up in. The zero Sources knows the zones of
// the tz database that [LoadZone] reads, and no region's holidays.
//
// The functions may be called by several goroutines at once if people are
// compiled so.
type Sources struct {
	// Zone returns the zone of a name. Nil stands for LoadZone. With
	// [NewZone] it may draw on a newer tz database, or on zones that are
	// invented.
	Zone func(name string) (*Zone, error)
	// Region returns the public holidays of a region by its ISO 3166 code,
	// such as "DE-BY". Package availability/holidays has one. Nil knows none.
	Region func(code string) (Holidays, error)
}

func (src Sources) zone(name string) (*Zone, error) {
	if src.Zone == nil || name == "" {
		return LoadZone(name)
	}
	z, err := src.Zone(name)
	if err == nil && z == nil {
		err = &ZoneError{Name: name, Reason: "is not among the given zones"}
	}
	return z, err
}

// maxHolidayEntries and maxHolidayDays bound what one person lists.
const (
	maxHolidayEntries = 10_000
	maxHolidayDays    = 100_000
)

// holidays reads the entries of a person's list: regions, and days with or without
// a name. It reports every mistake.
func (src Sources) holidays(entries []string, mistake func(error)) Holidays {
	if len(entries) > maxHolidayEntries {
		mistake(&LimitError{What: "entries in a list of holidays", Limit: maxHolidayEntries})
		return Holidays{}
	}
	var all Holidays
	var listed []namedDays
	days := 0
	seen := make(map[string]bool)
	for _, e := range entries {
		if e == "" || !isDigit(e[0]) {
			if seen[e] {
				continue
			}
			seen[e] = true
			h, err := src.region(e)
			if err != nil {
				mistake(err)
				continue
			}
			all = all.Union(h)
			continue
		}
		first, last, name, err := parseNamedDays(e)
		if err != nil {
			mistake(err)
			continue
		}
		if days += int(last-first) + 1; days > maxHolidayDays {
			mistake(&LimitError{What: "days in a list of holidays", Limit: maxHolidayDays})
			return Holidays{}
		}
		listed = append(listed, namedDays{first, last, name})
	}
	if len(listed) > 0 {
		all = holidaysOf(listed).Union(all)
	}
	return all
}

func (src Sources) region(code string) (Holidays, error) {
	switch {
	case code == "":
		return Holidays{}, errors.New(`an entry is empty: write a region such as "DE-BY", or a date`)
	case src.Region == nil:
		return Holidays{}, fmt.Errorf("%s: no source of holidays is given: compile with Sources whose Region is that of package availability/holidays, or list the dates", quoted(code))
	}
	return src.Region(code)
}

// parseNamedDays reads "2026-12-24", "2026-12-24 Christmas Eve", or a range of days
// with a name.
func parseNamedDays(s string) (first, last date.Date, name string, err error) {
	days, name, _ := strings.Cut(s, " ")
	name = strings.TrimSpace(name)
	a, b, ranged := strings.Cut(days, "/")
	if first, err = parseDate(a); err != nil {
		return 0, 0, "", err
	}
	last = first
	if ranged {
		if last, err = parseDate(b); err != nil {
			return 0, 0, "", err
		}
	}
	switch {
	case last < first:
		err = fmt.Errorf("%s ends before it starts: write the first day, then the last", quoted(s))
	case !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxLabelRunes:
		err = fmt.Errorf("the name of %s is longer than %d characters, or not valid UTF-8", quoted(s), maxLabelRunes)
	}
	return first, last, name, err
}
