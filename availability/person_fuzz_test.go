package availability

import (
	"testing"
	"time"
)

// Whoever compiles gets an answer to every question, and their states partition all time.
func FuzzPerson(f *testing.F) {
	for _, s := range []string{
		`{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-12:30,13:30-17:30; PH off", "holidays": ["2026-04-06", "DE-BE"], "focus": "09:00-10:00", "stretch": "20:00-22:00"}`,
		`{"name": "Bo", "zone": "America/Havana", "hours": "22:00-06:00 || Sa 10:00-12:00", "leave": ["2026-03-08T00:30/2026-03-08T02:30", "2026-11-01 am"], "moves": [{"date": "2026-03-10", "zone": "Pacific/Apia"}]}`,
		`{"name": "Cy", "zone": "Australia/Lord_Howe", "hours": "Mo-Fr 07:00-21:00", "daily": "6h", "core": "10:00-12:00"}`,
		`{"name": "Di", "zone": "UTC", "hours": "off", "recurring": [{"state": "free", "start": "1999-01-04T06:00", "length": "8h", "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU", "except": ["2026-03-02"]}, {"state": "leave", "start": "2026-01-01T00:00", "length": "24h", "rule": "FREQ=MONTHLY;BYMONTHDAY=-1"}]}`,
	} {
		f.Add(s, int64(1_772_000_000), int64(90_000))
	}
	src := Sources{Region: func(code string) (Holidays, error) {
		return NewHolidays(func(year int) []NamedDay { return []NamedDay{{joinDate(year, 5, 1), code}} }), nil
	}}
	f.Fuzz(func(t *testing.T, text string, u, length int64) {
		var p Person
		if len(text) > 2000 || p.UnmarshalJSON([]byte(text)) != nil {
			return
		}
		s, err := p.CompileWith(src)
		if err != nil {
			return
		}
		u %= calendarEnd
		w := UnixSpan(u, u+length%(60*secondsPerDay))
		switch u & 3 { // one of them: all would be slow for a fuzzer
		case 1:
			s = s.Possible()
		case 2:
			s = s.With(NewSet(Span{u + 3600, u + 7200}))
		}
		at, last := w.Intersect(calendar).start, State(0)
		for sp, state := range s.Timeline(w) {
			if sp.start != at || sp.IsEmpty() || !state.isOne() || state == last {
				t.Fatalf("%s: %v %v after %v until %d", text, sp, state, last, at)
			}
			at, last = sp.end, state
		}
		if want := w.Intersect(calendar); at != want.end && !want.IsEmpty() {
			t.Fatalf("%s: the timeline of %v ends at %d", text, want, at)
		}
		now := time.Unix(u, length&999_999_999)
		s.StateAt(now)
		s.Label(now)
		s.NextChange(now)
		s.Next(now)
		for _, d := range []time.Duration{time.Hour, -time.Hour} {
			end, ok := s.AddWork(now, d)
			if !ok || !calendar.Contains(now) {
				continue
			}
			if got := s.WorkBetween(now, end); got != d {
				t.Fatalf("%s: %v + %v = %v, but the work between is %v", text, now.UTC(), d, end, got)
			}
		}
		checkCanonical(t, s.In(w).spans)
		checkCanonical(t, s.When(w, Leave|Holiday|Stretch).spans)
	})
}
