package overlap

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// slowMeeting evaluates one start of a request, minute by minute and by the definitions.
type slowMeeting struct {
	can, comes []bool
	cost       []time.Duration
	score      Score
	ok         bool
}

// clockIn reports whether the person's wall clock is within hours of every day, such as
// "08:00-20:00" or "22:00-07:00"; "" is always.
func clockIn(s *availability.Schedule, t time.Time, hours string) bool {
	if hours == "" {
		return true
	}
	_, c := s.Zone().Civil(t)
	at := int(time.Duration(c) / time.Minute)
	minute := func(clock string) int {
		return 600*int(clock[0]-'0') + 60*int(clock[1]-'0') + 10*int(clock[3]-'0') + int(clock[4]-'0')
	}
	from, to := minute(hours[:5]), minute(hours[6:])
	if from < to {
		return from <= at && at < to
	}
	return from <= at || at < to
}

type slowRequest struct {
	Request
	within, preferred, nights string
	states                    map[*availability.Schedule][]availability.State // by minute, see state
	perDay                    map[string]int                                  // meetings of a person's day
}

// state returns the person's state, from a table of the minutes around the period.
func (q *slowRequest) state(s *availability.Schedule, t time.Time) availability.State {
	start := q.Period.Start().Add(-3 * 24 * time.Hour)
	i := int(t.Sub(start) / time.Minute)
	if q.states == nil {
		q.states = map[*availability.Schedule][]availability.State{}
	}
	if q.states[s] == nil {
		for u := start; u.Before(q.Period.End().Add(3 * 24 * time.Hour)); u = u.Add(time.Minute) {
			q.states[s] = append(q.states[s], s.StateAt(u))
		}
	}
	if i >= len(q.states[s]) {
		return s.StateAt(t)
	}
	return q.states[s][i]
}

// meetings counts the runs of busy time that start on the person's day that holds u.
func (q *slowRequest) meetings(s *availability.Schedule, u time.Time) (n int) {
	today, _ := s.Zone().Civil(u)
	key := fmt.Sprintf("%p %s", s, today)
	if n, ok := q.perDay[key]; ok {
		return n
	}
	for t := u.Add(-30 * time.Hour); t.Before(u.Add(30 * time.Hour)); t = t.Add(time.Minute) {
		day, _ := s.Zone().Civil(t)
		if day == today && q.state(s, t) == availability.Busy && q.state(s, t.Add(-time.Minute)) != availability.Busy {
			n++
		}
	}
	if q.perDay == nil {
		q.perDay = map[string]int{}
	}
	q.perDay[key] = n
	return n
}

