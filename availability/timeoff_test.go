package availability

import (
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2/clock"
)

func TestTimeOffText(t *testing.T) {
	for _, c := range []struct{ text, normal, civil string }{
		{"2026-12-24", "2026-12-24", "2026-12-24T00:00:00Z/2026-12-25T00:00:00Z"},
		{"2026-12-24/2026-12-24", "2026-12-24", "2026-12-24T00:00:00Z/2026-12-25T00:00:00Z"},
		{"2026-12-24/2026-12-28", "2026-12-24/2026-12-28", "2026-12-24T00:00:00Z/2026-12-29T00:00:00Z"},
		{"2026-12-24 am", "2026-12-24 am", "2026-12-24T00:00:00Z/2026-12-24T12:00:00Z"},
		{"2026-12-24 pm", "2026-12-24 pm", "2026-12-24T12:00:00Z/2026-12-25T00:00:00Z"},
		{"2026-12-24T12:00/24:00", "2026-12-24 pm", "2026-12-24T12:00:00Z/2026-12-25T00:00:00Z"},
		{"2026-12-24T13:00/15:30", "2026-12-24T13:00/15:30", "2026-12-24T13:00:00Z/2026-12-24T15:30:00Z"},
		{"2026-12-24T13:00:01/13:00:02", "2026-12-24T13:00:01/13:00:02", "2026-12-24T13:00:01Z/2026-12-24T13:00:02Z"},
		{"2026-12-24T00:00/09:30", "2026-12-24T00:00/09:30", "2026-12-24T00:00:00Z/2026-12-24T09:30:00Z"},
		{"2026-12-24T13:00/2026-12-28T12:00", "2026-12-24T13:00/2026-12-28T12:00", "2026-12-24T13:00:00Z/2026-12-28T12:00:00Z"},
		{"2026-12-24T13:00/2026-12-28", "2026-12-24T13:00/2026-12-28", "2026-12-24T13:00:00Z/2026-12-29T00:00:00Z"},
		{"2026-12-24T13:00/2026-12-24", "2026-12-24T13:00/24:00", "2026-12-24T13:00:00Z/2026-12-25T00:00:00Z"},
		{"2026-12-24/2026-12-28T12:00", "2026-12-24/2026-12-28T12:00", "2026-12-24T00:00:00Z/2026-12-28T12:00:00Z"},
		{"2026-12-24T13:00/2026-12-28T00:00", "2026-12-24T13:00/2026-12-27", "2026-12-24T13:00:00Z/2026-12-28T00:00:00Z"},
		{"2026-12-24T24:00/2026-12-28", "2026-12-25/2026-12-28", "2026-12-25T00:00:00Z/2026-12-29T00:00:00Z"},
		{"0001-01-02/9999-12-31", "0001-01-02/9999-12-31", "0001-01-02T00:00:00Z/10000-01-01T00:00:00Z"},
	} {
		l, err := ParseTimeOff(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if got := l.String(); got != c.normal {
			t.Errorf("%s: normal form %s, want %s", c.text, got, c.normal)
		}
		if got := l.civil().String(); got != c.civil {
			t.Errorf("%s: %s, want %s", c.text, got, c.civil)
		}
		if again, err := ParseTimeOff(l.String()); err != nil || again != l {
			t.Errorf("%s: read again as %+v %v, want %+v", c.text, again, err, l)
		}
	}
}

// Leaves at the same times have one text, however a literal says it.
func TestTimeOffTextOfLiterals(t *testing.T) {
	day := unixEpoch
	for _, c := range []struct {
		l    TimeOff
		want string
	}{
		{TimeOff{First: day, Last: day, To: 24 * clock.Hour}, "1970-01-01"},
		{TimeOff{First: day, Last: day, From: 1, To: clock.Second + 1}, "1970-01-01T00:00/00:00:01"},
		{TimeOff{First: day, Last: day + 1, To: clock.Second - 1}, "1970-01-01"},
		{TimeOff{First: day, Last: day + 1, From: noon * clock.Second, To: 1}, "1970-01-01 pm"},
		{TimeOff{First: day, Last: day + 1, To: 24 * clock.Hour}, "1970-01-01/1970-01-02"},
	} {
		if err := c.l.check(); err != nil || c.l.String() != c.want {
			t.Errorf("%+v prints as %s, %v, want %s", c.l, c.l, err, c.want)
		}
	}
}

func TestTimeOffErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", `"" is not a date: write it as YYYY-MM-DD, such as 2026-12-24`},
		{"2026-12-28/2026-12-24", "2026-12-28/2026-12-24 ends before it starts: write the first day, then the last"},
		{"2026-12-24T13:00", `"2026-12-24T13:00" does not say when the leave ends: write 2026-12-24T13:00/15:30, or 2026-12-24T13:00/2026-12-24 for the rest of the day`},
		{"2026-12-24T13:00/12:00", "2026-12-24T13:00/12:00 ends before it starts: write the earlier time first"},
		{"2026-12-24T13:00/13:00", "2026-12-24T13:00/13:00 ends before it starts: write the earlier time first"},
		{"2026-12-24T13:00/2026-12-24T00:00", `"2026-12-24T13:00/2026-12-24T00:00" ends as its last day starts: write 24:00 for the end of the day`},
		{"2026-12-24T25:00/26:00", `"25:00" is not a clock: it shows 00:00 to 24:00`},
		{"2026-12-24T9:00/10:00", `"9:00" is not a clock: write hours and minutes, such as 09:00`},
		{"2026-12-24 afternoon", `"2026-12-24 afternoon" is not leave: after the day write am or pm, or nothing`},
		{"2026-12-24/13:00", `"13:00" is not a date: write it as YYYY-MM-DD, such as 2026-12-24`},
		{"9999-12-31T24:00/9999-12-31T24:00", "+10000-01-01/9999-12-31 ends before it starts: write the first day, then the last"},
	} {
		l, err := ParseTimeOff(c.text)
		if err == nil {
			t.Errorf("%s: read as %v", c.text, l)
		} else if got := strings.TrimPrefix(err.Error(), "availability: "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// What In tells is what the leave takes of the time of somebody who is always there.
func TestTimeOffInIsTheLeaveOfSchedules(t *testing.T) {
	for _, zone := range hardZones {
		for _, text := range []string{"2026-03-29T02:30/2026-03-29T03:30", "2011-12-30", "2026-10-25T01:30/02:15", "2026-04-05 am"} {
			l, err := ParseTimeOff(text)
			if err != nil {
				t.Fatal(err)
			}
			s := compile(t, zone, "24/7", text)
			w := l.civil()
			w = Span{w.start - 3*secondsPerDay, w.end + 3*secondsPerDay}
			if got, want := l.In(s.Zone()), s.When(w, Leave); !got.Equal(want) {
				t.Errorf("%s in %s: %v, want %v", text, zone, got, want)
			}
		}
	}
}

// Nothing but Label tells what leave, or a block, is about.
func TestLabelsStayPrivate(t *testing.T) {
	p := Person{
		Name: "Ada", Zone: "UTC", Hours: "Mo-Fr 09:00-17:00",
		Leave:     []TimeOff{{First: 739697, Last: 739697, Label: "Surgery"}},
		Recurring: []Block{{State: Busy, Start: Civil{Date: 739698, Clock: clockOf(36000)}, Length: time.Hour, Label: "Therapy"}},
	}
	if text, err := p.Leave[0].MarshalText(); err != nil || strings.Contains(p.Leave[0].String()+string(text), "Surgery") {
		t.Errorf("the text of the leave tells its label: %s %v", text, err)
	}
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	day := s.Zone().Instant(739697, clockOf(36000))
	for _, c := range []struct {
		at    time.Time
		state State
		label string
	}{
		{day, Leave, "Surgery"},
		{day.AddDate(0, 0, 1), Busy, "Therapy"},
		{day.AddDate(0, 0, 1).Add(time.Hour), Free, ""},
		{day.AddDate(0, 0, -1).Add(12 * time.Hour), RestDay, ""},
		{time.Unix(-1<<60, 0), 0, ""},
	} {
		if state, label := s.StateAt(c.at), s.Label(c.at); state != c.state || label != c.label {
			t.Errorf("%v: %v %q, want %v %q", c.at, state, label, c.state, c.label)
		}
	}
	// Busy time from outside says nothing of a block that it hides.
	hidden := s.With(NewSet(Between(day.AddDate(0, 0, 1), day.AddDate(0, 0, 2))))
	if label := hidden.Label(day.AddDate(0, 0, 1)); label != "" {
		t.Errorf("the label is %q", label)
	}
}

func FuzzParseTimeOff(f *testing.F) {
	f.Add("2026-12-24T13:00/15:30")
	f.Add("2026-12-24 pm")
	f.Add("2026-12-24T24:00/2026-12-28T00:00")
	f.Fuzz(func(t *testing.T, s string) {
		l, err := ParseTimeOff(s)
		if err != nil {
			return
		}
		if again, err := ParseTimeOff(l.String()); err != nil || again != l {
			t.Errorf("%q: %q is read as %+v %v, want %+v", s, l, again, err, l)
		}
		if l.civil().IsEmpty() {
			t.Errorf("%q is empty", s)
		}
	})
}
