package overlap

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Replies of people with flexible hours are what their schedule's arithmetic
// says, message by message.
func TestFlexibleReplyEqualsAddWork(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"}
	for range 60 {
		start, length := r.IntN(10*60), 60+r.IntN(12*60)
		clock := func(m int) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }
		p := availability.Person{
			Name: "Ada", Zone: zones[r.IntN(len(zones))],
			Hours: "Mo-Fr " + clock(start) + "-" + clock(start+length),
			Daily: time.Duration(1+r.IntN(600)) * time.Minute,
		}
		if r.IntN(2) == 0 {
			core := start + r.IntN(length)
			p.Core = "Mo-We " + clock(core) + "-" + clock(core+1+r.IntN(90))
		}
		certain, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []*availability.Schedule{certain, certain.Possible()} {
			work := time.Duration(1+r.IntN(900)) * time.Minute
			reply := ReplyFrom(s, work)
			from := between(t, "2026-03-25", "2026-03-26").Start().Add(time.Duration(r.IntN(86400)) * time.Second)
			for at := from; at.Before(from.Add(6 * 24 * time.Hour)); at = at.Add(time.Duration(1+r.IntN(7200)) * time.Second) {
				got, ok := reply.At(at)
				want, wantOK := s.AddWork(at, work)
				if ok != wantOK || !got.Equal(want) {
					t.Fatalf("%+v %v: %v after %v: %v %v, want %v %v", p, s.Reading(), work, at, got, ok, want, wantOK)
				}
			}
			w := reply.Wait(s.Possible().In(availability.Between(from, from.Add(5*24*time.Hour))))
			if w.Sent() > 0 && w.Unanswered() > 0 {
				t.Errorf("%+v: %v unanswered", p, w.Unanswered())
			}
		}
	}
}
