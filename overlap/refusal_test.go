package overlap

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// with returns the request with a change made, other than to somebody's day.
func (q slowRequest) with(c Concession) *slowRequest {
	q.People, q.Quotas = slices.Clone(q.People), slices.Clone(q.Quotas)
	switch c.Kind {
	case Without:
		q.People[c.Person].Optional = true
	case ShorterMeeting:
		q.Duration -= c.By
	case LaterPeriod:
		q.Period = availability.Between(q.Period.Start(), q.Period.End().Add(c.By))
	case ShorterNotice:
		q.Notice.Work -= c.By
	case SmallerQuota:
		q.Quotas[c.Quota].AtLeast -= c.Fewer
	}
	return &q
}

func (q *slowRequest) possible() bool {
	return slices.ContainsFunc(q.starts(), func(u time.Time) bool { return q.at(u).ok })
}

// slowExtensions returns the least extension of one person's day that helps, by person and end,
// trying every start and adding minute by minute.
func (q slowRequest) slowExtensions() map[string]time.Duration {
	least := map[string]time.Duration{}
	states := cmp.Or(q.States, availability.Free|availability.Stretch)
	soft := availability.OffHours | availability.RestDay | availability.Stretch | states
	for _, u := range q.starts() {
		end, m := u.Add(q.Duration), q.at(u)
		for i, p := range q.People {
			if p.Optional || m.can[i] || !q.with(Concession{Kind: Without, Person: i}).at(u).ok {
				continue
			}
			for _, kind := range []ConcessionKind{EarlierStart, LaterEnd} {
				var extra []time.Time
				ok := false
				if kind == LaterEnd {
					for t := end.Add(-time.Minute); len(extra) <= 4*60; t = t.Add(-time.Minute) {
						if q.state(p.Schedule, t)&states != 0 {
							ok = true
							break
						}
						extra = append(extra, t)
					}
				} else {
					for t := u; len(extra) <= 4*60; t = t.Add(time.Minute) {
						if q.state(p.Schedule, t)&states != 0 {
							ok = true
							break
						}
						extra = append(extra, t)
					}
				}
				if !ok || len(extra) == 0 || len(extra) > 4*60 || slices.ContainsFunc(extra, func(t time.Time) bool { return q.state(p.Schedule, t)&soft == 0 }) {
					continue
				}
				// Only this person's day is longer, though others may have the same schedule.
				twin := p.Schedule.With(availability.Set{})
				table := slices.Clone(q.states[p.Schedule])
				for _, t := range extra {
					table[t.Sub(q.Period.Start().Add(-3*24*time.Hour))/time.Minute] = availability.Free
				}
				q.states[twin] = table
				longer := q
				longer.perDay = nil
				longer.People = slices.Clone(q.People)
				longer.People[i].Schedule = twin
				can := longer.at(u).can[i]
				delete(q.states, twin)
				if states&availability.Free == 0 || !can {
					continue
				}
				key := fmt.Sprint(i, kind)
				if by, known := least[key]; !known || time.Duration(len(extra))*time.Minute < by {
					least[key] = time.Duration(len(extra)) * time.Minute
				}
			}
		}
	}
	return least
}

