package overlap

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A slowSeries says about a request what Series should, tick by tick, from what the words
// mean. All that happens is at multiples of the tick.
type slowSeries struct {
	SeriesRequest
	tick   time.Duration
	prices Prices
	seen   map[slowLook]slowAnswer
}

type slowLook struct {
	person int
	start  int64
}

type slowAnswer struct {
	why  string
	cost int64
	can  bool
}

func (s *slowSeries) ticks(from, to time.Time, yield func(time.Time) bool) bool {
	for m := from; m.Before(to); m = m.Add(s.tick) {
		if !yield(m) {
			return false
		}
	}
	return true
}

func wallTime(z *availability.Zone, t time.Time) time.Time {
	return t.UTC().Add(time.Duration(z.Offset(t).Seconds) * time.Second)
}

// inHours reads a list of "hh:mm-hh:mm" that does not pass midnight.
func inHours(h string, wall time.Time) bool {
	for _, span := range strings.Split(strings.TrimPrefix(h, "Mo-Su "), ",") {
		from, to, _ := strings.Cut(span, "-")
		if c := wall.Format("15:04"); from <= c && c < to {
			return true
		}
	}
	return false
}

func (s *slowSeries) within(person int, from, to time.Time, hours availability.Hours) bool {
	z := s.People[person].Schedule.Zone()
	return hours.Equal(availability.Hours{}) || s.ticks(from, to, func(m time.Time) bool { return inHours(hours.String(), wallTime(z, m)) })
}

// look says why the person cannot come, or what it costs in seconds.
func (s *slowSeries) look(person int, start time.Time) (why string, cost int64, can bool) {
	key := slowLook{person, start.Unix()}
	a, ok := s.seen[key]
	if !ok {
		a.why, a.cost, a.can = s.lookClosely(person, start)
		s.seen[key] = a
	}
	return a.why, a.cost, a.can
}

func (s *slowSeries) lookClosely(person int, start time.Time) (why string, cost int64, can bool) {
	p := s.People[person].Schedule
	end := start.Add(s.Duration)
	busy := func(m time.Time) bool { return p.StateAt(m) == availability.Busy }
	free := func(m time.Time) bool { return !busy(m) }
	s.ticks(start, end, func(m time.Time) bool {
		if p.StateAt(m)&s.States == 0 {
			why = p.StateAt(m).String()
		}
		return why == ""
	})
	switch {
	case why != "":
	case !s.within(person, start, end, s.Within):
		why = "too early or too late"
	case !s.ticks(start.Add(-s.Before), start, free) || !s.ticks(end, end.Add(s.After), free):
		why = "another meeting too near"
	}
	if why == "" && s.PerDay > 0 {
		runs := 0
		day := wallTime(p.Zone(), start).Format(time.DateOnly)
		s.ticks(start.Add(-27*time.Hour), start.Add(27*time.Hour), func(m time.Time) bool {
			if wallTime(p.Zone(), m).Format(time.DateOnly) == day && busy(m) && !busy(m.Add(-s.tick)) {
				runs++
			}
			return true
		})
		if runs >= s.PerDay {
			why = "a full day"
		}
	}
	if why != "" {
		return why, 0, false
	}
	s.ticks(start, end, func(m time.Time) bool {
		state, price := p.StateAt(m), s.prices.Outside
		switch clock := wallTime(p.Zone(), m).Format("15:04"); {
		case state == availability.Free || state == availability.Focus || state == availability.Busy:
			price = s.prices.Inside
		case state == availability.Stretch:
			price = s.prices.Stretch
		case clock >= "22:00" || clock < "07:00":
			price = s.prices.Night
		}
		cost += int64(s.tick/time.Second) * int64(price)
		return true
	})
	return "", cost, true
}

func (s *slowSeries) weight(person int) int64 {
	if w := s.People[person].Weight; w > 0 {
		return int64(w / time.Second)
	}
	return 3600
}

func (s *slowSeries) optional(person int) bool {
	return s.People[person].Optional || slices.ContainsFunc(s.Quotas, func(q Quota) bool { return slices.Contains(q.Of, person) })
}

// alone says whether the person comes by themselves.
func (s *slowSeries) alone(person int, start time.Time) (cost int64, comes bool) {
	_, cost, can := s.look(person, start)
	return cost, can && (!s.optional(person) || cost <= s.weight(person))
}

