package overlap

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

func TestReplyAt(t *testing.T) {
	for _, c := range []struct{ place, hours, work, sent, want, why string }{
		{"UTC", office, "0s", "2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z", "seen at once"},
		{"UTC", office, "0s", "2026-03-02T17:00:00Z", "2026-03-03T09:00:00Z", "17:00 is after work"},
		{"UTC", office, "0s", "2026-03-02T16:59:59.5Z", "2026-03-02T16:59:59.5Z", "the last moment"},
		{"UTC", office, "0s", "2026-03-02T08:59:59.5Z", "2026-03-02T09:00:00Z", "before work"},
		{"UTC", office, "0s", "2026-03-06T18:00:00Z", "2026-03-09T09:00:00Z", "Friday evening waits until Monday"},
		{"UTC", office, "1h", "2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z", "an hour of work"},
		{"UTC", office, "1h", "2026-03-02T16:00:00Z", "2026-03-02T17:00:00Z", "work that just fills the day"},
		{"UTC", office, "1h", "2026-03-02T16:00:00.000000001Z", "2026-03-03T09:00:00.000000001Z", "a moment too late"},
		{"UTC", office, "1h", "2026-03-02T16:30:00Z", "2026-03-03T09:30:00Z", "half today, half tomorrow"},
		{"UTC", office, "1h", "2026-03-02T20:00:00Z", "2026-03-03T10:00:00Z", "from the morning on"},
		{"UTC", office, "8h", "2026-03-02T03:00:00Z", "2026-03-02T17:00:00Z", "a whole day"},
		{"UTC", office, "100h", "2026-03-02T09:00:00Z", "2026-03-18T13:00:00Z", "twelve days and a half"},
		{"UTC", office, "500ms", "2026-03-02T10:00:00Z", "2026-03-02T10:00:01Z", "fractions of work count whole"},
		{"UTC", office, "-1h", "2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z", "negative work is none"},
		{"UTC", "24/7", "1000h", "2026-03-02T10:00:00Z", "2026-04-13T02:00:00Z", "always there"},
		{"UTC", "off", "0s", "2026-03-02T10:00:00Z", "", "never there"},
		{"UTC", office, "1h", "9999-12-31T16:30:00Z", "", "the calendar ends"},
		{"Berlin", "Su 01:00-04:00", "2h", "2026-03-28T00:00:00Z", "2026-03-29T02:00:00Z", "an hour of the shift is skipped"},
		{"Berlin", "Su 01:00-04:00", "4h", "2026-10-24T00:00:00Z", "2026-10-25T03:00:00Z", "an hour of the shift comes twice"},
		{"UTC", office, "1h", "-0001-01-01T00:00:00Z", "", "before the calendar"},
	} {
		work, err := time.ParseDuration(c.work)
		if err != nil {
			t.Fatal(err)
		}
		sent := time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)
		if c.sent[0] != '-' {
			sent = at(t, c.sent)
		}
		got := ""
		if answered, ok := ReplyFrom(schedule(t, c.place, c.hours), work).At(sent); ok {
			got = answered.Format(time.RFC3339Nano)
		}
		if got != c.want {
			t.Errorf("%s %s, %s of work, sent %s (%s):\n got %s\nwant %s", c.place, c.hours, c.work, c.sent, c.why, got, c.want)
		}
	}
}

func TestZeroReplyNeverAnswers(t *testing.T) {
	if got, ok := (Reply{}).At(at(t, "2026-03-02")); ok {
		t.Errorf("answered at %v", got)
	}
	w := Reply{}.Wait(availability.NewSet(between(t, "2026-03-02", "2026-03-03")))
	if w.Unanswered() != 1 {
		t.Errorf("share unanswered = %v, want 1", w.Unanswered())
	}
}

// simulate answers a message second by second: a second counts as work if the
// person works in it. It is the oracle for whole seconds.
func simulate(s *availability.Schedule, work time.Duration, sent, horizon time.Time) (time.Time, bool) {
	working := s.In(availability.Between(sent, horizon))
	left := int64(work / time.Second)
	for t := sent; t.Before(horizon); t = t.Add(time.Second) {
		if !working.Contains(t) {
			continue
		}
		if left == 0 {
			return t, true
		}
		if left--; left == 0 {
			return t.Add(time.Second), true
		}
	}
	return time.Time{}, false
}

func TestReplyEqualsSimulationSecondBySecond(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	start, horizon := at(t, "2026-03-07"), at(t, "2026-03-21")
	for range 60 {
		s := randomSchedule(t, r)
		work := []time.Duration{0, 1, 59, 60, 3600, 7 * 3600}[r.IntN(6)] * time.Second
		reply := ReplyFrom(s, work)
		// Random instants, and those at which something changes.
		var sent []time.Time
		for range 5 {
			sent = append(sent, start.Add(time.Duration(r.IntN(4*24*3600))*time.Second))
		}
		for sp := range s.In(availability.Between(start, start.Add(3*24*time.Hour))).All() {
			for _, d := range []time.Duration{-1, 0, 1} {
				sent = append(sent, sp.Start().Add(d*time.Second), sp.End().Add(d*time.Second), sp.End().Add(-work+d*time.Second))
			}
		}
		for _, at := range sent {
			want, answered := simulate(s, work, at, horizon)
			got, ok := reply.At(at)
			if answered && !(ok && got.Equal(want)) || !answered && ok && got.Before(horizon) {
				t.Fatalf("%s %v, work %v, sent %v: got %v %v, want %v %v", s.Name(), s.In(availability.Between(start, horizon)), work, at, got, ok, want, answered)
			}
		}
	}
}

func TestReplyPiecesPartitionTheirRange(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		s := randomSchedule(t, r)
		reply := ReplyFrom(s, time.Duration(r.IntN(20))*time.Hour)
		first, _ := tickOf(at(t, "2026-03-07"))
		from := first + tick(r.IntN(1e6))
		to := from + 1 + tick(r.IntN(3e6))
		x, last := from, tick(0)
		for _, p := range reply.over(from, to) {
			if p.from != x || p.to <= p.from {
				t.Fatalf("piece %+v does not go on from %d", p, x)
			}
			answer, end := p.value, p.value
			if p.kind == delay {
				answer, end = p.from+p.value, p.to-1+p.value
			}
			if p.kind != never && (answer < last || answer < p.from) {
				t.Fatalf("piece %+v answers before %d", p, last)
			}
			if p.kind != never {
				last = end
			}
			if p.value%2 != 0 {
				t.Fatalf("piece %+v has an odd value", p)
			}
			x = p.to
		}
		if x != to {
			t.Fatalf("pieces end at %d, not at %d", x, to)
		}
	}
}

func BenchmarkReplyAt(b *testing.B) {
	r := ReplyFrom(schedule(b, "Berlin", office), time.Hour)
	sent := at(b, "2026-03-06T20:00:00Z")
	for b.Loop() {
		r.At(sent)
	}
}
