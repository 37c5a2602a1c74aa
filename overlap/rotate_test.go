package overlap

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// eightCities returns the people of a team around the world.
func eightCities(t testing.TB, hours, stretch string) []Attendee {
	t.Helper()
	var people []Attendee
	for _, zone := range []string{
		"America/Los_Angeles", "America/New_York", "Europe/London", "Europe/Berlin",
		"Asia/Kolkata", "Asia/Singapore", "Australia/Sydney", "America/Sao_Paulo",
	} {
		s, err := availability.Person{Name: zone, Zone: zone, Hours: hours, Stretch: stretch}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		people = append(people, Attendee{Schedule: s})
	}
	return people
}

// aDozen returns a rotation of the eight over twelve weeks, or twelve Tuesdays.
func aDozen(t testing.TB, from, stretch string, weekdays ...time.Weekday) RotateRequest {
	t.Helper()
	season := availability.Between(at(t, from), at(t, from).AddDate(0, 0, 12*7))
	r := RotateRequest{
		Meeting:     Meeting{Duration: time.Hour, Grid: 30 * time.Minute, People: eightCities(t, office, stretch)},
		Occurrences: Weeks(nil, season, time.Monday),
	}
	if len(weekdays) > 0 {
		r.Occurrences = Days(nil, season, weekdays...)
	}
	return r
}

var dozens = []struct {
	name, from, stretch string
	weekdays            []time.Weekday
}{
	{"summer weeks", "2026-05-04", "Mo-Fr 07:00-22:00", nil},
	{"summer weeks, short stretch", "2026-05-04", "Mo-Fr 08:00-20:00", nil},
	{"summer weeks, no stretch", "2026-05-04", "", nil},
	{"summer Tuesdays", "2026-05-04", "Mo-Fr 07:00-22:00", []time.Weekday{time.Tuesday}},
	{"spring weeks", "2026-02-16", "Mo-Fr 07:00-22:00", nil},
	{"spring weeks, short stretch", "2026-02-16", "Mo-Fr 08:00-20:00", nil},
	{"spring weeks, no stretch", "2026-02-16", "", nil},
	{"spring Tuesdays", "2026-02-16", "Mo-Fr 07:00-22:00", []time.Weekday{time.Tuesday}},
	{"spring Tuesdays, short stretch", "2026-02-16", "Mo-Fr 08:00-20:00", []time.Weekday{time.Tuesday}},
	{"autumn weeks", "2026-09-14", "Mo-Fr 07:00-22:00", nil},
	{"autumn weeks, short stretch", "2026-09-14", "Mo-Fr 08:00-20:00", nil},
	{"autumn Tuesdays", "2026-09-14", "Mo-Fr 07:00-22:00", []time.Weekday{time.Tuesday}},
}