func TestRefusalEqualsMinuteByMinuteSearch(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 48))
	kinds := map[ConcessionKind]int{}
	refused := 0
	for refused < 40 {
		q := randomRequest(t, r)
		got, err := Find(q.Request)
		if err != nil {
			t.Fatal(err)
		}
		f := got.Refusal
		if f == nil {
			continue
		}
		refused++
		all := q
		all.Notice = Notice{}
		early := map[time.Time]bool{}
		for _, u := range all.starts() {
			early[u] = true
		}
		if f.Tried != len(early) || got.Tried != f.Tried {
			t.Fatalf("tried %d, want %d", f.Tried, len(early))
		}
		for _, u := range q.starts() {
			delete(early, u)
		}
		if f.TooEarly != len(early) {
			t.Fatalf("%d are too early, want %d", f.TooEarly, len(early))
		}
		starts, alone, short := make([]int, len(q.People)), make([]int, len(q.People)), 0
		fewest := len(q.People) + 1
		absences := map[string]bool{}
		optional := make([]bool, len(q.People))
		for i, p := range q.People {
			optional[i] = p.Optional
		}
		for _, quota := range q.Quotas {
			for _, i := range quota.Of {
				optional[i] = true
			}
		}
		for _, u := range all.starts() {
			m := q.at(u)
			var blockers []int
			for i := range q.People {
				if !optional[i] && !m.can[i] {
					starts[i]++
					blockers = append(blockers, i)
				}
			}
			met := true
			for _, quota := range q.Quotas {
				can := 0
				for _, i := range quota.Of {
					if m.can[i] {
						can++
					}
				}
				met = met && can >= quota.AtLeast
			}
			if !met {
				short++
			}
			if !met || early[u] || len(blockers) == 0 {
				continue
			}
			if len(blockers) == 1 {
				alone[blockers[0]]++
			}
			if len(blockers) < fewest {
				fewest = len(blockers)
				clear(absences)
			}
			if len(blockers) == fewest {
				absences[fmt.Sprint(blockers)] = true
			}
		}
		if f.Short != short {
			t.Fatalf("%d are short, want %d", f.Short, short)
		}
		for _, b := range f.Blockers {
			reasons := 0
			for _, why := range b.Reasons {
				reasons += why.Starts
			}
			if b.Starts != starts[b.Person] || b.Alone != alone[b.Person] || reasons != b.Starts || b.Starts == 0 {
				t.Fatalf("%+v, want %d and %d alone", b, starts[b.Person], alone[b.Person])
			}
			starts[b.Person] = 0
		}
		if slices.Max(starts) > 0 {
			t.Fatalf("there are blockers beside %v: %v", f.Blockers, starts)
		}
		extensions := q.slowExtensions()
		said := map[ConcessionKind]bool{}
		for _, x := range f.Relaxations {
			relaxed := &q
			for _, c := range x.Concessions {
				kinds[c.Kind]++
				said[c.Kind] = true
				if c.Kind != EarlierStart && c.Kind != LaterEnd {
					relaxed = relaxed.with(c)
				}
			}
			c := x.Concessions[0]
			cost := time.Duration(0)
			for i, a := range x.Candidate.Attendances() {
				if a.Comes {
					cost += a.Cost
				} else {
					cost += cmp.Or(q.People[i].Weight, time.Hour)
				}
			}
			if cost != x.Candidate.Score.Cost {
				t.Fatalf("%v: costs %v, want %v", x, x.Candidate.Score.Cost, cost)
			}
			switch c.Kind {
			case Without:
				var people []int
				for _, c := range x.Concessions {
					people = append(people, c.Person)
				}
				if !absences[fmt.Sprint(people)] {
					t.Fatalf("without %v, want one of %v", people, absences)
				}
				delete(absences, fmt.Sprint(people))
				fallthrough
			case ShorterMeeting, LaterPeriod, ShorterNotice, SmallerQuota:
				if m := relaxed.at(x.Candidate.Span.Start()); !m.ok || m.score != x.Candidate.Score {
					t.Fatalf("%v: candidate %v is %+v, want %+v", x, x.Candidate.Span, x.Candidate.Score, m)
				}
			default:
				if len(x.Concessions) > 1 {
					break
				}
				key := fmt.Sprint(c.Person, c.Kind)
				if extensions[key] != c.By {
					t.Fatalf("%v, want by %v", x, extensions[key])
				}
				delete(extensions, key)
			}
			// A little less would not do.
			less := c
			switch c.Kind {
			case ShorterMeeting, LaterPeriod, ShorterNotice:
				if less.By -= time.Minute; less.By > 0 && q.with(less).possible() {
					t.Fatalf("%v: %v would do", x, less.By)
				}
			case SmallerQuota:
				for i, c := range x.Concessions {
					less := &q
					for k, other := range x.Concessions {
						if k == i {
							other.Fewer--
						}
						less = less.with(other)
					}
					if less.possible() {
						t.Fatalf("%v: fewer of %d would do", x, c.Quota)
					}
				}
			}
		}
		if len(absences) > 0 && len(f.Relaxations) < maxRelaxations || len(extensions) > 0 && len(f.Relaxations) < maxRelaxations {
			t.Fatalf("not said: without %v, longer days %v; said %v", absences, extensions, f.Relaxations)
		}
		if shorter := q.with(Concession{Kind: ShorterMeeting, By: q.Duration - time.Minute}); !said[ShorterMeeting] && q.Duration > time.Minute && shorter.possible() {
			t.Fatalf("a meeting of a minute would do, but it is not said: %v", f.Relaxations)
		}
		unprepared := q
		unprepared.Notice = Notice{}
		if !said[ShorterNotice] && unprepared.possible() {
			t.Fatalf("it would do without notice, but it is not said: %v", f.Relaxations)
		}
		if later := q.with(Concession{Kind: LaterPeriod, By: 5 * 24 * time.Hour}); !said[LaterPeriod] && later.possible() {
			t.Fatalf("five days more would do, but it is not said: %v", f.Relaxations)
		}
		if strings.Contains(f.String(), "%!") {
			t.Fatal(f)
		}
	}
	for kind := Without; kind <= SmallerQuota; kind++ {
		if kinds[kind] == 0 {
			t.Errorf("no relaxation of kind %d was tried: %v", kind, kinds)
		}
	}
}

