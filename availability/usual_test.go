package availability

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
)

// What happens once is not usual: the usual time is that of somebody of whom nothing of
// the kind is said.
func TestUsualIsWithoutWhatHappensOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(51, 52))
	compiled := func(d draft) *Schedule {
		s, err := d.person().Compile()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for i := range 200 {
		from := date.New([]int{2026, 2026, 1951, 1970}[i%4], 2, 20) - date.Date(60*(i%2))
		w := Span{civilDay(from), civilDay(from + 60)}
		d := randomDraft(r, from, 40)
		full, plain := compiled(d), d
		plain.holidays, plain.leave, plain.busy, plain.shifts = nil, nil, nil, nil
		for _, s := range d.shifts {
			weeks := map[bool]int{true: s.every, false: s.every / int(gcd(int64(s.every), 7))}[s.weekly]
			if weeks > maxCycle || maxCycle%weeks != 0 {
				continue
			}
			s.except = nil
			plain.shifts = append(plain.shifts, s)
		}
		usual, want := full.Usual(), compiled(plain)
		for _, states := range []State{Free, Focus, Busy, Stretch, OffHours, RestDay, Holiday, Leave} {
			if got, want := usual.When(w, states), want.When(w, states); !got.Equal(want) && !bounded(d.shifts) {
				t.Fatalf("%+v: usually %v:\n%v\nwant\n%v", d, states, got, want)
			}
		}
		if again := usual.Usual(); !again.When(w, Free).Equal(usual.When(w, Free)) {
			t.Fatalf("%+v: the usual of the usual time differs", d)
		}
	}
}

// bounded reports whether a shift may end within a cycle, so that it is not usual.
func bounded(shifts []shift) bool {
	for _, s := range shifts {
		if s.count > 0 || s.until != 0 {
			return true
		}
	}
	return false
}

func TestUsualOfFlexibleHours(t *testing.T) {
	leave, _ := ParseTimeOff("2026-06-02")
	p := Person{Name: "Cleo", Zone: "Asia/Tokyo", Hours: "Mo-Fr 07:00-20:00", Daily: 6 * time.Hour, Core: "Mo-Fr 10:00-12:00", Leave: []TimeOff{leave}}
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	week := Between(instant(t, "2026-06-01"), instant(t, "2026-06-08"))
	for _, c := range []struct {
		reading *Schedule
		want    time.Duration
	}{{s, 10 * time.Hour}, {s.Possible(), 65 * time.Hour}} {
		usual := c.reading.Usual()
		if got := usual.In(week).Duration(); got != c.want || usual.Reading() != c.reading.Reading() {
			t.Errorf("%v: usually %v a week in the %v reading, want %v", c.reading.Reading(), got, usual.Reading(), c.want)
		}
		if got := c.reading.Routines(week, Free); len(got) != 1 || got[0].When().Duration() != c.want {
			t.Errorf("%v: routines %v", c.reading.Reading(), got)
		}
	}
}
