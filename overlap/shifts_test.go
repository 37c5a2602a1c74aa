package overlap

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

// slowShifts is the oracle: every plan there is, every minute of every day.
type slowShifts struct {
	r     ShiftRequest
	step  time.Duration
	days  [][]int64 // of each day that is counted: its minutes
	there map[slowMove][]bool
}

type slowMove struct {
	person int
	by     time.Duration
}

func newSlowShifts(t *testing.T, r ShiftRequest) *slowShifts {
	t.Helper()
	o := &slowShifts{r: r, step: r.Step, there: map[slowMove][]bool{}}
	if o.step == 0 {
		o.step = 30 * time.Minute
	}
	if o.r.AtLeast == 0 {
		o.r.AtLeast = len(r.Schedules)
	}
	if o.r.States == 0 {
		o.r.States = availability.Free
	}
	loc := time.UTC
	if r.Clock != nil {
		var err error
		if loc, err = time.LoadLocation(r.Clock.Name()); err != nil {
			t.Fatal(err)
		}
	}
	start, end := r.Period.Unix()
	name := func(u int64) string { return time.Unix(u, 0).In(loc).Format(time.DateOnly) }
	byDay := map[string][]int64{}
	var names []string
	for u := start; u < end; u += 60 {
		d := name(u)
		if byDay[d] == nil {
			names = append(names, d)
		}
		byDay[d] = append(byDay[d], u)
	}
	for _, d := range names {
		if d == name(start-60) || d == name(end) {
			continue // in part
		}
		some := 0
		for i := range r.Schedules {
			if slices.ContainsFunc(byDay[d], func(u int64) bool { return o.minutes(i, 0)[(u-start)/60] }) {
				some++
			}
		}
		if r.EveryDay || some >= o.r.AtLeast {
			o.days = append(o.days, byDay[d])
		}
	}
	return o
}

// minutes returns for each minute of the period whether somebody who moved is there.
func (o *slowShifts) minutes(i int, by time.Duration) []bool {
	start, end := o.r.Period.Unix()
	key := slowMove{i, by}
	if o.there[key] == nil {
		list := make([]bool, (end-start)/60)
		for sp, state := range o.r.Schedules[i].Shifted(by).Timeline(o.r.Period) {
			from, to := sp.Unix()
			for m := (from - start) / 60; m < (to-start)/60; m++ {
				list[m] = state&o.r.States != 0
			}
		}
		o.there[key] = list
	}
	return o.there[key]
}

// overlap looks at a plan.
func (o *slowShifts) overlap(moves []time.Duration) ShiftOverlap {
	var sum ShiftOverlap
	var there [][]bool
	for i, by := range moves {
		there = append(there, o.minutes(i, by))
	}
	start, _ := o.r.Period.Unix()
	for _, day := range o.days {
		together := time.Duration(0)
		for _, u := range day {
			n := 0
			for _, minutes := range there {
				if minutes[(u-start)/60] {
					n++
				}
			}
			if n >= o.r.AtLeast {
				together += time.Minute
			}
		}
		length := time.Duration(len(day)) * time.Minute
		want := min(o.r.Daily, length)
		if o.r.Daily == 24*time.Hour {
			want = length
		}
		sum.Overlap += together
		if together < want {
			sum.Shortfall += want - together
		} else {
			sum.DaysReached++
		}
	}
	return sum
}

// best tries all plans, in their order.
func (o *slowShifts) best(excluded []ShiftExclusion) (moves []time.Duration, of ShiftOverlap) {
	most := func(i int) time.Duration {
		if len(o.r.Most) == 1 {
			return o.r.Most[0]
		}
		return o.r.Most[i]
	}
	plan := make([]time.Duration, len(o.r.Schedules))
	var total, largest time.Duration
	var try func(i int)
	try = func(i int) {
		if i == len(plan) {
			got := o.overlap(plan)
			sum, size := time.Duration(0), time.Duration(0)
			for _, m := range plan {
				sum += m.Abs()
				size = max(size, m.Abs())
			}
			if moves == nil || got.Shortfall < of.Shortfall || got.Shortfall == of.Shortfall &&
				(sum < total || sum == total && size < largest) {
				moves, of, total, largest = slices.Clone(plan), got, sum, size
			}
			return
		}
		for size := time.Duration(0); size <= most(i); size += o.step {
			for _, by := range []time.Duration{-size, size} {
				if slices.ContainsFunc(excluded, func(e ShiftExclusion) bool { return e.Person == i && e.Move == by }) {
					continue
				}
				plan[i] = by
				try(i + 1)
				if size == 0 {
					break
				}
			}
		}
	}
	try(0)
	return moves, of
}

