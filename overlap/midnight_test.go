package overlap

import (
	"context"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Where a clock goes back over midnight, skips a day or has one twice, every search ends and finds
// what is there.
func TestSearchesWhereAClockCrossesMidnight(t *testing.T) {
	for _, c := range []struct{ zone, day string }{
		{"Antarctica/Vostok", "2023-12-18"},
		{"Asia/Jerusalem", "2002-10-07"},
		{"Asia/Tehran", "2003-09-22"},
		{"Pacific/Apia", "2011-12-30"},
		{"Pacific/Kiritimati", "1994-12-31"},
		{"Pacific/Kwajalein", "1969-09-30"},
		{"Pacific/Kwajalein", "1993-08-21"},
		{"America/Toronto", "2006-10-29"},
		{"America/St_Johns", "2010-11-07"},
		{"America/St_Johns", "1988-04-03"},
		{"America/Goose_Bay", "2011-03-13"},
		{"Asia/Manila", "1844-12-31"},
		{"America/Juneau", "1867-10-18"},
		{"Africa/Monrovia", "1972-01-07"},
		{"Atlantic/Azores", "2026-03-29"},
		{"America/Santiago", "2026-09-06"},
	} {
		var people []*availability.Schedule
		for _, p := range []availability.Person{
			{Name: "days", Zone: c.zone, Hours: "Mo-Su 09:00-17:00", Stretch: "Mo-Su 07:00-21:00"},
			{Name: "nights", Zone: c.zone, Hours: "Mo-Su 22:00-06:00"},
			{Name: "midnights", Zone: "Asia/Kolkata", Hours: "Mo-Su 00:00-01:00,12:00-24:00", Stretch: "24/7"},
		} {
			s, err := p.Compile()
			if err != nil {
				t.Fatal(err)
			}
			people = append(people, s)
		}
		zone := people[0].Zone()
		w := availability.Between(at(t, c.day).AddDate(0, 0, -9), at(t, c.day).AddDate(0, 0, 9))
		m := Meeting{Duration: 45 * time.Minute, Clock: zone, States: availability.AnyState, PerDay: 3, Limits: Limits{Week: 80 * time.Hour, Unbroken: 12 * time.Hour}}
		m.Before, m.After = 15*time.Minute, 15*time.Minute
		for _, s := range people {
			m.People = append(m.People, Attendee{Schedule: s})
		}
		m.People[2].Optional = true
		ctx := context.Background()
		found, err := Find(Request{Meeting: m, Period: w})
		if err != nil || found.Possible == 0 {
			t.Fatalf("%s: find: %d possible, %v, %v", c.zone, found.Possible, err, found.Refusal)
		}
		plain := m
		plain.Clock = nil
		series, err := Series(ctx, SeriesRequest{Meeting: plain, Season: w, Rules: []string{"FREQ=DAILY"}})
		if err != nil || len(series.Options) == 0 {
			t.Errorf("%s: series: %v", c.zone, err)
		}
		days := Days(zone, w)
		for i := 1; i < len(days); i++ {
			if !days[i].Start().Equal(days[i-1].End()) {
				t.Errorf("%s: after %v comes %v", c.zone, days[i-1], days[i])
			}
		}
		turns, err := Rotate(ctx, RotateRequest{Meeting: m, Occurrences: days[:8]})
		if err != nil || !turns.Exact {
			t.Errorf("%s: rotate: %v", c.zone, err)
		}
		shifts, err := Shifts(ctx, ShiftRequest{Schedules: people[:2], Period: w, Daily: time.Hour, Clock: zone, Most: []time.Duration{2 * time.Hour}, Limits: EUWorkingTime()})
		if err != nil || shifts.Days == 0 && !shifts.Reached {
			t.Errorf("%s: shifts: %d days, %v", c.zone, shifts.Days, err)
		}
		end := w.Start()
		for _, r := range Seasons(w, people...) {
			if !r.Span.Start().Equal(end) {
				t.Errorf("%s: a season starts at %v, not %v", c.zone, r.Span.Start(), end)
			}
			end = r.Span.End()
		}
		if !end.Equal(w.End()) {
			t.Errorf("%s: the seasons end at %v", c.zone, end)
		}
		if l := Load(w, people[1], availability.NewSet(found.Candidates[0].Span), Limits{}); l.Work == 0 {
			t.Errorf("%s: no work", c.zone)
		}
	}
}