// meet says who comes, and whether it takes place.
func (s *slowSeries) meet(start time.Time) (comes []bool, costs []int64, total int64, held bool) {
	n := len(s.People)
	comes, costs, held = make([]bool, n), make([]int64, n), true
	for p := range n {
		costs[p], comes[p] = s.alone(p, start)
		held = held && (comes[p] || s.optional(p))
	}
	byThemselves := slices.Clone(comes)
	for _, q := range s.Quotas {
		var rest []int
		there := 0
		for _, p := range q.Of {
			if _, _, can := s.look(p, start); comes[p] {
				there++
			} else if can {
				rest = append(rest, p)
			}
		}
		slices.SortFunc(rest, func(a, b int) int { return cmp.Or(cmp.Compare(costs[a], costs[b]), a-b) })
		for ; there < q.AtLeast && len(rest) > 0; there++ {
			comes[rest[0]] = true
			rest = rest[1:]
		}
		held = held && there >= q.AtLeast
	}
	if !held {
		return byThemselves, costs, 0, false
	}
	for p := range n {
		if comes[p] {
			total += costs[p]
		} else {
			total += s.weight(p)
		}
	}
	return comes, costs, total, true
}

// A slowOption is a series as the oracle sees it.
type slowOption struct {
	rule, place, phase          int
	civils                      []time.Time // on the anchor's wall, as if it were UTC
	starts                      []time.Time
	cost, worst, unpreferred    int64
	held, suits, shifted        int
	breaks, people, except, key string
}

// onDay says whether a rule of the test is on a date: its name, and the week for a phase.
func onDay(rule string, d time.Time) bool {
	day := strings.ToUpper(d.Weekday().String()[:2])
	_, by, _ := strings.Cut(rule, "BYDAY=")
	switch {
	case strings.HasPrefix(by, "-1"):
		return by[2:] == day && d.AddDate(0, 0, 7).Month() != d.Month()
	case by[0] == '1':
		return by[1:] == day && d.Day() <= 7
	}
	return slices.Contains(strings.Split(by, ","), day)
}

func (s *slowSeries) options() (options []slowOption) {
	monday := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for rule, text := range s.Rules {
		phases := 1
		if strings.Contains(text, "INTERVAL=2") {
			phases = 2
		}
		for phase := range phases {
			for place, z := range s.Anchors {
				for clock := time.Duration(0); clock < 24*time.Hour; clock += s.Grid {
					o := slowOption{rule: rule, place: place, phase: phase}
					for d := s.Season.Start().Truncate(24*time.Hour).AddDate(0, 0, -3); d.Before(s.Season.End().AddDate(0, 0, 3)); d = d.AddDate(0, 0, 1) {
						week := int(d.Sub(monday) / (7 * 24 * time.Hour))
						if !onDay(text, d) || phases == 2 && (week%2+2)%2 != phase {
							continue
						}
						civil, err := availability.ParseCivil(d.Add(clock).Format("2006-01-02T15:04"))
						if err != nil {
							continue
						}
						u := z.Instant(civil.Date, civil.Clock)
						if !u.Before(s.Season.Start()) && !u.Add(s.Duration).After(s.Season.End()) {
							o.civils, o.starts = append(o.civils, d.Add(clock)), append(o.starts, u)
						}
					}
					if len(o.starts) > 0 {
						s.judge(&o)
						options = append(options, o)
					}
				}
			}
		}
	}
	return options
}

