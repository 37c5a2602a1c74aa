package availability

import (
	"testing"

	"github.com/rickb777/date/v2/clock"
)

// Leaves at the same times have one text, in the shortest form that says it.
func TestTimeOffString(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2026-12-24", "2026-12-24"},
		{"2026-12-24/2026-12-24", "2026-12-24"},
		{"2026-12-24T00:00/24:00", "2026-12-24"},
		{"2026-12-23T24:00/2026-12-25T00:00", "2026-12-24"},
		{"2026-12-24 am", "2026-12-24 am"},
		{"2026-12-24/2026-12-24T12:00", "2026-12-24 am"},
		{"2026-12-24 pm", "2026-12-24 pm"},
		{"2026-12-24T12:00/2026-12-25T00:00", "2026-12-24 pm"},
		{"2026-12-24T13:00/15:30", "2026-12-24T13:00/15:30"},
		{"2026-12-24T13:00:30/2026-12-24", "2026-12-24T13:00:30/24:00"},
		{"2026-12-24T00:00/09:00", "2026-12-24T00:00/09:00"},
		{"2026-12-24/2026-12-28", "2026-12-24/2026-12-28"},
		{"2026-12-24T13:00/2026-12-28", "2026-12-24T13:00/2026-12-28"},
		{"2026-12-24T00:00/2026-12-28T12:00", "2026-12-24/2026-12-28T12:00"},
		{"2026-12-24T12:00/2026-12-28T24:00", "2026-12-24T12:00/2026-12-28"},
	} {
		l, err := ParseTimeOff(c.text)
		if err != nil || l.String() != c.want {
			t.Errorf("%s prints as %s, %v, want %s", c.text, l, err, c.want)
		}
		if again, err := ParseTimeOff(l.String()); err != nil || again != l {
			t.Errorf("%s is read again as %+v, %v, want %+v", l, again, err, l)
		}
	}
	day := unixEpoch
	for _, c := range []struct {
		l    TimeOff
		want string
	}{
		{TimeOff{First: day, Last: day, To: 24 * clock.Hour}, "1970-01-01"},
		{TimeOff{First: day, Last: day, From: 1, To: clock.Second + 1}, "1970-01-01T00:00/00:00:01"},
		{TimeOff{First: day, Last: day + 1, To: clock.Second - 1}, "1970-01-01"},
		{TimeOff{First: day, Last: day + 1, From: noon * clock.Second, To: 1}, "1970-01-01 pm"},
	} {
		if err := c.l.check(); err != nil || c.l.String() != c.want {
			t.Errorf("%+v prints as %s, %v, want %s", c.l, c.l, err, c.want)
		}
	}
}