func (q *slowRequest) at(u time.Time) slowMeeting {
	n := len(q.People)
	m := slowMeeting{make([]bool, n), make([]bool, n), make([]time.Duration, n), Score{}, true}
	states := q.States
	if states == 0 {
		states = availability.Free | availability.Stretch
	}
	end := u.Add(q.Duration)
	unliked := make([]time.Duration, n)
	optional := make([]bool, n)
	for i, p := range q.People {
		optional[i] = p.Optional
		s := p.Schedule
		m.can[i] = true
		for t := u; t.Before(end); t = t.Add(time.Minute) {
			state := q.state(s, t)
			if state&states == 0 || !clockIn(s, t, q.within) {
				m.can[i] = false
			}
			price := q.Prices.Outside
			switch {
			case state&availability.Working != 0:
				price = q.Prices.Inside
			case state == availability.Stretch:
				price = q.Prices.Stretch
			case clockIn(s, t, q.nights):
				price = q.Prices.Night
			}
			m.cost[i] += time.Duration(price) * time.Minute
			if q.preferred != "" && !clockIn(s, t, q.preferred) {
				unliked[i] += time.Minute
			}
		}
		for t := u.Add(-q.Before); t.Before(u); t = t.Add(time.Minute) {
			m.can[i] = m.can[i] && q.state(s, t) != availability.Busy
		}
		for t := end; t.Before(end.Add(q.After)); t = t.Add(time.Minute) {
			m.can[i] = m.can[i] && q.state(s, t) != availability.Busy
		}
		if q.PerDay > 0 {
			meetings := q.meetings(s, u)
			m.can[i] = m.can[i] && meetings < q.PerDay
		}
	}
	for _, quota := range q.Quotas {
		for _, i := range quota.Of {
			optional[i] = true
		}
	}
	weight := func(i int) time.Duration { return cmp.Or(q.People[i].Weight, time.Hour) }
	for i := range q.People {
		m.comes[i] = m.can[i] && (!optional[i] || m.cost[i] <= weight(i))
		m.ok = m.ok && (optional[i] || m.can[i])
	}
	for _, quota := range q.Quotas {
		of := slices.Clone(quota.Of)
		slices.Sort(of)
		slices.SortStableFunc(of, func(a, b int) int { return cmp.Compare(m.cost[a], m.cost[b]) })
		come := 0
		for _, i := range of {
			if m.comes[i] {
				come++
			}
		}
		for _, i := range of {
			if come < quota.AtLeast && m.can[i] && !m.comes[i] {
				m.comes[i] = true
				come++
			}
		}
		m.ok = m.ok && come >= quota.AtLeast
	}
	for i := range q.People {
		if !m.comes[i] {
			m.score.Cost += weight(i)
			continue
		}
		m.score.Cost += m.cost[i]
		m.score.Worst = max(m.score.Worst, m.cost[i])
		m.score.Unpreferred += unliked[i]
	}
	return m
}

// starts are the possible starts of the request, by looking at every minute.
func (q *slowRequest) starts() (starts []time.Time) {
	ready := q.Period.Start()
	if q.Notice.Of != nil {
		worked := time.Duration(0)
		for ready = q.Notice.From; worked < q.Notice.Work; ready = ready.Add(time.Minute) {
			if q.state(q.Notice.Of, ready) == availability.Free {
				worked += time.Minute
			}
			if ready.After(q.Period.End()) {
				return nil
			}
		}
	}
	for u := q.Period.Start(); !u.Add(q.Duration).After(q.Period.End()); u = u.Add(time.Minute) {
		zone := q.Clock
		if zone == nil {
			zone = new(availability.Zone)
		}
		_, c := zone.Civil(u)
		grid := cmp.Or(q.Grid, 15*time.Minute)
		if time.Duration(c)%grid == 0 && !u.Before(ready) {
			starts = append(starts, u)
		}
	}
	return starts
}

func randomPerson(t testing.TB, r *rand.Rand, w availability.Span) *availability.Schedule {
	t.Helper()
	places := []string{"Berlin", "New York", "Sydney", "Bengaluru", "Lord Howe", "Santiago", "Casablanca", "UTC"}
	clock := func(from, to int) string { return fmt.Sprintf("%02d:%02d", from+r.IntN(to-from), 15*r.IntN(4)) }
	p := availability.Person{Name: "P", Zone: zoneOf[places[r.IntN(len(places))]]}
	p.Hours = "Mo-Fr " + clock(6, 11) + "-" + clock(14, 20)
	switch r.IntN(6) {
	case 0:
		p.Hours = "Mo-Fr 21:00-05:00"
	case 1:
		p.Hours = "24/7"
	case 2:
		p.Hours = "Mo-Fr 09:00-12:30,13:30-17:30"
	}
	if r.IntN(2) == 0 {
		p.Stretch = "Mo-Su " + clock(5, 9) + "-" + clock(18, 23)
	}
	if r.IntN(3) == 0 {
		p.Focus = "We 10:00-12:00"
	}
	if r.IntN(4) == 0 {
		first, _ := new(availability.Zone).Civil(w.Start().Add(time.Duration(r.IntN(5)) * 24 * time.Hour))
		p.Leave = []availability.TimeOff{{First: first, Last: first + 1}}
	}
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	if r.IntN(2) == 0 {
		var busy []availability.Span
		for range 1 + r.IntN(12) {
			minute := r.IntN(int(w.Duration() / time.Minute))
			if r.IntN(2) == 0 {
				minute -= minute % 15
			}
			from := w.Start().Add(time.Duration(minute) * time.Minute)
			busy = append(busy, availability.Between(from, from.Add(time.Duration(1+r.IntN(6))*15*time.Minute)))
		}
		s = s.With(availability.NewSet(busy...))
	}
	return s
}