func (s *slowSeries) judge(o *slowOption) {
	n := len(s.People)
	usual := make([]string, n)
	first := make([]int, n)
	for p := range n {
		z := s.People[p].Schedule.Zone()
		count := make(map[string]int)
		for _, u := range o.starts {
			count[wallTime(z, u).Format("15:04")]++
		}
		for k, u := range o.starts {
			if c := wallTime(z, u).Format("15:04"); usual[p] == "" || count[c] > count[usual[p]] {
				usual[p], first[p] = c, k
			}
		}
		o.shifted += len(o.starts) - count[usual[p]]
	}
	sums, times, misses, worst := make([]int64, n), make([]int, n), make([]int, n), make([]string, n)
	most := make([]int64, n)
	for k, u := range o.starts {
		comes, costs, total, held := s.meet(u)
		o.key += u.String()
		if held {
			o.held++
			o.cost += total
			if !slices.Contains(comes, false) {
				o.suits++
			}
		} else {
			o.except += o.civils[k].Format(" 2006-01-02T15:04")
		}
		line := ""
		for p := range n {
			schedule := s.People[p].Schedule
			z := schedule.Zone()
			wall := wallTime(z, u)
			local := wall.Format("2006-01-02T15:04")
			if held && comes[p] {
				sums[p] += costs[p]
				times[p]++
				for m := u; m.Before(u.Add(s.Duration)); m = m.Add(s.tick) {
					if !s.within(p, m, m.Add(s.tick), s.Preferred) {
						o.unpreferred += int64(s.tick / time.Second)
					}
				}
			} else if held {
				misses[p]++
			}
			if !strings.HasPrefix(worst[p], "absent") {
				if !comes[p] {
					worst[p] = "absent " + local
				} else if held && (worst[p] == "" || costs[p] > most[p]) {
					worst[p], most[p] = local, costs[p]
				}
			}
			// The nearest time that shows the usual clock.
			then := wall
			for d := 0; d <= 12*60; d++ {
				if later := wall.Add(time.Duration(d) * time.Minute); later.Format("15:04") == usual[p] {
					then = later
					break
				}
				if earlier := wall.Add(-time.Duration(d) * time.Minute); earlier.Format("15:04") == usual[p] {
					then = earlier
					break
				}
			}
			skew, extra := "", int64(0)
			if then != wall {
				c, err := availability.ParseCivil(then.Format("2006-01-02T15:04"))
				if err != nil {
					panic(err)
				}
				if cost, ok := s.alone(p, z.Instant(c.Date, c.Clock)); ok && (!comes[p] || held && cost < costs[p]) {
					skew, extra = "DST skew: ", costs[p]-cost
					if schedule.ZoneAt(u) != schedule.ZoneAt(o.starts[first[p]]) {
						skew = "move: "
					}
				}
			}
			if comes[p] && skew == "" {
				continue
			}
			why, _, can := s.look(p, u)
			switch {
			case comes[p]:
				why = short(time.Duration(extra)*time.Second) + " more"
			case can:
				why = "too heavy a burden"
			}
			line += fmt.Sprintf("; %d at %s: %s%s", p, local, skew, why)
		}
		if line != "" {
			skipped := ""
			if !held {
				skipped = " skipped"
			}
			o.breaks += o.civils[k].Format("2006-01-02T15:04") + skipped + line + "\n"
		}
	}
	o.worst = slices.Max(sums)
	for p := range n {
		o.people += fmt.Sprintf("%d comes %d misses %d cost %v worst %s usual %s\n", p, times[p], misses[p], time.Duration(sums[p])*time.Second, worst[p], wallTime(s.People[p].Schedule.Zone(), o.starts[first[p]]).Format("2006-01-02T15:04"))
	}
}

// best sorts the options, and leaves one of those at the same instants.
func (s *slowSeries) best() []slowOption {
	options := slices.DeleteFunc(s.options(), func(o slowOption) bool { return o.held == 0 })
	mean := func(sum int64, n int) *big.Rat { return big.NewRat(sum, int64(n)) }
	slices.SortStableFunc(options, func(a, b slowOption) int {
		return cmp.Or(
			cmp.Compare(len(a.starts)-a.held, len(b.starts)-b.held),
			mean(a.cost, a.held).Cmp(mean(b.cost, b.held)),
			-mean(int64(a.suits), len(a.starts)).Cmp(mean(int64(b.suits), len(b.starts))),
			mean(a.worst, a.held).Cmp(mean(b.worst, b.held)),
			mean(a.unpreferred, a.held).Cmp(mean(b.unpreferred, b.held)),
			mean(int64(a.shifted), len(a.starts)).Cmp(mean(int64(b.shifted), len(b.starts))),
			cmp.Compare((a.civils[0].Weekday()+6)%7, (b.civils[0].Weekday()+6)%7),
			cmp.Compare(a.civils[0].Format("15:04"), b.civils[0].Format("15:04")),
			cmp.Compare(a.rule, b.rule),
			a.starts[0].Compare(b.starts[0]),
			cmp.Compare(a.place, b.place))
	})
	seen := make(map[string]bool)
	return slices.DeleteFunc(options, func(o slowOption) bool {
		was := seen[o.key]
		seen[o.key] = true
		return was
	})
}

