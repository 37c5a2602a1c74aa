package availability

import (
	"strings"
	"testing"
)

func TestParseCivil(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2026-12-24T09:00", "2026-12-24T09:00"},
		{"2026-12-24T09:00:00", "2026-12-24T09:00"},
		{"2026-12-24T23:59:59", "2026-12-24T23:59:59"},
		{"2026-12-24T24:00", "2026-12-25T00:00"},
		{"0001-01-01T00:00", "0001-01-01T00:00"},
		{"2026-12-24", `"2026-12-24" is not a date and a clock: write them as 2026-12-24T09:00`},
		{"2026-12-24 09:00", `"2026-12-24 09:00" is not a date and a clock: write them as 2026-12-24T09:00`},
		{"2026-02-30T09:00", `"2026-02-30" is not a date: February 2026 has the days 01 to 28`},
		{"2026-12-24T9:00", `"9:00" is not a clock: write hours and minutes, such as 09:00`},
		{"2026-12-24T09", `"09" is not a clock: write hours and minutes, such as 09:00`},
		{"2026-12-24T09:60", `"09:60" is not a clock: it shows 00:00 to 24:00`},
		{"2026-12-24T24:00:01", `"24:00:01" is not a clock: it shows 00:00 to 24:00`},
		{"2026-12-24T09:00Z", `"09:00Z" is not a clock: write hours and minutes, such as 09:00`},
		{"2026-12-24T-9:00", `"-9:00" is not a clock: write hours and minutes, such as 09:00`},
		{"2026-12-24T09:00:00:00", `"09:00:00:00" is not a clock: write hours and minutes, such as 09:00`},
	} {
		got, err := ParseCivil(c.text)
		text := got.String()
		if err != nil {
			text = strings.TrimPrefix(err.Error(), prefix)
		}
		if text != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.text, text, c.want)
		}
		if again, err := ParseCivil(got.String()); err != nil || again != got {
			t.Errorf("%s: read again as %v %v", got, again, err)
		}
	}
}
