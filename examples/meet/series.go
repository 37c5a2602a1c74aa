package main

import (
	"context"
	"fmt"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// A series is the best weekly meetings of the season.
type series struct {
	Tried    int       `json:"tried"`    // weekday, time of day and anchor
	Options  []option  `json:"options"`  // best first
	Meetings []meeting `json:"meetings"` // of the first option

	best *overlap.SeriesOption // the first option, or nil
}

// An option is a weekly meeting on the wall clock of its anchor.
type option struct {
	Anchor      string         `json:"anchor"` // a zone
	Same        []string       `json:"same"`   // zones on whose clocks it is always at one time of day, too
	Recurrence  recurrence     `json:"recurrence"`
	Occurrences int            `json:"occurrences"` // in the season
	Held        int            `json:"held"`        // can take place
	Suits       int            `json:"suits"`       // everybody comes
	Cost        int64          `json:"cost_seconds"`
	People      []regular      `json:"people"`
	Breaks      []overlapBreak `json:"breaks"` // where something goes wrong
}

// A recurrence is the meetings that take place, as RFC 5545 has them, on the anchor's clock.
type recurrence struct {
	Start  availability.Civil   `json:"dtstart"`
	Rule   string               `json:"rrule"`
	Except []availability.Civil `json:"exdate"`
}

// A regular is what the weekly meeting is to one person.
type regular struct {
	Name        string             `json:"name"`
	Comes       int                `json:"comes"`
	Misses      int                `json:"misses"`
	Cost        int64              `json:"cost_seconds"`
	Usual       availability.Civil `json:"usual"` // on their clock, the first time that is as most are
	Worst       availability.Civil `json:"worst"` // their worst occurrence, on their clock
	WorstAbsent bool               `json:"worst_absent"`
	WorstCost   int64              `json:"worst_cost_seconds"` // what they bear then, or would
}

// An overlapBreak is an occurrence at which something goes wrong.
type overlapBreak struct {
	window
	Skipped  bool      `json:"skipped"` // it cannot take place
	Troubles []trouble `json:"troubles"`
}

type trouble struct {
	Name   string             `json:"name"`
	Start  availability.Civil `json:"start"` // on their clock
	Absent bool               `json:"absent"`
	Why    string             `json:"why"`
}

// findSeries returns the best weekly meetings.
func findSeries(ctx context.Context, q question, shown *progress) (series, error) {
	r := overlap.SeriesRequest{Meeting: q.meeting, Season: q.season.Span(), Best: q.best, Progress: shown.of("weekly times")}
	r.States = q.states()
	found, err := overlap.Series(ctx, r)
	if err != nil {
		return series{}, err
	}
	s := series{Tried: found.Tried, Options: []option{}, Meetings: []meeting{}}
	for _, o := range found.Options {
		s.Options = append(s.Options, q.option(o))
	}
	if len(s.Options) == 0 {
		return s, nil
	}
	s.best = &found.Options[0]
	for sp := range s.best.Meetings() {
		m, err := q.at(sp, s.best.Anchor)
		if err != nil {
			return series{}, err
		}
		s.Meetings = append(s.Meetings, m)
	}
	return s, nil
}

// at says what the meeting of a series is to each: it is the only start in its own span.
func (q question) at(sp availability.Span, anchor *availability.Zone) (meeting, error) {
	r := overlap.Request{Meeting: q.meeting, Period: sp, Best: 1}
	r.States, r.Clock = q.states(), anchor
	found, err := overlap.Find(r)
	if err == nil && len(found.Candidates) == 0 {
		err = fmt.Errorf("the meeting at %v of a series is none", sp)
	}
	if err != nil {
		return meeting{}, err
	}
	return q.candidate(found.Candidates[0]), nil
}

func (q question) option(o overlap.SeriesOption) option {
	parts := o.Recurrence()
	out := option{
		Anchor: o.Anchor.Name(), Same: []string{},
		Recurrence:  recurrence{parts.Start, parts.Rule, append([]availability.Civil{}, parts.Except...)},
		Occurrences: o.Occurrences, Held: o.Held, Suits: o.Suits,
		Cost:   inSeconds(o.Cost),
		Breaks: []overlapBreak{},
	}
	for _, z := range o.Same {
		out.Same = append(out.Same, z.Name())
	}
	names := q.names()
	for i, p := range o.People {
		out.People = append(out.People, regular{
			Name: names[i], Comes: p.Comes, Misses: p.Misses, Cost: inSeconds(p.Cost), Usual: p.Usual,
			Worst: p.Worst.Start, WorstAbsent: p.Worst.Absent, WorstCost: inSeconds(p.Worst.Burden.Cost(overlap.Prices{})),
		})
	}
	for _, b := range o.Breaks {
		line := overlapBreak{windowOf(b.Span), b.Skipped, []trouble{}}
		for _, t := range b.Troubles {
			line.Troubles = append(line.Troubles, trouble{names[t.Person], t.Start, t.Absent, t.String()})
		}
		out.Breaks = append(out.Breaks, line)
	}
	return out
}