// randomColleague has whatever can come in the way of a meeting, at multiples of the tick.
func randomColleague(t testing.TB, r *rand.Rand, season availability.Span, tick time.Duration) *availability.Schedule {
	minutes := int(tick / time.Minute)
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca", "Asia/Kathmandu"}
	clock := func(m int) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }
	upTo := func(hours int) int { return minutes * r.IntN(60*hours/minutes) }
	day := func() string { return season.Start().AddDate(0, 0, r.IntN(40)).Format(time.DateOnly) }
	from := upTo(24)
	p := availability.Person{
		Name: "Ada", Zone: zones[r.IntN(len(zones))],
		Hours: []string{"Mo-Fr ", "Mo-Su ", "Tu-Sa "}[r.IntN(3)] + clock(from) + "-" + clock(from+240+upTo(12)),
	}
	if r.IntN(2) == 0 {
		early := upTo(12)
		p.Stretch = clock(early) + "-" + clock(early+360+upTo(10))
	}
	if r.IntN(3) == 0 {
		p.Focus = "We " + clock(from) + "-" + clock(from+120)
	}
	for range r.IntN(3) {
		p.Holidays = append(p.Holidays, day())
	}
	if r.IntN(3) == 0 {
		first := day()
		end, _ := time.Parse(time.DateOnly, first)
		leave, err := availability.ParseTimeOff(first + "/" + end.AddDate(0, 0, r.IntN(9)).Format(time.DateOnly))
		if err != nil {
			t.Fatal(err)
		}
		p.Leave = []availability.TimeOff{leave}
	}
	if r.IntN(6) == 0 {
		p.Moves = []availability.Move{{Date: mustCivil(t, day()+"T00:00").Date, Zone: zones[r.IntN(len(zones))]}}
	}
	s := compiled(t, p)
	if r.IntN(3) == 0 {
		var busy []availability.Span
		for range 30 {
			at := season.Start().Add(time.Duration(upTo(45*24)) * time.Minute)
			busy = append(busy, availability.Between(at, at.Add(tick+time.Duration(upTo(2))*time.Minute)))
		}
		s = s.With(availability.NewSet(busy...))
	}
	return s
}

