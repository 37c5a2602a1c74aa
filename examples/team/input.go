package main

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/availability/holidays"
)

//go:embed sample.json
var sampleJSON []byte

// sampleChanged is when the sample team was last edited: the stamp of its feed.
var sampleChanged = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

// sources are where the names in a team file are looked up.
var sources = availability.Sources{Region: holidays.Region}

// A team is what the report is about: the people, their schedules in the same
// order, and when the data last changed.
type team struct {
	people    []availability.Person
	schedules []*availability.Schedule
	changed   time.Time
}

// readTeam reads the team file, or the sample team if path is empty.
func readTeam(path string, p period) (team, error) {
	if path == "" {
		t, err := availability.ReadTeamWith(bytes.NewReader(sampleJSON), sources)
		if err != nil {
			return team{}, eachLine("the sample team: ", err)
		}
		// Whenever the sample is shown, somebody is away for a week of it.
		monday := p.first + date.Date(7*min(1, p.weeks-1))
		t.People[2].Leave = []availability.TimeOff{{First: monday, Last: monday + 4}}
		return newTeam(t, sampleChanged)
	}
	file, err := os.Open(path)
	var info fs.FileInfo
	if err == nil {
		defer file.Close()
		info, err = file.Stat() // before the content, so that the stamp is not newer than what was read
	}
	if err == nil && info.IsDir() {
		err = errors.New("is a directory")
	}
	if err != nil {
		return team{}, fmt.Errorf("cannot read the team file %s: %w: give the path of a team file", path, reason(err))
	}
	t, err := availability.ReadTeamWith(file, sources)
	if err != nil {
		return team{}, eachLine(path+": ", err)
	}
	return newTeam(t, info.ModTime())
}

func newTeam(t availability.Team, changed time.Time) (team, error) {
	schedules, err := t.CompileWith(sources)
	return team{t.People, schedules, changed}, err
}

// reason cuts the operation and the path from an error of package os.
func reason(err error) error {
	if e, ok := err.(*fs.PathError); ok {
		return e.Err
	}
	return err
}

// eachLine puts the file's name before each mistake, in the place of the
// library's.
func eachLine(prefix string, err error) error {
	lines := strings.Split(err.Error(), "\n")
	for i, line := range lines {
		lines[i] = prefix + strings.TrimPrefix(line, "availability: ")
	}
	return fmt.Errorf("%s", strings.Join(lines, "\n"))
}

// A period is some whole weeks, from midnight to midnight in a zone.
type period struct {
	zone  *availability.Zone
	first date.Date
	weeks int
}

// maxWeeks is ten years, beyond which a report helps nobody.
const maxWeeks = 520

// newPeriod reads the flags. With no date it starts on the Monday that comes, or today
// if that is one.
func newPeriod(from string, weeks int, zone string, now time.Time) (period, error) {
	z, err := availability.LoadZone(zone)
	if err != nil {
		return period{}, eachLine("-zone: ", err)
	}
	if weeks < 1 || weeks > maxWeeks {
		return period{}, fmt.Errorf("-weeks %d: give a number from 1 to %d", weeks, maxWeeks)
	}
	if from == "" {
		today, _ := z.Civil(now)
		return period{z, today + date.Date((8-int(today.Weekday()))%7), weeks}, nil
	}
	t, err := time.Parse(time.DateOnly, from)
	if err != nil || t.Year() < 1 || t.Year() > 9980 {
		return period{}, fmt.Errorf("-from %q: give a date such as 2026-10-19", from)
	}
	return period{z, date.NewAt(t), weeks}, nil
}

// span returns the period's instants.
func (p period) span() availability.Span { return p.days(0, 7*p.weeks) }

// days returns the instants of some of its days, counted from 0, the last not
// included. They are not all of 24 hours.
func (p period) days(first, last int) availability.Span {
	return availability.Between(p.zone.Instant(p.first+date.Date(first), 0), p.zone.Instant(p.first+date.Date(last), 0))
}