func zoneNamed(t testing.TB, name string) *availability.Zone {
	t.Helper()
	z, err := availability.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// randomShifts asks for anything, of small teams.
func randomShifts(t *testing.T, r *rand.Rand) ShiftRequest {
	t.Helper()
	starts := []string{"2026-03-27", "2026-03-06", "2026-04-02", "2026-10-23", "2026-10-30", "2026-05-07", "2026-09-03", "1951-04-12"}
	start := at(t, starts[r.IntN(len(starts))]).Add(time.Duration(r.IntN(24*60)) * time.Minute)
	req := ShiftRequest{
		Period:   availability.Between(start, start.Add(time.Duration(72+r.IntN(72))*time.Hour)),
		EveryDay: r.IntN(5) == 0,
		Daily:    []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour, 90 * time.Minute, 8 * time.Hour, 24 * time.Hour, time.Second}[r.IntN(7)],
		Step:     []time.Duration{0, 45 * time.Minute, time.Hour, 7 * time.Minute, 2 * time.Hour, 4 * time.Hour}[r.IntN(6)],
	}
	n := 1 + r.IntN(3)
	places := []string{"Berlin", "London", "New York", "Bengaluru", "Lord Howe", "Santiago", "Casablanca", "UTC"}
	days := []string{"Mo-Fr", "Mo-Su", "Mo-Sa", "Tu,Th,Sa"}
	usual := r.IntN(3) > 0 // an office: what is wanted may be reached
	if usual {
		n = 2 + r.IntN(2)
		req.Step = []time.Duration{0, 45 * time.Minute, time.Hour}[r.IntN(3)]
		places, days = []string{"Berlin", "London", "Casablanca"}, days[:3]
		req.Daily = time.Duration(9+r.IntN(7)) * 30 * time.Minute
	}
	for len(req.Schedules) < n {
		switch k := len(req.Schedules); {
		case k > 0 && r.IntN(4) == 0:
			req.Schedules = append(req.Schedules, req.Schedules[r.IntN(k)]) // the same person twice
			continue
		case !usual && r.IntN(5) == 0:
			req.Schedules = append(req.Schedules, randomSchedule(t, r))
			continue
		}
		from := r.IntN(24 * 2)
		to := from + 2 + r.IntN(20)
		if usual {
			from = 12 + r.IntN(14)
			to = from + 16 + r.IntN(3)
		}
		minute := 30 * r.IntN(2)
		hours := fmt.Sprintf("%s %02d:%02d-%02d:%02d", days[r.IntN(len(days))], from/2, minute, to/2, minute)
		var leave []string
		if r.IntN(5) == 0 {
			leave = append(leave, start.AddDate(0, 0, 1+r.IntN(3)).Format(time.DateOnly))
		}
		req.Schedules = append(req.Schedules, schedule(t, places[r.IntN(len(places))], hours, leave...))
	}
	if r.IntN(2) == 0 {
		req.AtLeast = max(1+r.IntN(n), n-1)
	}
	step := req.Step
	if step == 0 {
		step = 30 * time.Minute
	}
	most := func() time.Duration {
		return min(time.Duration(r.IntN(4)|r.IntN(2))*step, availability.MaxShift/step*step)
	}
	if r.IntN(2) == 0 {
		req.Most = []time.Duration{most()}
	} else {
		for range n {
			req.Most = append(req.Most, most())
		}
	}
	switch r.IntN(3) {
	case 0:
		req.Clock = zoneNamed(t, []string{"Europe/Berlin", "America/Santiago", "Australia/Lord_Howe"}[r.IntN(3)])
	case 1:
		req.Clock = req.Schedules[0].Zone()
	}
	if r.IntN(6) == 0 {
		req.States = availability.Working | availability.OffHours
	}
	switch r.IntN(4) {
	case 0:
		req.Limits = EUWorkingTime()
	case 1:
		req.Limits = Limits{Rest: time.Duration(8+r.IntN(8)) * time.Hour, Week: time.Duration(20+r.IntN(30)) * time.Hour,
			Days: 3 + r.IntN(4), Unbroken: time.Duration(3+r.IntN(10)) * time.Hour}
	}
	return req
}

