package overlap

import (
	"cmp"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Seasons returns the seasons of the time in which everybody is Free: those of a [Crew] who
// are there in Free alone. See [Crew.Seasons].
func Seasons(w availability.Span, schedules ...*availability.Schedule) []Regime {
	return NewCrew(availability.Free, schedules...).Seasons(w)
}

// Seasons returns how the overlap of the crew changes within w, as regimes in time order. It
// is the overlap of their usual time ([availability.Schedule.Usual]): a public holiday,
// a week's leave or a single meeting makes no regime, and is in none.
//
// A regime is a span in which the overlap has the same windows every week, on the wall
// clock of everybody. Regimes are as long as that is so, hence neighbours differ; and
// they are a partition of w, as far as it is within [availability.Calendar]. One ends at the
// instant at which somebody's time changes against that of the others:
//
//   - Some change their clocks and others do not, or not on the same day. From the
//     second Sunday of March to the last, New York is five hours behind Berlin and
//     not six. People without DST see the windows move twice a year, even if no hour is
//     gained or lost.
//   - Somebody moves, or a zone gets another rule.
//   - Somebody's usual hours become others: with the season, or as a recurring block begins
//     or ends.
//
// Where all change their clocks at once, or no window is affected, nothing ends. A regime
// is what it is even if it is shorter than a week, or cut short by w: its windows are
// those of whole weeks. If somebody has another pattern every second week, a regime has
// a cycle of so many weeks.
//
// A crew that never overlaps has regimes too: one, of no windows. An empty crew overlaps
// always, as with [All]. The number of regimes is bounded by the changes of everybody's clock and
// hours in w.
func (c *Crew) Seasons(w availability.Span) []Regime {
	w = w.Intersect(availability.Calendar())
	if w.IsEmpty() {
		return nil
	}
	p := newParts(c, w)
	var regimes []Regime
	for from, end := w.Unix(); from < end; {
		until := p.advance(from, end)
		week := p.week()
		switch n := len(regimes); {
		case n > 0 && regimes[n-1].sameWeek(week):
			start, _ := regimes[n-1].Span.Unix()
			regimes[n-1].Span = availability.UnixSpan(start, until)
		default:
			week.Span = availability.UnixSpan(from, until)
			if n > 0 {
				week.Causes = p.causes(c.schedules, from)
			}
			for _, r := range regimes[max(n-8, 0):] { // summers are alike: keep the windows once
				if r.sameWeek(week) {
					week.Windows = r.Windows
				}
			}
			regimes = append(regimes, week)
		}
		from = until
	}
	return regimes
}

// sameWeek reports whether the windows of r and o are the same on everybody's clock.
func (r *Regime) sameWeek(o Regime) bool {
	return r.Cycle == o.Cycle && slices.EqualFunc(r.Windows, o.Windows, func(a, b Window) bool {
		return a.Length == b.Length && slices.Equal(a.Local, b.Local)
	})
}

// parts are the usual times of a crew, each at its place in time.
type parts struct {
	all []*part // one for each schedule
	of  []*part // by place
}

// A part is the usual time of one schedule: its routines, and which of them is the present
// one.
type part struct {
	routines []availability.Routine
	at       int
	// utc is the present routine's time on the circle of its cycle, by UTC; nil until asked for.
	utc *circle
}

func newParts(c *Crew, w availability.Span) *parts {
	p := &parts{of: make([]*part, len(c.schedules))}
	shared := make(map[*availability.Schedule]*part, len(c.schedules))
	for i, s := range c.schedules {
		if p.of[i] = shared[s]; p.of[i] == nil {
			p.of[i] = &part{routines: s.Routines(w, c.states), at: -1}
			shared[s] = p.of[i]
			p.all = append(p.all, p.of[i])
		}
	}
	return p
}

// advance goes on to the second from, and returns up to when, before end, nothing changes.
func (p *parts) advance(from, end int64) int64 {
	for _, q := range p.all {
		if q.at < 0 {
			q.at = 0
		} else if _, until := q.now().Span.Unix(); until <= from {
			q.at++
			q.utc = nil
		}
		_, until := q.now().Span.Unix()
		end = min(end, until)
	}
	return end
}

func (q *part) now() *availability.Routine { return &q.routines[q.at] }

// circle returns the time of the present routine by UTC.
func (q *part) circle() circle {
	if q.utc == nil {
		r := q.now()
		k := circle{cycle: r.Cycle, time: r.Civil}.turned(-int64(r.Offset.Seconds))
		q.utc = &k
	}
	return *q.utc
}

// week returns the regime of the present, without its span and causes.
func (p *parts) week() Regime {
	common := always
	for _, q := range p.all {
		if common = common.intersect(q.circle()); common.time.IsEmpty() {
			break
		}
	}
	common = common.reduced()
	r := Regime{Cycle: common.cycle, Week: common.time.Duration() / time.Duration(common.cycle)}
	full := common.time.Equal(always.time)
	spans := common.spans()
	local := make([]availability.WeekSpan, len(spans)*len(p.of))
	for _, sp := range spans {
		start, _ := sp.Unix()
		mine := local[:len(p.of):len(p.of)]
		local = local[len(p.of):]
		for i, q := range p.of {
			by := int64(q.now().Offset.Seconds)
			if full {
				by = 0
			}
			mine[i] = availability.NewWeekSpan(r.Cycle, start-origin+by, sp.Seconds())
		}
		r.Windows = append(r.Windows, Window{sp.Duration(), mine})
	}
	if len(p.of) > 0 {
		slices.SortFunc(r.Windows, func(a, b Window) int {
			x, y := &a.Local[0], &b.Local[0]
			return cmp.Or(cmp.Compare(x.Week, y.Week), cmp.Compare((x.Day+6)%7, (y.Day+6)%7), cmp.Compare(x.Start, y.Start))
		})
	}
	return r
}

// causes returns what changed at the second u, at which the present began.
func (p *parts) causes(schedules []*availability.Schedule, u int64) []Cause {
	var causes []Cause
	at, before := time.Unix(u, 0), time.Unix(u-1, 0)
	for i, q := range p.of {
		if start, _ := q.now().Span.Unix(); start != u {
			continue
		}
		s := schedules[i]
		c := Cause{
			Person: i, Name: s.Name(),
			Before: s.Zone().Offset(before), After: s.Zone().Offset(at),
			From: s.ZoneAt(before).Name(), To: s.ZoneAt(at).Name(),
		}
		last := q.routines[q.at-1]
		if c.Before.Seconds != c.After.Seconds {
			if c.From != c.To {
				c.Change = Moved
			}
			causes = append(causes, c)
		}
		if last.Cycle != q.now().Cycle || !last.Civil.Equal(q.now().Civil) {
			c.Change = NewHours
			causes = append(causes, c)
		}
	}
	return causes
}