func randomSeries(t testing.TB, r *rand.Rand, tick time.Duration) SeriesRequest {
	start := at(t, []string{"2026-02-20T07:00:00Z", "2026-03-12", "2026-10-10", "2026-03-25", "1951-03-25"}[r.IntN(5)])
	season := availability.Between(start, start.AddDate(0, 0, 20+r.IntN(25)))
	req := SeriesRequest{Season: season, Best: 1 + r.IntN(25)}
	req.Duration = tick + time.Duration(r.IntN(int(90*time.Minute/tick)))*tick
	req.Grid = []time.Duration{2, 3, 4, 6}[r.IntN(4)] * time.Hour
	req.States = []availability.State{0, 0, availability.Free, availability.AnyState &^ availability.Leave &^ availability.Busy}[r.IntN(4)]
	for range 1 + r.IntN(4) {
		a := Attendee{Schedule: randomColleague(t, r, season, tick)}
		if r.IntN(3) == 0 {
			a.Optional, a.Weight = true, time.Duration(r.IntN(3))*30*time.Minute
		}
		req.People = append(req.People, a)
	}
	if n := len(req.People); n > 2 && r.IntN(2) == 0 {
		req.Quotas = []Quota{{AtLeast: 1 + r.IntN(2), Of: r.Perm(n)[:2]}}
	}
	if n := len(req.People); n > 1 && r.IntN(5) == 0 {
		req.People[1].Schedule = req.People[0].Schedule
	}
	hours := func(s string) availability.Hours {
		h, err := availability.ParseHours(s)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	if r.IntN(3) == 0 {
		req.Within = hours("06:00-21:30")
	}
	if r.IntN(2) == 0 {
		req.Preferred = hours("09:00-12:00,13:30-16:00")
	}
	if r.IntN(3) == 0 {
		req.Before, req.After = time.Duration(r.IntN(3))*tick, time.Duration(r.IntN(3))*tick
	}
	if r.IntN(4) == 0 {
		req.PerDay = 1 + r.IntN(2)
	}
	rules := []string{
		"FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "FREQ=WEEKLY;BYDAY=SU",
		"FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR",
	}
	for range 1 + r.IntN(2) {
		req.Rules = append(req.Rules, rules[r.IntN(len(rules))])
	}
	for _, p := range req.People[:min(2, len(req.People))] {
		req.Anchors = append(req.Anchors, p.Schedule.ZoneAt(season.Start()))
	}
	req.Anchors = append(req.Anchors, zone(t, "Europe/London"))
	return req
}

// Over random small teams, Series finds just what trying everything, minute by minute or in quarters of an hour, finds: the same
// best options in the same order, the same counts, the same breaks for the same reasons.
func TestSeriesEqualsTryingEverythingTickByTick(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	met := make(map[string]int)
	for i := range 70 {
		tick := 15 * time.Minute
		if i%10 == 0 {
			tick = time.Minute
		}
		req := randomSeries(t, r, tick)
		slow := &slowSeries{req, tick, DefaultPrices(), make(map[slowLook]slowAnswer)}
		if slow.States == 0 {
			slow.States = availability.Free | availability.Stretch
		}
		want := slow.best()
		want = want[:min(len(want), req.Best)]
		got, err := Series(context.Background(), req)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Options) != len(want) {
			t.Fatalf("%d: %d options, want %d", i, len(got.Options), len(want))
		}
		for j, o := range got.Options {
			w := want[j]
			summary := func(start, anchor string, n, held, suits, shifted int, cost, out time.Duration) string {
				return fmt.Sprintf("%s %s: %d %d %d shifted %d cost %v unpreferred %v", start, anchor, n, held, suits, shifted, cost, out)
			}
			a := summary(o.Start.String(), o.Anchor.Name(), o.Occurrences, o.Held, o.Suits, o.Shifted, o.Cost, o.Unpreferred)
			b := summary(w.civils[0].Format("2006-01-02T15:04"), req.Anchors[w.place].Name(), len(w.starts), w.held, w.suits, w.shifted, time.Duration(w.cost)*time.Second, time.Duration(w.unpreferred)*time.Second)
			if a != b {
				t.Fatalf("%d, option %d: got\n%s\nwant\n%s", i, j, a, b)
			}
			if told(o) != w.breaks {
				t.Fatalf("%d, option %d (%v) breaks:\n%swant\n%s", i, j, o, told(o), w.breaks)
			}
			people := ""
			for p, sp := range o.People {
				worst := sp.Worst.Start.String()
				if sp.Worst.Absent {
					worst = "absent " + worst
				}
				people += fmt.Sprintf("%d comes %d misses %d cost %v worst %s usual %v\n", p, sp.Comes, sp.Misses, sp.Cost, worst, sp.Usual)
				if sp.Cost != sp.Burden.Cost(DefaultPrices()) {
					t.Errorf("%d, option %d: burden %v costs %v", i, j, sp.Burden, sp.Cost)
				}
			}
			if people != w.people {
				t.Fatalf("%d, option %d (%v):\n%swant\n%s", i, j, o, people, w.people)
			}
			checkRecurrence(t, o)
			for _, br := range o.Breaks {
				for _, tr := range br.Troubles {
					met[tr.Skew.String()]++
					if tr.Absent {
						met[tr.Why.String()]++
					}
				}
			}
		}
	}
	for _, why := range []string{
		"DST skew", "move", "off hours", "rest day", "holiday", "leave", "focus", "busy", "too early or too late", "another meeting too near", "a full day", "too heavy a burden",
	} {
		if met[why] == 0 {
			t.Errorf("no case has %q, so it is not tested", why)
		}
	}
}

// checkRecurrence holds that an option's recurrence, expanded and read on the anchor's clock, gives
// just the meetings that take place.
func checkRecurrence(t *testing.T, o SeriesOption) {
	t.Helper()
	r, err := availability.NewRecurrence(o.Recurrence())
	if err != nil {
		t.Fatal(err)
	}
	var got []availability.Span
	for c := range r.Times(mustCivil(t, "1900-01-01T00:00"), mustCivil(t, "2100-01-01T00:00")) {
		u := o.Anchor.Instant(c.Date, c.Clock)
		got = append(got, availability.Between(u, u.Add(o.Duration)))
	}
	if want := slices.Collect(o.Meetings()); !slices.Equal(got, want) || len(want) != o.Held {
		t.Fatalf("%v: %+v gives\n%v, but these take place:\n%v", o, o.Recurrence(), got, want)
	}
}