func randomRequest(t testing.TB, r *rand.Rand) slowRequest {
	t.Helper()
	oneOf := func(d ...time.Duration) time.Duration { return d[r.IntN(len(d))] }
	first := []string{"2026-03-27T05:07:00Z", "2026-04-03T00:00:00Z", "2026-10-23T11:00:00Z", "2026-06-01T00:00:00Z", "1951-04-12T00:00:00Z"}[r.IntN(5)]
	period := availability.Between(at(t, first), at(t, first).Add(time.Duration(10+r.IntN(100))*time.Hour))
	q := slowRequest{nights: "22:00-07:00"}
	q.Period, q.Best = period, MaxBest
	q.Duration = oneOf(15*time.Minute, 30*time.Minute, time.Hour, 100*time.Minute, 4*time.Hour)
	q.Grid = oneOf(0, 30*time.Minute, time.Hour)
	if r.IntN(2) == 0 {
		q.Clock = zone(t, []string{"Asia/Kolkata", "Australia/Lord_Howe", "Europe/Berlin"}[r.IntN(3)])
	}
	for range 1 + r.IntN(4) {
		q.People = append(q.People, Attendee{Schedule: randomPerson(t, r, period), Optional: r.IntN(3) == 0, Weight: oneOf(0, 0, 30*time.Minute, 5*time.Hour)})
	}
	if r.IntN(6) == 0 {
		q.People = append(q.People, Attendee{Schedule: q.People[0].Schedule, Optional: r.IntN(2) == 0})
	}
	if r.IntN(3) == 0 {
		of := r.Perm(len(q.People))[:1+r.IntN(len(q.People))]
		q.Quotas = append(q.Quotas, Quota{r.IntN(len(of) + 1), of})
	}
	q.States = []availability.State{0, 0, availability.Free, availability.AnyState &^ availability.Leave, availability.Working | availability.Stretch}[r.IntN(5)]
	q.Prices = DefaultPrices()
	if r.IntN(3) == 0 {
		q.Prices.Inside, q.Prices.Stretch, q.nights = r.IntN(3), r.IntN(5), "23:00-05:00"
		q.Prices.Nights = hours(t, q.nights)
	}
	if r.IntN(3) == 0 {
		q.within = "07:00-20:00"
		q.Within = hours(t, q.within)
	}
	if r.IntN(3) == 0 {
		q.preferred = "10:00-16:00"
		q.Preferred = hours(t, q.preferred)
	}
	q.Before, q.After = oneOf(0, 0, 15*time.Minute), oneOf(0, 0, 30*time.Minute)
	q.PerDay = max(0, r.IntN(5)-2)
	if r.IntN(4) == 0 {
		q.Notice = Notice{q.People[0].Schedule, period.Start().Add(-3 * time.Hour), oneOf(time.Hour, 6*time.Hour, 20*time.Hour)}
	}
	return q
}