func TestRotateRefuses(t *testing.T) {
	day := between(t, "2026-03-02", "2026-03-03")
	good := func() RotateRequest {
		return RotateRequest{
			Meeting:     Meeting{Duration: time.Hour, People: []Attendee{{Schedule: schedule(t, "Berlin", office)}}},
			Occurrences: []availability.Span{day},
		}
	}
	if _, err := Rotate(context.Background(), good()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		field  string
		change func(r *RotateRequest)
	}{
		{"Occurrences", func(r *RotateRequest) { r.Occurrences = nil }},
		{"Occurrences", func(r *RotateRequest) { r.Occurrences = make([]availability.Span, 1001) }},
		{"Occurrences[1]", func(r *RotateRequest) { r.Occurrences = append(r.Occurrences, availability.Span{}) }},
		{"Occurrences[1]", func(r *RotateRequest) { r.Occurrences = append(r.Occurrences, day) }},
		{"Occurrences[1]", func(r *RotateRequest) {
			r.Occurrences = append(r.Occurrences, availability.Between(day.Start().AddDate(21, 0, 0), day.End().AddDate(21, 0, 0)))
		}},
		{"Occurrences[0]", func(r *RotateRequest) { r.Occurrences[0] = availability.UnixSpan(0, 1<<60) }},
		{"Occurrences[0]", func(r *RotateRequest) { r.Occurrences[0], r.Grid = between(t, "2026-01-01", "2027-01-01"), time.Second }},
		{"Occurrences", func(r *RotateRequest) {
			r.Duration, r.Prices = MaxDuration, Prices{Night: 1000}
			for k := range 100 {
				r.Occurrences = append(r.Occurrences, availability.Between(day.End().AddDate(0, 0, 8*k), day.End().AddDate(0, 0, 8*k+8)))
			}
		}},
		{"Effort", func(r *RotateRequest) { r.Effort = -1 }},
		{"Ledger", func(r *RotateRequest) { r.Ledger = map[string]time.Duration{"Ada": -time.Hour} }},
		{"Ledger", func(r *RotateRequest) { r.Ledger = map[string]time.Duration{"Ada": 2 * MaxLedger} }},
		{"Ledger", func(r *RotateRequest) { r.Ledger = map[string]time.Duration{"Ada": 1} }},
		{"People[1]", func(r *RotateRequest) { r.People = append(r.People, r.People[0]) }},
		{"People[0]", func(r *RotateRequest) { r.People[0].Schedule = nil }},
		{"People", func(r *RotateRequest) { r.People = nil }},
		{"Duration", func(r *RotateRequest) { r.Duration = 0 }},
		{"Grid", func(r *RotateRequest) { r.Grid = time.Nanosecond }},
	} {
		r := good()
		c.change(&r)
		_, err := Rotate(context.Background(), r)
		var wrong *RequestError
		if !errors.As(err, &wrong) || wrong.Field != c.field {
			t.Errorf("%s: %v", c.field, err)
		}
	}
}

