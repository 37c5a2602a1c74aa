package main

import (
	"encoding/json"
	"io"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/examples/internal/program"
	"github.com/noonmark/noonmark/overlap"
)

// A report is the answer to all questions, and with -json it is the output.
// Keys keep their names and meanings; new ones may be added. Times are RFC 3339 in UTC, and
// every span is half-open. Durations are in seconds, shares between 0 and 1.
type report struct {
	Period  window   `json:"period"` // from midnight to midnight in zone
	Zone    string   `json:"zone"`   // of -zone: where days and weeks start
	Weeks   int      `json:"weeks"`
	People  []person `json:"people"`        // in the order of the team file
	Overlap []window `json:"overlap"`       // when everybody works and may be interrupted
	Largest group    `json:"largest_group"` // that ever works at the same time: everybody, if overlap is not empty
	Replies []reply  `json:"replies"`       // all ordered pairs, by asker and then by answerer
}

type window struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"` // the first instant after it
}

type person struct {
	Name         string                 `json:"name"`
	Zone         string                 `json:"zone"`
	Hours        string                 `json:"hours"` // in opening_hours notation, normal form
	ReplySeconds float64                `json:"reply_seconds"`
	Leave        []availability.TimeOff `json:"leave"`              // days, both included: "2026-12-24/2026-12-28"
	Offset       int                    `json:"utc_offset_seconds"` // east of UTC, at the start of the period
	Changes      []clockChange          `json:"clock_changes"`      // within the period, moves left out
	Moves        []move                 `json:"moves"`              // within the period
	Holidays     []holiday              `json:"holidays"`           // within the period
	Working      []window               `json:"working"`            // within the period
}

type clockChange struct {
	At     time.Time `json:"at"`
	Before int       `json:"before_seconds"` // east of UTC
	After  int       `json:"after_seconds"`
}

type move struct {
	Date date.Date `json:"date"` // of arrival
	Zone string    `json:"zone"`
}

type holiday struct {
	Date date.Date `json:"date"`
	Name string    `json:"name"`
}

type group struct {
	People  []string `json:"people"`
	Windows []window `json:"windows"`
}

// A reply is how long answerer takes if asker may ask at any instant of their
// working time in the period. Mean and maximum are of the messages that are
// answered, median and p90 of all; a figure that does not exist is null.
type reply struct {
	Asker      string   `json:"asker"`
	Answerer   string   `json:"answerer"`
	Mean       *float64 `json:"mean_seconds"`
	Median     *float64 `json:"median_seconds"`
	P90        *float64 `json:"p90_seconds"`
	Max        *float64 `json:"max_seconds"`
	Unanswered float64  `json:"unanswered"` // share of the messages that are never answered
}

func newReport(t team, p program.Weeks) report {
	w := p.Span()
	r := report{
		Period:  windowOf(w),
		Zone:    p.Zone.Name(),
		Weeks:   p.Count,
		Overlap: windows(overlap.All(w, t.schedules...)),
		Replies: []reply{},
	}
	working := make([]availability.Set, len(t.people))
	for i, s := range t.schedules {
		working[i] = s.When(w, availability.Working)
		r.People = append(r.People, newPerson(t.people[i], s, working[i], w))
	}
	largest := overlap.Cover(w, t.schedules...).Largest()
	r.Largest = group{[]string{}, windows(largest.When)}
	for _, i := range largest.People {
		r.Largest.People = append(r.Largest.People, t.people[i].Name)
	}
	for i, asker := range t.people {
		for j, answerer := range t.people {
			if i == j {
				continue
			}
			wait := overlap.ReplyFrom(t.schedules[j], answerer.Reply).Wait(working[i])
			r.Replies = append(r.Replies, reply{
				Asker: asker.Name, Answerer: answerer.Name,
				Mean:       seconds(wait.Mean()),
				Median:     seconds(wait.Quantile(0.5)),
				P90:        seconds(wait.Quantile(0.9)),
				Max:        seconds(wait.Max()),
				Unanswered: wait.Unanswered(),
			})
		}
	}
	return r
}

func newPerson(p availability.Person, s *availability.Schedule, working availability.Set, w availability.Span) person {
	hours, err := availability.ParseHours(p.Hours)
	if err != nil {
		panic(err) // they have been compiled
	}
	out := person{
		Name: p.Name, Zone: p.Zone, Hours: hours.String(), ReplySeconds: p.Reply.Seconds(),
		Leave:   append([]availability.TimeOff{}, p.Leave...),
		Offset:  s.Zone().Offset(w.Start()).Seconds,
		Changes: []clockChange{}, Moves: []move{}, Holidays: []holiday{},
		Working: windows(working),
	}
	for tr := range s.Zone().Transitions(w) {
		moves := s.ZoneAt(tr.At.Add(-1)) != s.ZoneAt(tr.At)
		if tr.Before.Seconds != tr.After.Seconds && !moves {
			out.Changes = append(out.Changes, clockChange{tr.At, tr.Before.Seconds, tr.After.Seconds})
		}
	}
	for _, m := range p.Moves {
		if w.Contains(s.Zone().Instant(m.Date, 0)) {
			out.Moves = append(out.Moves, move(m))
		}
	}
	first, _ := s.Zone().Civil(w.Start())
	last, _ := s.Zone().Civil(w.End().Add(-1))
	for d := first; d <= last; d++ {
		if noon := s.Zone().Instant(d, 12*clock.Hour); s.StateAt(noon) == availability.Holiday {
			out.Holidays = append(out.Holidays, holiday{d, s.Label(noon)})
		}
	}
	return out
}

func windowOf(sp availability.Span) window { return window{sp.Start(), sp.End()} }

func windows(s availability.Set) []window {
	out := make([]window, 0, s.Len())
	for sp := range s.All() {
		out = append(out, windowOf(sp))
	}
	return out
}

func seconds(d time.Duration, ok bool) *float64 {
	if !ok {
		return nil
	}
	s := d.Seconds()
	return &s
}

// everybody reports whether the largest group is the whole team.
func (r report) everybody() bool { return len(r.Largest.People) == len(r.People) }

func (r report) writeJSON(out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