// What only time mends, with the exact amount of it.
func TestLaterPeriodAndShorterNotice(t *testing.T) {
	ada := schedule(t, "Berlin", office, "2026-03-02/2026-04-30")
	r := Request{Period: between(t, "2026-03-02", "2026-03-07")}
	r.Duration, r.People = time.Hour, []Attendee{{Schedule: ada}}
	find := func(r Request) Result {
		t.Helper()
		got, err := Find(r)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	// Friday is 1 May; from the end of 6 March to 10:00 in Berlin.
	got := find(r).Refusal.Relaxations
	if want := at(t, "2026-05-01T08:00:00Z").Sub(r.Period.End()); len(got) != 2 || got[1].Concessions[0].Kind != LaterPeriod || got[1].Concessions[0].By != want {
		t.Errorf("%v, want later by %v", got, want)
	}
	r.Period = between(t, "2026-03-02", "2026-03-03")
	r.People[0].Schedule = schedule(t, "Berlin", "Mo 09:00-09:30")
	if got := find(r).Refusal.Relaxations; got[len(got)-1].Concessions[0].Kind == LaterPeriod {
		t.Errorf("half an hour a week is never an hour: %v", got)
	}

	// From 10:00:00.5 on, two hours are worked at 12:00:00.5.
	r.People[0].Schedule = schedule(t, "UTC", office)
	r.Notice = Notice{Of: r.People[0].Schedule, From: at(t, "2026-03-02T10:00:00Z").Add(time.Second / 2), Work: 2 * time.Hour}
	if got := find(r).Candidates[0].Span.Start(); !got.Equal(at(t, "2026-03-02T12:15:00Z")) {
		t.Errorf("first at %v", got)
	}
	r.Notice.Work = 7 * time.Hour
	got = find(r).Refusal.Relaxations
	if c := got[len(got)-1].Concessions[0]; c.Kind != ShorterNotice || c.By != time.Hour+time.Second/2 {
		t.Errorf("%v, want an hour and a half second less notice", got)
	}
	r.Notice.Of = schedule(t, "UTC", "off")
	if f := find(r).Refusal; f.TooEarly != f.Tried {
		t.Errorf("who never works is never prepared: %+v", f)
	}
}
