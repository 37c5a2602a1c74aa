package main

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/examples/internal/program"
	"github.com/noonmark/noonmark/overlap"
)

//go:embed sample.json
var sampleJSON []byte

// sample is the team whose meetings are found when no file is given. One of them may miss a meeting.
var sample = program.Sample{JSON: sampleJSON, Changed: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}

const sampleOptional = "Tomás"

// maxWeeks is five years, for which nobody plans.
const maxWeeks = 260

// An input is what the flags say.
type input struct {
	team, optional, from, zone, ledger string
	within, weeks, turns, best         int
	duration                           time.Duration
	strict, limits                     bool
}

// A question is what is asked, read and checked.
type question struct {
	season  program.Weeks
	meeting overlap.Meeting // its people in the order of the team file
	within  int             // weeks
	turns   int             // weeks
	best    int
	strict  bool
	ledger  ledger
	changed time.Time // when the files last changed
	unread  int       // calendars that the file names
}

// maxBest is more than anybody reads.
const maxBest = 100

// question reads the files and checks what the flags say.
func (in input) question(now time.Time) (question, error) {
	s, err := program.ParseWeeks(in.from, in.weeks, maxWeeks, in.zone, now)
	if err != nil {
		return question{}, err
	}
	for _, n := range []struct {
		flag       string
		value, max int
	}{
		{"within", in.within, maxWeeks}, {"turns", in.turns, in.weeks}, {"best", in.best, maxBest},
	} {
		if n.value < 1 || n.value > n.max {
			return question{}, fmt.Errorf("-%s %d: give a number from 1 to %d", n.flag, n.value, n.max)
		}
	}
	if in.duration < time.Minute || in.duration > 24*time.Hour || in.duration%time.Minute != 0 {
		return question{}, fmt.Errorf("-duration %v: give whole minutes, from 1m to 24h", in.duration)
	}
	q := question{season: s, within: in.within, turns: in.turns, best: in.best, strict: in.strict}
	var borne time.Time
	if q.ledger, borne, err = readLedger(in.ledger); err != nil {
		return question{}, err
	}
	t, changed, err := readTeam(in.team, s)
	if err != nil {
		return question{}, err
	}
	schedules, err := t.CompileWith(program.Sources)
	if err != nil {
		return question{}, err
	}
	if q.changed = changed; borne.After(changed) {
		q.changed = borne
	}
	q.meeting = overlap.Meeting{Duration: in.duration, Grid: grid}
	if in.limits {
		q.meeting.Limits = overlap.EUWorkingTime()
	}
	for i, p := range t.People {
		q.meeting.People = append(q.meeting.People, overlap.Attendee{Schedule: schedules[i]})
		q.unread += len(p.Calendars)
	}
	if in.team == "" && in.optional == "" {
		in.optional = sampleOptional
	}
	return q, q.makeOptional(in.optional)
}

// grid is the distance of the starts that are tried, since midnight in the -zone or the anchor's.
const grid = 30 * time.Minute

// makeOptional finds the names of a list.
func (q *question) makeOptional(list string) error {
	if list == "" {
		return nil
	}
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		i := slices.IndexFunc(q.meeting.People, func(a overlap.Attendee) bool { return a.Schedule.Name() == name })
		if i < 0 {
			return fmt.Errorf("-optional: nobody is called %q: the names are %s", name, strings.Join(q.names(), ", "))
		}
		q.meeting.People[i].Optional = true
	}
	return nil
}

func (q question) names() []string {
	names := make([]string, len(q.meeting.People))
	for i, a := range q.meeting.People {
		names[i] = a.Schedule.Name()
	}
	return names
}

// agreed are the states in which people work for others, or have said that they would meet.
// anyTime has the evenings and nights of their working days, too, at a cost. Neither has
// days off, holidays, leave and focus time.
const (
	agreed  = availability.Free | availability.Stretch
	anyTime = agreed | availability.OffHours
)

// states are those in which the weekly meeting and the rotation may ask people.
func (q question) states() availability.State {
	if q.strict {
		return agreed
	}
	return anyTime
}

// readTeam reads the team file, or the sample team if path is empty, and says when it
// last changed.
func readTeam(path string, w program.Weeks) (availability.Team, time.Time, error) {
	t, changed, err := program.ReadTeam(path, sample)
	if err == nil && path == "" { // whenever the sample is shown, somebody is away for a week of it
		monday := w.First + date.Date(7*min(3, w.Count-1))
		t.People[0].Leave = []availability.TimeOff{{First: monday, Last: monday + 4}}
	}
	return t, changed, err
}
