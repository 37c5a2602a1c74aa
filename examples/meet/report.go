package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// A report is the answer to all questions, and with -json it is the output.
// Keys keep their names and meanings; new ones may be added. Times are RFC 3339 in UTC, and
// every span is half-open; times without a zone are on the wall clock of the person, or of
// the anchor. Durations are in seconds, but for ledgers, which are as in ledger files. A
// cost is weighted time: an hour of stretch counts once, one outside hours three times, and one at
// night ten times.
type report struct {
	Season   window   `json:"season"` // from midnight to midnight in zone
	Zone     string   `json:"zone"`   // of -zone
	Duration int64    `json:"duration_seconds"`
	Limits   bool     `json:"limits"`
	People   []person `json:"people"` // in the order of the team file, as everywhere
	Slots    slots    `json:"slots"`
	Series   series   `json:"series"`
	Rotation rotation `json:"rotation"`
}

type window struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"` // the first instant after it
}

type person struct {
	Name     string `json:"name"`
	Zone     string `json:"zone"` // at the start of the season
	Optional bool   `json:"optional"`
}

// A meeting is a time and what it is to each.
type meeting struct {
	Start  time.Time `json:"start"`
	End    time.Time `json:"end"`
	Cost   int64     `json:"cost_seconds"` // of those who come, and an hour for each who is missed
	People []share   `json:"people"`
}

// A share is what a meeting is to one person.
type share struct {
	Name    string             `json:"name"`
	Comes   bool               `json:"comes"`
	Start   availability.Civil `json:"start"`           // on their clock
	Inside  int64              `json:"inside_seconds"`  // while they work
	Stretch int64              `json:"stretch_seconds"` // while they would accept a meeting
	Outside int64              `json:"outside_seconds"` // in other time by day
	Night   int64              `json:"night_seconds"`   // in other time by night
	Cost    int64              `json:"cost_seconds"`    // what they bear, or would
	Why     string             `json:"why,omitempty"`   // they do not come
}

// newReport answers the question.
func newReport(ctx context.Context, q question, shown *progress) (report, error) {
	r := report{
		Season:   windowOf(q.season.Span()),
		Zone:     q.season.Zone.Name(),
		Duration: inSeconds(q.meeting.Duration),
		Limits:   q.meeting.Limits != overlap.Limits{},
	}
	for _, a := range q.meeting.People {
		r.People = append(r.People, person{a.Schedule.Name(), a.Schedule.ZoneAt(r.Season.Start).Name(), a.Optional})
	}
	var err error
	if r.Slots, err = findSlots(q); err == nil {
		if r.Series, err = findSeries(ctx, q, shown); err == nil {
			r.Rotation, err = findRotation(ctx, q, r.Series.best, shown)
		}
	}
	if ctx.Err() != nil {
		return report{}, errors.New("stopped: nothing is written; fewer -weeks or -turns are searched sooner")
	}
	return r, flagged(err)
}

// flagged names the flag in the place of the request's field.
func flagged(err error) error {
	var wrong *overlap.RequestError
	if !errors.As(err, &wrong) {
		return err
	}
	name, ok := map[string]string{
		"People": "-team", "Duration": "-duration", "Period": "-within", "Season": "-weeks",
		"Occurrences": "-turns", "Ledger": "-ledger", "Best": "-best",
	}[wrong.Field]
	if !ok {
		name = wrong.Field
	}
	return fmt.Errorf("%s: %s", name, wrong.Reason)
}

// attended is a meeting and what it is to each. Its cost is that of the library's Score.
func (q question) attended(sp availability.Span, all []overlap.Attendance) meeting {
	m := meeting{Start: sp.Start(), End: sp.End()}
	for i, a := range all {
		s := share{
			Name: q.meeting.People[i].Schedule.Name(), Comes: a.Comes, Start: a.Start,
			Inside: inSeconds(a.Burden.Inside), Stretch: inSeconds(a.Burden.Stretch),
			Outside: inSeconds(a.Burden.Outside), Night: inSeconds(a.Burden.Night), Cost: inSeconds(a.Cost),
		}
		if a.Comes {
			m.Cost += s.Cost
		} else {
			s.Why = a.Why.String()
			m.Cost += inSeconds(missed)
		}
		m.People = append(m.People, s)
	}
	return m
}

// missed is what the presence of somebody optional is worth, unless a request says otherwise.
const missed = time.Hour

func windowOf(sp availability.Span) window { return window{sp.Start(), sp.End()} }

func (w window) span() availability.Span { return availability.Between(w.Start, w.End) }

func inSeconds(d time.Duration) int64 { return int64(d / time.Second) }

func duration(seconds int64) time.Duration { return time.Duration(seconds) * time.Second }

func (r report) writeJSON(out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