// An occurrence without a possible start says why, and does not keep the others from
// being planned.
func TestRotateSaysWhoIsInTheWay(t *testing.T) {
	r := RotateRequest{
		Meeting: Meeting{Duration: time.Hour, Grid: time.Hour, People: []Attendee{
			{Schedule: schedule(t, "Berlin", office)},
			{Schedule: schedule(t, "London", office, "2026-03-09/2026-03-15")},
			{Schedule: schedule(t, "Sydney", office, "2026-03-09"), Optional: true},
		}},
		Occurrences: Days(nil, between(t, "2026-03-02", "2026-03-17"), time.Monday),
	}
	r.Occurrences = append(r.Occurrences, between(t, "2026-03-20", "2026-03-21").Intersect(availability.UnixSpan(0, at(t, "2026-03-20").Unix()+60)))
	got, err := Rotate(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, turn := range got.Turns {
		line := fmt.Sprint(turn.Span.IsEmpty(), len(turn.Attendances))
		if f := turn.Refusal; f != nil {
			line += fmt.Sprint(" tried ", f.Tried)
			for _, b := range f.Blockers {
				line += fmt.Sprint(", ", b.Name, " cannot at ", b.Starts, " for ", b.Reasons)
			}
		}
		lines = append(lines, line)
	}
	want := []string{"false 3", "true 0 tried 24, London cannot at 24 for [{leave 24}]", "false 3", "true 0 tried 0"}
	if !slices.Equal(lines, want) || !got.Exact {
		t.Errorf("%q, exact %v, want %q", lines, got.Exact, want)
	}

	r.Occurrences = r.Occurrences[1:2]
	got, err = Rotate(context.Background(), r)
	if err != nil || !got.Exact || got.Largest != 0 || got.Bound != 0 || len(got.Ledger) != 3 {
		t.Errorf("without any meeting: %+v, %v", got, err)
	}
}

// A context that is done before there is a plan is an error; one that is done later is not.
func TestRotateIsCancelled(t *testing.T) {
	r := aDozen(t, "2026-02-16", "Mo-Fr 07:00-22:00")
	ctx, cancel := context.WithCancel(context.Background())
	last, calls := -1, 0
	r.Progress = func(done, total int) {
		if done < last || done > total {
			t.Errorf("progress %d after %d of %d", done, last, total)
		}
		last = done
		calls++
		if done > len(r.Occurrences)+5 {
			cancel()
		}
	}
	got, err := Rotate(ctx, r)
	if err != nil || got.Exact || got.Bound == 0 || got.Bound > got.Largest || len(got.Turns) != 12 {
		t.Errorf("cancelled: %+v, %v", got, err)
	}
	if calls < 12 || last != 12+DefaultEffort {
		t.Errorf("%d calls, the last one with %d", calls, last)
	}
	if _, err := Rotate(ctx, r); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
}

// The ledger goes from one season to the next: two halves share the burden as the whole does,
// but for what could not be known.
func TestRotateGoesOnFromTheLedger(t *testing.T) {
	r := aDozen(t, "2026-05-04", "Mo-Fr 07:00-22:00")
	r.Occurrences = r.Occurrences[:4]
	first, err := Rotate(context.Background(), r)
	if err != nil || first.EarlyNights == 0 {
		t.Fatalf("%+v %v", first, err)
	}
	r.Ledger = first.Ledger
	second, err := Rotate(context.Background(), r)
	if err != nil || second.EarlyNights != 0 {
		t.Fatalf("%+v %v", second, err)
	}
	for _, a := range r.People {
		name := a.Schedule.Name()
		total := first.Ledger[name]
		for _, turn := range second.Turns {
			total += turn.Attendances[slices.IndexFunc(r.People, func(b Attendee) bool { return b.Schedule == a.Schedule })].Cost
		}
		if second.Ledger[name] != total {
			t.Errorf("%s: %v, want %v", name, second.Ledger[name], total)
		}
	}
}

// Many people and occurrences have a plan and a bound, too, and the same ones each time.
func TestRotateLarge(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 44))
	q := RotateRequest{Meeting: Meeting{Duration: time.Hour}, Effort: 20, Occurrences: Weeks(nil, knownYear(t), time.Monday)}
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago", "UTC"}
	for i := range 70 {
		s, err := availability.Person{Name: fmt.Sprint(i), Zone: zones[r.IntN(len(zones))], Hours: fmt.Sprintf("Mo-Fr %02d:00-17:00", 7+r.IntN(4))}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		q.People = append(q.People, Attendee{Schedule: s})
	}
	q.Grid = 2 * time.Hour
	a, err := Rotate(context.Background(), q)
	if err != nil || a.Exact || a.Bound <= 0 || a.Bound > a.Largest || a.Largest > 2*a.Bound {
		t.Fatalf("largest %v, bound %v, exact %v, %v", a.Largest, a.Bound, a.Exact, err)
	}
	b, _ := Rotate(context.Background(), q)
	if fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error("another result")
	}
	// More than 64 people who have borne nothing, and few enough plans to try all.
	q.Occurrences, q.Grid = q.Occurrences[:2], 12*time.Hour
	if a, err = Rotate(context.Background(), q); err != nil || a.Exact || a.Bound <= 0 || a.Bound > a.Largest || len(a.Turns[1].Attendances) != 70 {
		t.Errorf("largest %v, bound %v, exact %v, %v", a.Largest, a.Bound, a.Exact, err)
	}
}

// Teams around the world are planned exactly over a dozen weeks or Tuesdays.
func TestRotateDozensAreExact(t *testing.T) {
	for _, c := range dozens {
		if c.stretch != "Mo-Fr 08:00-20:00" {
			continue // the others take longer: see the benchmark
		}
		got, err := Rotate(context.Background(), aDozen(t, c.from, c.stretch, c.weekdays...))
		if err != nil || !got.Exact || got.Bound != got.Largest || got.EarlyNights != 1 {
			t.Errorf("%s: largest %v, bound %v, exact %v, early nights %d, %v", c.name, got.Largest, got.Bound, got.Exact, got.EarlyNights, err)
		}
	}
}

