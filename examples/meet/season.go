package main

import (
	"fmt"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

// A season is some whole weeks, from midnight to midnight in a zone.
type season struct {
	zone  *availability.Zone
	first date.Date
	weeks int
}

// maxWeeks is five years, for which nobody plans.
const maxWeeks = 260

// newSeason reads the flags. With no date it starts on the Monday that comes, or today
// if that is one.
func newSeason(from string, weeks int, zone string, now time.Time) (season, error) {
	z, err := availability.LoadZone(zone)
	if err != nil {
		return season{}, eachLine("-zone: ", err)
	}
	if weeks < 1 || weeks > maxWeeks {
		return season{}, fmt.Errorf("-weeks %d: give a number from 1 to %d", weeks, maxWeeks)
	}
	if from == "" {
		today, _ := z.Civil(now)
		return season{z, today + date.Date((8-int(today.Weekday()))%7), weeks}, nil
	}
	t, err := time.Parse(time.DateOnly, from)
	if err != nil || t.Year() < 1 || t.Year() > 9980 {
		return season{}, fmt.Errorf("-from %q: give a date such as 2026-10-19", from)
	}
	return season{z, date.NewAt(t), weeks}, nil
}

// span returns the instants of its first weeks, which may be more than it has.
func (s season) span(weeks int) availability.Span {
	return availability.Between(s.zone.Instant(s.first, 0), s.zone.Instant(s.first+date.Date(7*weeks), 0))
}

// last is the last day of its first weeks.
func (s season) last(weeks int) date.Date { return s.first + date.Date(7*weeks-1) }

// day writes a date, with its year if the season is so long that it would not be clear.
func (s season) day(d date.Date) string {
	if s.weeks >= 52 {
		return d.Format("Mon 2 Jan 2006")
	}
	return d.Format("Mon 2 Jan")
}

// time writes an instant as the zone's clocks show it.
func (s season) time(t time.Time) string {
	d, hm := s.zone.Civil(t)
	return s.day(d) + " " + hm.HhMm()
}
