package main

import (
	_ "embed"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/examples/internal/program"
)

//go:embed sample.json
var sampleJSON []byte

// sample is the team that is shown when no file is given.
var sample = program.Sample{JSON: sampleJSON, Changed: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}

// maxWeeks is ten years, beyond which a report helps nobody.
const maxWeeks = 520

// A team is what the report is about: the people, their schedules in the same
// order, and when the data last changed.
type team struct {
	people    []availability.Person
	schedules []*availability.Schedule
	changed   time.Time
}

// readTeam reads the team file, or the sample team if path is empty.
func readTeam(path string, p program.Weeks) (team, error) {
	t, changed, err := program.ReadTeam(path, sample)
	if err != nil {
		return team{}, err
	}
	if path == "" { // whenever the sample is shown, somebody is away for a week of it
		monday := p.First + date.Date(7*min(1, p.Count-1))
		t.People[2].Leave = []availability.TimeOff{{First: monday, Last: monday + 4}}
	}
	schedules, err := t.CompileWith(program.Sources)
	return team{t.People, schedules, changed}, err
}