// Nobody is asked for a weekend only to have given something before another's night.
func TestRotateAsksForNothingInVain(t *testing.T) {
	got, err := Rotate(context.Background(), aDozen(t, "2026-05-04", "Mo-Fr 07:00-22:00"))
	if err != nil {
		t.Fatal(err)
	}
	for _, turn := range got.Turns {
		if d := turn.Span.Start().Weekday(); d == time.Saturday || d == time.Sunday {
			t.Errorf("a meeting on %v", turn.Span)
		}
	}
}

func TestDaysAndWeeks(t *testing.T) {
	apia := schedule(t, "Apia", office).Zone()
	lines := func(spans []availability.Span) (s []string) {
		for _, sp := range spans {
			s = append(s, sp.String())
		}
		return s
	}
	for _, c := range []struct {
		name string
		got  []availability.Span
		want []string
	}{
		{"whole days only", Days(nil, availability.Between(at(t, "2026-03-02T00:00:01Z"), at(t, "2026-03-04T23:59:59Z"))), []string{"2026-03-03T00:00:00Z/2026-03-04T00:00:00Z"}},
		{"a day that the clock skips", Days(apia, between(t, "2011-12-29", "2012-01-01")), []string{
			"2011-12-29T10:00:00Z/2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z/2011-12-31T10:00:00Z"}},
		{"weekdays", Days(nil, between(t, "2026-03-02", "2026-03-09"), time.Sunday, time.Tuesday), []string{
			"2026-03-03T00:00:00Z/2026-03-04T00:00:00Z", "2026-03-08T00:00:00Z/2026-03-09T00:00:00Z"}},
		{"weeks", Weeks(nil, between(t, "2026-03-02", "2026-03-22"), time.Monday), []string{
			"2026-03-02T00:00:00Z/2026-03-09T00:00:00Z", "2026-03-09T00:00:00Z/2026-03-16T00:00:00Z"}},
		{"none", Weeks(nil, availability.Span{}, time.Monday), nil},
		{"the end of the calendar", Days(apia, availability.UnixSpan(at(t, "9999-12-30").Unix(), 1<<62)), nil},
	} {
		got := lines(c.got)
		if c.name == "the end of the calendar" {
			if len(got) > 2 {
				t.Errorf("%s: %q", c.name, got)
			}
			continue
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func BenchmarkRotate(b *testing.B) {
	for _, c := range dozens {
		b.Run(c.name, func(b *testing.B) {
			r := aDozen(b, c.from, c.stretch, c.weekdays...)
			var got Rotation
			for b.Loop() {
				var err error
				if got, err = Rotate(context.Background(), r); err != nil {
					b.Fatal(err)
				}
			}
			exact := 0.0
			if got.Exact {
				exact = 1
			}
			b.ReportMetric(exact, "exact")
			b.ReportMetric(got.Largest.Hours(), "largest-h")
			b.ReportMetric(got.Bound.Hours(), "bound-h")
		})
	}
}

// Three weeks of three people, against trying every plan of the same choices.
func BenchmarkRotateAgainstEveryPlan(b *testing.B) {
	r := aDozen(b, "2026-05-04", "Mo-Fr 07:00-22:00")
	r.Occurrences = r.Occurrences[:3]
	r.People = []Attendee{r.People[0], r.People[2], r.People[6]}
	var choices [][]oracleChoice
	for _, o := range r.Occurrences {
		choices = append(choices, oracleChoices(r, o))
	}
	start := time.Now()
	want, plans := oracleRotate(r, choices)
	peer := time.Since(start)
	var got Rotation
	for b.Loop() {
		var err error
		if got, err = Rotate(context.Background(), r); err != nil {
			b.Fatal(err)
		}
	}
	if got.Largest != time.Duration(want.totals[0])*time.Minute {
		b.Fatalf("largest %v, want %d min", got.Largest, want.totals[0])
	}
	b.ReportMetric(float64(peer)/(float64(b.Elapsed())/float64(b.N)), "x-faster")
	b.ReportMetric(float64(plans), "plans")
}
