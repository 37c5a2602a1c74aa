package overlap

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// "Answer within 4 working hours of the owner's region, the clock stops while we wait for the customer."
func TestPromise(t *testing.T) {
	region := schedule(t, "UTC", office)
	waiting := availability.NewSet(between(t, "2026-03-05T14:00:00Z", "2026-03-06T10:00:00Z"))
	promise := Promise{Within: 4 * time.Hour, Schedule: region, Pauses: waiting}
	plain := Promise{Within: 4 * time.Hour, Schedule: region}
	flexible, err := availability.Person{Name: "flexible", Zone: "UTC", Hours: "Mo-Fr 07:00-19:00", Daily: 6 * time.Hour}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name           string
		promise        Promise
		sent, answered string
		due            string
		met            bool
		margin         time.Duration
		elapsed        time.Duration
	}{
		{"in time", plain, "2026-03-05T10:00:00Z", "2026-03-05T13:00:00Z", "2026-03-05T14:00:00Z", true, time.Hour, time.Hour},
		{"just in time", plain, "2026-03-05T10:00:00Z", "2026-03-05T14:00:00Z", "2026-03-05T14:00:00Z", true, 0, 0},
		{"a moment late", plain, "2026-03-05T10:00:00Z", "2026-03-05T14:00:00.000000001Z", "2026-03-05T14:00:00Z", false, -1, -1},
		{"overnight", plain, "2026-03-05T15:00:00Z", "2026-03-06T08:00:00Z", "2026-03-06T11:00:00Z", true, 2 * time.Hour, 3 * time.Hour},
		{"late by a weekend", plain, "2026-03-06T10:00:00Z", "2026-03-09T10:00:00Z", "2026-03-06T14:00:00Z", false, -4 * time.Hour, -68 * time.Hour},
		{"late, but out of hours", plain, "2026-03-06T13:00:00Z", "2026-03-07T10:00:00Z", "2026-03-06T17:00:00Z", false, 0, -17 * time.Hour},
		{"the clock stood still", promise, "2026-03-05T12:00:00Z", "2026-03-06T11:00:00Z", "2026-03-06T12:00:00Z", true, time.Hour, time.Hour},
		{"and runs again", promise, "2026-03-05T12:00:00Z", "2026-03-06T12:30:00Z", "2026-03-06T12:00:00Z", false, -30 * time.Minute, -30 * time.Minute},
		{"never due", Promise{}, "2026-03-05T12:00:00Z", "2086-03-06T12:30:00Z", "", true, 0, 0},
		{"meetings count, too", Promise{Within: time.Hour, Schedule: region.With(waiting), States: availability.Working}, "2026-03-05T15:00:00Z", "2026-03-05T16:30:00Z", "2026-03-05T16:00:00Z", false, -30 * time.Minute, -30 * time.Minute},
		{"flexible hours", Promise{Within: 6 * time.Hour, Schedule: flexible}, "2026-03-05T07:00:00Z", "2026-03-05T19:00:00Z", "2026-03-05T19:00:00Z", true, 0, 0},
	} {
		v := c.promise.Check(Message{at(t, c.sent), at(t, c.answered)})
		due := ""
		if !v.Due.IsZero() {
			due = v.Due.Format(time.RFC3339Nano)
		}
		if due != c.due || v.Met != c.met || v.Margin != c.margin || v.Elapsed != c.elapsed {
			t.Errorf("%s: due %s, met %v, margin %v, elapsed %v; want %s, %v, %v, %v", c.name, due, v.Met, v.Margin, v.Elapsed, c.due, c.met, c.margin, c.elapsed)
		}
		if u, ok := c.promise.Due(at(t, c.sent)); ok != (c.due != "") || ok && !u.Equal(v.Due) {
			t.Errorf("%s: due %v %v", c.name, u, ok)
		}
	}
}

// How well a promise is kept is counted minute by minute: both functions are straight lines between them,
// which may cross within one.
func TestServiceEqualsSimulation(t *testing.T) {
	g := minuteSteps(t)
	r := rand.New(rand.NewPCG(95, 96))
	for range 80 {
		e := randomExpression(t, r, g, 2)
		p := Promise{Within: time.Duration(r.IntN(500)) * time.Minute, Schedule: busySchedule(t, r, g)}
		switch r.IntN(5) {
		case 0:
			p.States = availability.Working
		case 1:
			from := g.time(2 * r.IntN(g.horizon/2)).Unix()
			p.Pauses = availability.NewSet(availability.UnixSpan(from, from+60*int64(r.IntN(1000))))
		case 2:
			p.Schedule = nil
		}
		from := g.time(2 * r.IntN(g.horizon/4))
		sent := randomSchedule(t, r).In(availability.Between(from, from.Add(time.Duration(r.IntN(30))*time.Hour)))
		got := p.Service(e.reply(), sent)
		reply, promised := e.reply(), p.Reply()
		met, n := 0, 0
		for sp := range sent.All() {
			for m := sp.Start().Add(30 * time.Second); m.Before(sp.End()); m = m.Add(time.Minute) {
				n++
				answered, ok := reply.At(m)
				due, is := promised.At(m)
				if kept := !is || ok && !answered.After(due); kept {
					met++
				}
				// A second is missed if what is sent in it is, at its instant or after.
				second := m.Add(time.Second / 2)
				answered, ok = reply.At(second)
				due, is = promised.At(second)
				late := is && !(ok && !answered.After(due))
				if late != got.Missed.Contains(second) {
					atOnce, _ := reply.At(second.Truncate(time.Second))
					if border, _ := promised.At(second.Truncate(time.Second)); late || !atOnce.After(border) {
						t.Fatalf("%v, promised within %v: sent %v it is late: %v", e, p.Within, second, late)
					}
				}
			}
		}
		if want := share(int64(met), int64(n)); got.Met != want {
			t.Fatalf("%v, promised within %v: met %v, want %v", e, p.Within, got.Met, want)
		}
	}
}

// Who answers just as it falls due keeps the promise.
func TestServiceJustInTime(t *testing.T) {
	day := schedule(t, "UTC", office)
	sent := availability.NewSet(between(t, "2026-03-05T08:00:00Z", "2026-03-05T18:00:00Z"))
	for _, c := range []struct {
		name  string
		reply Reply
		want  float64
	}{
		{"just in time", ReplyFrom(day, 2*time.Hour), 1},
		{"a second late", ReplyFrom(day, 2*time.Hour+time.Second), 0},
		{"a second early", ReplyFrom(day, 2*time.Hour-time.Second), 1},
		{"what falls due the next day", Delay(3 * time.Hour), 0.3}, // is sent after 15:00
		{"never", Reply{}, 0},
	} {
		got := Promise{Within: 2 * time.Hour, Schedule: day}.Service(c.reply, sent)
		if got.Met != c.want {
			t.Errorf("%s: %v, want %v, missed %v", c.name, got.Met, c.want, got.Missed)
		}
	}
}
