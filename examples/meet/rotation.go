package main

import (
	"context"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// A rotation is one meeting a week, at times that share the burden.
type rotation struct {
	Turns       []turn `json:"turns"`
	Before      ledger `json:"ledger_before"` // what each has borne
	After       ledger `json:"ledger_after"`
	Largest     int64  `json:"largest_seconds"` // of those who are asked, after
	Bound       int64  `json:"bound_seconds"`   // proven: no plan with so few early nights has a smaller largest
	Exact       bool   `json:"exact"`           // proven: there is no better plan
	EarlyNights int    `json:"early_nights"`    // meetings at which somebody gives a night before all have given something
}

// A turn is one week of a rotation.
type turn struct {
	Within  window   `json:"within"`  // the day, or the week, in which it may be
	Meeting *meeting `json:"meeting"` // null if there is none
	Refusal *refusal `json:"refusal"` // then: why; else null
}

// findRotation plans a meeting on each of the days of the best series, so that they can be
// compared, or in each week if there is no series.
func findRotation(ctx context.Context, q question, series *overlap.SeriesOption, shown *progress) (rotation, error) {
	r := overlap.RotateRequest{Meeting: q.meeting, Ledger: q.ledger, Progress: shown.of("rotation")}
	r.States, r.Clock = q.states(), q.season.Zone
	r.Occurrences = q.occurrences(series)
	found, err := overlap.Rotate(ctx, r)
	if err != nil {
		return rotation{}, err
	}
	out := rotation{
		Turns:   []turn{},
		Before:  ledger{},
		After:   found.Ledger,
		Largest: inSeconds(found.Largest), Bound: inSeconds(found.Bound),
		Exact: found.Exact, EarlyNights: found.EarlyNights,
	}
	for name := range found.Ledger {
		out.Before[name] = q.ledger[name]
	}
	for _, t := range found.Turns {
		out.Turns = append(out.Turns, q.turn(t))
	}
	return out, nil
}

// occurrences are the spans in each of which a meeting takes place.
func (q question) occurrences(series *overlap.SeriesOption) []availability.Span {
	weeks := q.season.Days(0, 7*q.turns)
	if series != nil {
		for first := range series.Meetings() {
			day, _ := q.season.Zone.Civil(first.Start())
			return overlap.Days(q.season.Zone, weeks, day.Weekday())
		}
	}
	return overlap.Weeks(q.season.Zone, weeks, q.season.First.Weekday())
}

func (q question) turn(t overlap.Turn) turn {
	out := turn{Within: windowOf(t.Occurrence)}
	if t.Refusal != nil {
		out.Refusal = q.refusal(t.Refusal)
	} else {
		m := q.attended(t.Span, t.Attendances)
		out.Meeting = &m
	}
	return out
}