func hours(t testing.TB, text string) availability.Hours {
	t.Helper()
	h, err := availability.ParseHours(text)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func zone(t testing.TB, name string) *availability.Zone {
	t.Helper()
	z, err := availability.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestFindEqualsMinuteByMinuteSearch(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	found, refused := 0, 0
	for range 100 {
		if checkFind(t, randomRequest(t, r)) {
			found++
		} else {
			refused++
		}
	}
	if found < 20 || refused < 20 {
		t.Errorf("%d requests had a time and %d had none", found, refused)
	}
}

func FuzzFind(f *testing.F) {
	f.Add(uint64(41), uint64(42))
	f.Fuzz(func(t *testing.T, a, b uint64) { checkFind(t, randomRequest(t, rand.New(rand.NewPCG(a, b)))) })
}

// checkFind compares what Find says with a search minute by minute, and reports whether there
// is a time.
func checkFind(t *testing.T, q slowRequest) bool {
	t.Helper()
	got, err := Find(q.Request)
	if err != nil {
		t.Fatal(err)
	}
	var want []Candidate
	slow := map[availability.Span]slowMeeting{}
	for _, u := range q.starts() {
		if m := q.at(u); m.ok {
			c := Candidate{Span: availability.Between(u, u.Add(q.Duration)), Score: m.score}
			want, slow[c.Span] = append(want, c), m
		}
	}
	slices.SortStableFunc(want, func(a, b Candidate) int { return a.Score.Compare(b.Score) })
	if len(want) != len(got.Candidates) || got.Possible != len(want) {
		t.Fatalf("%d candidates of %d, want %d: %+v", len(got.Candidates), got.Possible, len(want), q)
	}
	for i, c := range got.Candidates {
		if c.Span != want[i].Span || c.Score != want[i].Score {
			t.Fatalf("candidate %d is %v %v, want %v %v", i, c.Span, c.Score, want[i].Span, want[i].Score)
		}
		m := slow[c.Span]
		missing := []int{}
		for k, a := range c.Attendances() {
			if a.Comes != m.comes[k] || a.Cost != m.cost[k] || a.Burden.Cost(q.Prices) != a.Cost || (a.Why == Obstacle{}) != a.Comes {
				t.Fatalf("candidate %v, person %d: %+v, want comes %v, cost %v", c.Span, k, a, m.comes[k], m.cost[k])
			}
			if !a.Comes {
				missing = append(missing, k)
			}
		}
		if !slices.Equal(c.Missing(), missing) {
			t.Fatalf("missing %v, want %v", c.Missing(), missing)
		}
	}
	// A few are the first of all.
	q.Best = 3
	few, err := Find(q.Request)
	if err != nil || len(few.Candidates) != min(3, len(want)) || few.Possible != len(want) {
		t.Fatalf("%d of %d, %v", len(few.Candidates), few.Possible, err)
	}
	for i, c := range few.Candidates {
		if c.Span != want[i].Span {
			t.Fatalf("candidate %d of 3 is %v, want %v", i, c.Span, want[i].Span)
		}
	}
	if (got.Refusal == nil) != (len(want) > 0) {
		t.Fatalf("%d candidates, refusal %v", len(want), got.Refusal)
	}
	return got.Refusal == nil
}

func TestFindRefusesNonsense(t *testing.T) {
	ada := schedule(t, "Berlin", office)
	day := between(t, "2026-03-02", "2026-03-03")
	good := Request{Meeting: Meeting{Duration: time.Hour, People: []Attendee{{Schedule: ada}}}, Period: day}
	for field, change := range map[string]func(*Request){
		"Duration: missing":          func(r *Request) { r.Duration = 0 },
		"Duration: -1s":              func(r *Request) { r.Duration = -time.Second },
		"Duration: 1.5s":             func(r *Request) { r.Duration = 1500 * time.Millisecond },
		"Before: ":                   func(r *Request) { r.Before = -1 },
		"After: ":                    func(r *Request) { r.After = 1 },
		"Grid: 7m0s does not divide": func(r *Request) { r.Grid = 7 * time.Minute },
		"PerDay: ":                   func(r *Request) { r.PerDay = -1 },
		"People: missing":            func(r *Request) { r.People = nil },
		"People[1]: ":                func(r *Request) { r.People = []Attendee{{Schedule: ada}, {}} },
		"People[0]: the Weight":      func(r *Request) { r.People = []Attendee{{Schedule: ada, Weight: -1}} },
		"Quotas[0]: there is nobody": func(r *Request) { r.Quotas = []Quota{{1, []int{1}}} },
		"Quotas[0]: the person":      func(r *Request) { r.Quotas = []Quota{{1, []int{0, 0}}} },
		"Quotas[0]: at least 2 of 1": func(r *Request) { r.Quotas = []Quota{{2, []int{0}}} },
		"Prices: -1":                 func(r *Request) { r.Prices.Night = -1 },
		"Limits: ":                   func(r *Request) { r.Limits.Days = -1 },
		"Period: is empty":           func(r *Request) { r.Period = availability.Span{} },
		"Period: reaches":            func(r *Request) { r.Period = availability.UnixSpan(0, 1<<60) },
		"Period: has too many":       func(r *Request) { r.Grid, r.Period = time.Second, between(t, "2026-01-01", "2030-01-01") },
		"Best: ":                     func(r *Request) { r.Best = -1 },
		"Notice: the Work":           func(r *Request) { r.Notice.Work = -1 },
		"Notice: who works":          func(r *Request) { r.Notice.Work = 1 },
	} {
		r := good
		change(&r)
		_, err := Find(r)
		var re *RequestError
		if !errors.As(err, &re) || !strings.HasPrefix(err.Error(), "overlap: request: "+field) {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := Find(good); err != nil {
		t.Error(err)
	}
}

// Counting by marks gives what asking about every start does, across the cells' borders.
func TestTallyEqualsWeighing(t *testing.T) {
	r := rand.New(rand.NewPCG(45, 46))
	for range 20 {
		w := between(t, "2026-02-20T10:07:00Z", "2026-04-20T00:00:00Z")
		m := Meeting{Duration: time.Duration(1+r.IntN(8)) * 15 * time.Minute, States: availability.Free, Grid: []time.Duration{15 * time.Minute, time.Minute, 8 * time.Hour}[r.IntN(3)]}
		for range 2 + r.IntN(4) {
			m.People = append(m.People, Attendee{Schedule: randomPerson(t, r, w), Optional: r.IntN(2) == 0, Weight: time.Duration(r.IntN(4)) * time.Minute})
		}
		if r.IntN(2) == 0 {
			m.Clock = zone(t, "Australia/Lord_Howe")
		}
		s, err := m.session(w, availability.Free)
		if err != nil {
			t.Fatal(err)
		}
		flat := func(streaks func(func(streak) bool)) (all []streak) {
			for r := range streaks {
				for i := range r.count {
					all = append(all, streak{r.first + int64(i)*seconds(s.Grid), 1, r.score})
				}
			}
			return all
		}
		slow := s.weigher(availability.Hours{})
		if !s.isSteady(availability.Hours{}) {
			t.Fatal("not steady")
		}
		got, want := flat(s.tally(s.allStarts())), flat(slow.streaks(s.allStarts()))
		if !slices.Equal(got, want) {
			t.Fatalf("%d starts, want %d: %+v", len(got), len(want), m)
		}
		for range s.tally(s.allStarts()) {
			break // stops when asked to
		}
	}
}

// Many people with few schedules are as many people one by one.
func TestFindSharesSeats(t *testing.T) {
	w := between(t, "2026-03-02", "2026-03-09")
	r := Request{Period: w, Best: MaxBest}
	r.Duration = time.Hour
	for i := range 100 {
		r.People = append(r.People, Attendee{Schedule: spreadPerson(t, i%12+i/50*24), Optional: i >= 50, Weight: time.Duration(1+i%7) * time.Minute})
	}
	got, err := Find(r)
	if err != nil {
		t.Fatal(err)
	}
	slow := slowRequest{Request: r, nights: "22:00-07:00"}
	slow.Prices = DefaultPrices()
	for i := 0; i < len(got.Candidates); i += 7 {
		c := got.Candidates[i]
		if m := slow.at(c.Span.Start()); !m.ok || m.score != c.Score {
			t.Fatalf("%v is %v, want %v", c.Span, c.Score, m.score)
		}
	}
	if got.Possible == 0 || got.Possible == got.Tried {
		t.Errorf("%d of %d starts are possible", got.Possible, got.Tried)
	}
}
