package overlap

import (
	"cmp"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A phase is a span in which nobody's usual time or offset changes.
type phase struct {
	span    availability.Span
	offsets []int64 // from UTC, one for each different schedule
	common  circle  // the overlap, by UTC
	week    Regime  // what it would be as a regime: its windows
	causes  []Cause // what changed at its start
}

// fits reports whether the overlap of p is just what the windows of o have then, on
// everybody's clock.
func (p *phase) fits(o *phase) bool {
	mine := p.common.over(p.span)
	var turns []int64
	for i := range p.offsets {
		turns = append(turns, o.offsets[i]-p.offsets[i])
	}
	slices.Sort(turns)
	for _, by := range slices.Compact(turns) {
		if !o.common.turned(by).over(p.span).Equal(mine) {
			return false
		}
	}
	return true
}

// A season is phases in a row that are one regime.
type season struct {
	from, to int // its phases: from up to, but not including, to
	// first and last are the first and the last of its phases that have its windows; others fit.
	first, last int
	// since is the phase after the last one that has the windows of the season before.
	since int
}

// seasonsOf makes seasons of phases, which are one after the other.
func seasonsOf(phases []phase) []season {
	var all []season
	for i := range phases {
		all = append(all, season{i, i + 1, i, i, i})
	}
	all = joinSeasons(phases, all)
	brief := func(s season) bool {
		from, _ := phases[s.from].span.Unix()
		_, to := phases[s.to-1].span.Unix()
		return to-from < secondsPerWeek
	}
	fits := func(s, into season) bool {
		for i := s.from; i < s.to; i++ {
			if !phases[i].fits(&phases[into.first]) {
				return false
			}
		}
		return true
	}
	// Into the one after it, the last first, so that several in a row go there.
	kept := len(all) - 1
	for i := len(all) - 2; i >= 0; i-- {
		if i > 0 && brief(all[i]) && fits(all[i], all[kept]) {
			all[kept].from = all[i].from
			continue
		}
		kept--
		all[kept] = all[i]
	}
	all = joinSeasons(phases, all[kept:])
	// Or into the one before.
	kept = 0
	for i := 1; i < len(all); i++ {
		if i < len(all)-1 && brief(all[i]) && fits(all[i], all[kept]) {
			all[kept].to = all[i].to
			continue
		}
		kept++
		all[kept] = all[i]
	}
	all = joinSeasons(phases, all[:kept+1])
	for i := 1; i < len(all); i++ {
		all[i].since = all[i-1].last + 1
	}
	return all
}

// joinSeasons makes one of neighbours with the same windows.
func joinSeasons(phases []phase, all []season) []season {
	kept := 0
	for _, s := range all[1:] {
		if last := &all[kept]; phases[last.first].week.sameWeek(phases[s.first].week) {
			last.to, last.last = s.to, s.last
			continue
		}
		kept++
		all[kept] = s
	}
	return all[:kept+1]
}

// phases returns the phases of the crew in w, which is not empty.
func (c *Crew) phases(w availability.Span) []phase {
	p := newParts(c, w)
	var phases []phase
	for from, end := w.Unix(); from < end; {
		until := p.advance(from, end)
		next := phase{span: availability.UnixSpan(from, until), common: p.common()}
		for _, q := range p.all {
			next.offsets = append(next.offsets, q.offset())
		}
		next.week = p.week(next.common)
		if n := len(phases); n > 0 {
			next.causes = p.causes(c.schedules, from)
			for i := range phases[max(n-8, 0):] { // summers are alike: keep the windows once
				if before := &phases[n-1-i].week; before.sameWeek(next.week) {
					next.week.Windows = before.Windows
					break
				}
			}
		}
		phases = append(phases, next)
		from = until
	}
	return phases
}

// parts are the usual times of a crew, each at its present routine.
type parts struct {
	all []*part // one for each different schedule
	of  []*part // by place
}

// A part is the usual time of one schedule: its routines, and which of them is the present
// one.
type part struct {
	routines []availability.Routine
	at       int
	// utc is the present routine's time by UTC, if it was asked for.
	utc circle
}

func newParts(c *Crew, w availability.Span) *parts {
	p := &parts{of: make([]*part, len(c.schedules))}
	shared := make(map[*availability.Schedule]*part, len(c.schedules))
	for i, s := range c.schedules {
		if p.of[i] = shared[s]; p.of[i] == nil {
			p.of[i] = &part{routines: s.Routines(w, c.states)}
			shared[s] = p.of[i]
			p.all = append(p.all, p.of[i])
		}
	}
	return p
}

// advance goes on to the second from, at which something may change, and returns up to when,
// before end, nothing does.
func (p *parts) advance(from, end int64) int64 {
	for _, q := range p.all {
		if _, until := q.now().Span.Unix(); until == from {
			q.at++
			q.utc = circle{}
		}
		_, until := q.now().Span.Unix()
		end = min(end, until)
	}
	return end
}

func (q *part) now() *availability.Routine { return &q.routines[q.at] }

func (q *part) offset() int64 { return int64(q.now().Offset.Seconds) }

// circle returns the time of the present routine by UTC.
func (q *part) circle() circle {
	if q.utc.cycle == 0 {
		q.utc = circle{q.now().Cycle, q.now().Civil}.turned(-q.offset())
	}
	return q.utc
}

// common returns the present overlap by UTC.
func (p *parts) common() circle {
	common := always
	for _, q := range p.all {
		if common = common.intersect(q.circle()); common.time.IsEmpty() {
			break
		}
	}
	return common.reduced()
}

// week returns the present overlap as a regime, without its span and causes.
func (p *parts) week(common circle) Regime {
	r := Regime{Cycle: common.cycle, Week: common.time.Duration() / time.Duration(common.cycle)}
	full := common.time.Equal(always.time)
	spans := common.spans()
	local := make([]availability.WeekSpan, len(spans)*len(p.of))
	for _, sp := range spans {
		start, _ := sp.Unix()
		mine := local[:len(p.of):len(p.of)]
		local = local[len(p.of):]
		for i, q := range p.of {
			by := q.offset()
			if full {
				by = 0 // it has no start
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
	at, before := time.Unix(u, 0).UTC(), time.Unix(u-1, 0)
	for i, q := range p.of {
		if start, _ := q.now().Span.Unix(); start != u {
			continue
		}
		s := schedules[i]
		c := Cause{
			Person: i, Name: s.Name(), At: at,
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