func TestShiftsAgainstEveryPlan(t *testing.T) {
	reached, missed, moved, empty, excluded := 0, 0, 0, 0, 0
	for seed := range uint64(180) {
		r := rand.New(rand.NewPCG(seed, 91))
		req := randomShifts(t, r)
		got, err := Shifts(context.Background(), req)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		o := newSlowShifts(t, req)
		moves, want := o.best(got.Excluded)
		total := time.Duration(0)
		for _, m := range moves {
			total += m.Abs()
		}
		fail := func(what string, got, want any) {
			t.Helper()
			t.Fatalf("seed %d: %s: %v, want %v\nof %v, at least %d %v in %v, %v, most %v by %v",
				seed, what, got, want, req.Schedules, req.AtLeast, req.Daily, req.Period, req.States, req.Most, req.Step)
		}
		switch {
		case !slices.Equal(got.Moves, moves):
			fail("moves", fmt.Sprint(got.Moves, got.After), fmt.Sprint(moves, want))
		case got.After != want:
			fail("after", got.After, want)
		case got.Before != o.overlap(make([]time.Duration, len(moves))):
			fail("before", got.Before, o.overlap(make([]time.Duration, len(moves))))
		case got.Days != len(o.days):
			fail("days", got.Days, len(o.days))
		case got.Total != total || got.Reached != (want.Shortfall == 0):
			fail("total", got.Total, total)
		case !got.Exact || got.LeastShortfall != want.Shortfall || got.LeastTotal != total:
			fail("bounds", fmt.Sprint(got.Exact, got.LeastShortfall, got.LeastTotal), want.Shortfall)
		}
		for i := range moves {
			for _, by := range []time.Duration{-o.step, o.step} {
				one := slices.Clone(moves)
				one[i] += by
				then := o.overlap(one)
				gain := got.Margins[i].Later
				if by < 0 {
					gain = got.Margins[i].Earlier
				}
				if gain.Overlap != then.Overlap-want.Overlap || gain.Shortfall != want.Shortfall-then.Shortfall {
					fail(fmt.Sprintf("margin %d by %v", i, by), gain, then)
				}
			}
		}
		switch {
		case got.Days == 0:
			empty++
		case !got.Reached:
			missed++
		case total > 0:
			moved++
		default:
			reached++
		}
		excluded += len(got.Excluded)
	}
	t.Logf("%d reached at once, %d by moves, %d never, %d without days, %d moves excluded", reached, moved, missed, empty, excluded)
	// The cases must not all be of one kind.
	if reached < 10 || missed < 10 || moved < 10 || empty == 0 || excluded < 10 {
		t.Errorf("%d reached at once, %d by moves, %d never, %d without days, %d moves excluded", reached, moved, missed, empty, excluded)
	}
}

// What limits exclude, against every minute.
func TestShiftsExcludeWhatBreaksALimit(t *testing.T) {
	excluded := map[Limit]int{}
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 92))
		req := randomShifts(t, r)
		req.Schedules = req.Schedules[:1]
		req.Clock, req.AtLeast, req.Most = new(availability.Zone), 0, []time.Duration{2 * time.Hour}
		req.Step = time.Hour
		p := availability.Person{Name: "Ada", Zone: req.Schedules[0].Zone().Name(), Hours: fmt.Sprintf("Mo-Fr %02d:00-%02d:00", r.IntN(20), 20+r.IntN(8)), Stretch: "10:00-11:00"}
		p.Leave = []availability.TimeOff{{First: date.New(2026, 3, 1), Last: date.New(2026, 3, 10)}}
		for range 1 + r.IntN(2) {
			p.Recurring = append(p.Recurring, availability.Block{State: availability.Busy, Rule: "FREQ=WEEKLY;INTERVAL=2",
				Start: availability.Civil{Date: date.New(2026, 2, 1+r.IntN(20))}, Length: time.Duration(1+r.IntN(6)) * time.Hour})
		}
		s, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		req.Schedules[0] = s
		l := Limits{Rest: time.Duration(1+r.IntN(14)) * time.Hour, Week: time.Duration(20+r.IntN(30)) * time.Hour, Days: 3 + r.IntN(4), Unbroken: time.Duration(3+r.IntN(16)) * time.Hour}
		req.Limits = l
		got, err := Shifts(context.Background(), req)
		if err != nil {
			t.Fatal(err)
		}
		days, err := req.days()
		if err != nil {
			t.Fatal(err)
		}
		w := availability.Between(days[0].span.Start(), days[len(days)-1].span.End())
		wide := availability.Between(w.Start().AddDate(0, 0, -14), w.End().AddDate(0, 0, 14))
		before := slowWork(s, wide).worst(l)
		var want []ShiftExclusion
		for by := -2 * time.Hour; by <= 2*time.Hour; by += time.Hour {
			slow := slowWork(s.Shifted(by), availability.Between(wide.Start().Add(by), wide.End().Add(by)))
			slow.by = by
			after := slow.worst(l)
			for limit := DailyRest; limit <= UnbrokenWork; limit++ {
				if after[limit] > before[limit] {
					want = append(want, ShiftExclusion{0, by, limit})
					excluded[limit]++
					break
				}
			}
		}
		if !slices.Equal(got.Excluded, want) {
			t.Fatalf("seed %d: excluded %v, want %v", seed, got.Excluded, want)
		}
	}
	if excluded[DailyRest] == 0 || excluded[WeeklyHours] == 0 || excluded[UnbrokenWork] == 0 {
		t.Errorf("%v", excluded)
	}
}

// Whoever works every day breaks the limit of free days just as much wherever the day is moved.
func TestShiftsOfThoseWhoWorkEveryDay(t *testing.T) {
	for _, hours := range []string{"24/7", "22:00-06:00", "09:00-17:00"} {
		req := ShiftRequest{
			Schedules: []*availability.Schedule{schedule(t, "New York", hours)}, Period: between(t, "2026-01-05", "2026-01-26"),
			Daily: time.Hour, Most: []time.Duration{12 * time.Hour}, Limits: Limits{Week: 48 * time.Hour, Days: 6, Unbroken: 6 * time.Hour},
		}
		got, err := Shifts(context.Background(), req)
		if err != nil || len(got.Excluded) > 0 {
			t.Errorf("%s: %v, %v", hours, got.Excluded, err)
		}
	}
}

func TestShifts(t *testing.T) {
	for _, c := range []struct {
		why, places, hours, from, to string
		atLeast                      int
		daily, most                  string
		want                         string
	}{
		{"Berlin and New York meet for 3 hours in spring", "Berlin,New York", office, "2026-03-09", "2026-03-28", 0, "3h", "3h", "[0s 0s] true"},
		{"and have to move for the other weeks, by half an hour each rather than one by an hour", "Berlin,New York", office, "2026-03-02", "2026-04-06", 0, "3h", "3h", "[30m0s -30m0s] true"},
		{"of two equal moves the earlier place stays", "Berlin,New York", office, "2026-06-01", "2026-06-29", 0, "2h30m", "3h", "[0s -30m0s] true"},
		{"San Francisco and Berlin cannot", "San Francisco,Berlin", office, "2026-06-01", "2026-06-29", 0, "2h", "1h", "[-1h0m0s 1h0m0s] false"},
		{"three cover the clock as they are", "Berlin,San Francisco,Sydney", "Mo-Su 09:00-17:00", "2026-06-01", "2026-06-29", 1, "24h", "3h", "[0s -1h0m0s 0s] true"},
		{"nobody is there ever", "UTC,UTC", "off", "2026-06-01", "2026-06-29", 0, "2h", "3h", "[0s 0s] true"},
	} {
		req := ShiftRequest{Period: between(t, c.from, c.to), AtLeast: c.atLeast}
		for _, p := range strings.Split(c.places, ",") {
			req.Schedules = append(req.Schedules, schedule(t, p, c.hours))
		}
		req.Daily, _ = time.ParseDuration(c.daily)
		most, _ := time.ParseDuration(c.most)
		req.Most = []time.Duration{most}
		p, err := Shifts(context.Background(), req)
		if got := fmt.Sprint(p.Moves, p.Reached); got != c.want || err != nil || !p.Exact {
			t.Errorf("%s: %s, want %s (%v)\n%+v", c.why, got, c.want, err, p)
		}
	}
}

func TestShiftsRefusesBadRequests(t *testing.T) {
	good := ShiftRequest{Schedules: []*availability.Schedule{schedule(t, "Berlin", office)}, Period: between(t, "2026-03-02", "2026-03-09"), Daily: time.Hour, Most: []time.Duration{time.Hour}}
	for field, spoil := range map[string]func(*ShiftRequest){
		"Schedules":    func(r *ShiftRequest) { r.Schedules = nil },
		"Schedules[1]": func(r *ShiftRequest) { r.Schedules = append(r.Schedules[:1:1], nil) },
		"Period":       func(r *ShiftRequest) { r.Period = between(t, "2026-03-02T00:01:00Z", "2026-03-03T23:59:00Z") },
		"AtLeast":      func(r *ShiftRequest) { r.AtLeast = 2 },
		"Daily":        func(r *ShiftRequest) { r.Daily = 0 },
		"Most":         func(r *ShiftRequest) { r.Most = nil },
		"Most[0]":      func(r *ShiftRequest) { r.Most = []time.Duration{13 * time.Hour} },
		"Step":         func(r *ShiftRequest) { r.Step = time.Second },
		"Limits":       func(r *ShiftRequest) { r.Limits.Days = -1 },
	} {
		r := good
		spoil(&r)
		_, err := Shifts(context.Background(), r)
		var wrong *RequestError
		if !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, spoil := range []func(*ShiftRequest){
		func(r *ShiftRequest) { r.Period = availability.Calendar() },
		func(r *ShiftRequest) { r.Schedules = slices.Repeat(r.Schedules, MaxShiftPeople+1) },
		func(r *ShiftRequest) { r.Step = time.Minute; r.Most = []time.Duration{2 * time.Hour} },
		func(r *ShiftRequest) { r.Daily = 25 * time.Hour },
		func(r *ShiftRequest) { r.Most = make([]time.Duration, 2) },
	} {
		r := good
		spoil(&r)
		if _, err := Shifts(context.Background(), r); !errors.As(err, new(*RequestError)) {
			t.Errorf("%v", err)
		}
	}
}

// hardShifts is a request that takes many partial plans.
func hardShifts(t testing.TB) ShiftRequest {
	req := ShiftRequest{Period: between(t, "2026-03-02", "2026-03-30"), AtLeast: 3, Daily: 24 * time.Hour, Most: []time.Duration{3 * time.Hour}}
	for _, p := range []string{"Berlin", "London", "New York", "San Francisco", "Bengaluru", "Casablanca", "Santiago", "Sydney"} {
		req.Schedules = append(req.Schedules, schedule(t, p, office))
	}
	return req
}

func TestShiftsEndsWithItsContext(t *testing.T) {
	req := hardShifts(t)
	ctx, cancel := context.WithCancel(context.Background())
	last := 0
	req.Progress = func(done, total int) {
		if done < last || done > total {
			t.Fatalf("%d of %d after %d", done, total, last)
		}
		if last = done; done >= 1000 {
			cancel()
		}
	}
	p, err := Shifts(ctx, req)
	if err != nil || p.Exact || last < 1000 || last > 1100 {
		t.Fatalf("%+v %v after %d", p, err, last)
	}
	if p.LeastShortfall > p.After.Shortfall || p.LeastTotal > p.Total || p.After.Shortfall > p.Before.Shortfall {
		t.Errorf("bounds: %+v", p)
	}
	if _, err := Shifts(ctx, req); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
