package availability

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestParseHours(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Mo-Fr 09:00-17:00", ""},
		{"Mo-Fr 09:00-12:30,13:30-17:30", ""},
		{"Mo-Fr 9:00-17:00", "Mo-Fr 09:00-17:00"},
		{"Mo,We-Fr 09:00-17:00", ""},
		{"Mo,Tu 09:00-17:00", ""},
		{"Mo-Tu 09:00-17:00", "Mo,Tu 09:00-17:00"},
		{"Sa-Mo 10:00-12:00", "Mo,Sa,Su 10:00-12:00"},
		{"Mo-Mo 10:00-12:00", "Mo 10:00-12:00"},
		{"10:00-12:00", "Mo-Su 10:00-12:00"},
		{" Mo - Fr  09:00 - 12:00 , 13:00 - 17:00 ; ", "Mo-Fr 09:00-12:00,13:00-17:00"},
		{"Mo-Fr 09:00-17:00; Fr 09:00-15:00", "Mo-Th 09:00-17:00; Fr 09:00-15:00"},
		{"Mo-Fr 09:00-17:00; We off", "Mo,Tu,Th,Fr 09:00-17:00"},
		{"Mo-Fr 09:00-17:00; We closed", "Mo,Tu,Th,Fr 09:00-17:00"},
		{"Mo-Fr 09:00-17:00; off", "off"},
		{"off; Mo 09:00-17:00", "Mo 09:00-17:00"},
		{"24/7", ""},
		{"00:00-24:00", "24/7"},
		{"24/7; Su off", "Mo-Sa 00:00-24:00"},
		{"off", ""},
		{"22:00-06:00", "Mo-Su 22:00-06:00"},
		{"Fr 20:00-26:00", "Fr 20:00-02:00"},
		{"Fr 10:00-34:00", ""},
		{"Fr 00:00-48:00", ""},
		{"Fr 22:00-24:00", ""},
		{"Mo 13:00-17:00,09:00-12:00", "Mo 09:00-12:00,13:00-17:00"},
		{"Mo 09:00-12:00,12:00-17:00", "Mo 09:00-17:00"},
		{"Mo 09:00-13:00,12:00-17:00,14:00-15:00", "Mo 09:00-17:00"},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		h, err := ParseHours(c.in)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
		} else if h.String() != want {
			t.Errorf("%q was read as %s, want %s", c.in, h, want)
		} else if again, err := ParseHours(h.String()); err != nil || !again.Equal(h) {
			t.Errorf("%q: its normal form %s is read as %s, %v", c.in, h, again, err)
		}
	}
}

func TestParseHoursRefuses(t *testing.T) {
	for _, c := range []struct {
		in   string
		at   int // in characters, from 1
		want string
	}{
		{"", 1, `"Mo-Fr 09:00-17:00", or "off"`},
		{"   ", 1, `"off" for none`},
		{";", 1, "weekdays and times"},
		{"Mo-Fr", 6, "times are missing"},
		{"Mo-Fr;Sa off", 6, "times are missing"},
		{"Mo- 09:00-17:00", 5, "last weekday"},
		{"Mo, 09:00-17:00", 5, "after the comma"},
		{"Monday 09:00-17:00", 1, `did you mean "Mo"?`},
		{"mo-fr 09:00-17:00", 1, `did you mean "Mo"?`},
		{"TU 09:00-17:00", 1, `did you mean "Tu"?`},
		{"weekdays 09:00-17:00", 1, `did you mean "We"?`},
		{"Mo-Fr 9-17", 7, "such as 09:00"},
		{"Mo-Fr 9am-5pm", 7, "such as 09:00"},
		{"Mo-Fr 09:0-17:00", 7, "two digits of minutes"},
		{"Mo-Fr 09:000-17:00", 7, "two digits of minutes"},
		{"Mo-Fr 09:60-17:00", 7, "00 to 59"},
		{"Mo-Fr 09:00-48:01", 13, "48:00"},
		{"Mo-Fr 09:00-99:00", 13, "48:00"},
		{"Mo-Fr 24:00-26:00", 7, "following day"},
		{"Mo-Fr 09:00", 7, "end of the span is missing"},
		{"Mo-Fr 09:00-", 13, "a time is missing"},
		{"Mo-Fr 09:00–17:00", 7, "hyphen"},
		{"Mo-Fr 09:00-09:00", 7, "write 09:00-33:00 for 24 hours"},
		{"Mo 00:00-00:00", 4, "write 00:00-24:00 for 24 hours"},
		{"Mo-Fr,PH 09:00-17:00", 7, "public holidays"},
		{"Mo 24/7", 4, "00:00-24:00 for whole days"},
		{"Mo-Fr 17:00+", 7, "open end"},
		{"Mo-Fr 17:00-20:00+", 7, "open end"},
		{"Mo-Fr 09:00-17:00 Sa", 19, "semicolon"},
		{"09:00-17:00 Mo-Fr", 13, "before the times"},
		{"Mo-Fr 09:00-17:00,", 18, `","`},
		{"Mo-Fr 09:00-17:00, Sa 10:00-12:00", 18, "semicolon"},
		{"Mo-Fr 09:00-17:00; PH off", 20, "leave"},
		{"SH 09:00-17:00", 1, "school holidays"},
		{"Mo-Fr sunrise-sunset", 7, "sun"},
		{"Mo-Fr 09:00-sunset", 13, "sun"},
		{"Mo-Fr unknown", 7, "unknown"},
		{"Mo-Fr open", 7, "times that are open"},
		{"Mo-Fr 12:00-13:00 off", 19, "part of a day"},
		{"Mo[1] 09:00-17:00", 3, "nth weekday"},
		{"Jan-Mar 09:00-17:00", 1, "months"},
		{"week 1-10 09:00-17:00", 1, "week numbers"},
		{"easter 09:00-17:00", 1, "dates"},
		{"Mo 09:00-17:00 || Tu 09:00-17:00", 16, "fallback"},
		{`Mo 09:00-17:00 "by phone"`, 16, "comments"},
		{"24/7 open", 6, "stands alone"},
		{"24/7Mo", 5, "stands alone"},
		{"2026 Mo 09:00-17:00", 1, "such as 09:00"},
		{"@", 1, `"@"`},
		{"Mö 09:00-17:00", 1, "not known here"},
		{"Mo 09:00-17:00; é", 17, `"é"`},
		{"Mo\x00 09:00-17:00", 3, "belong"},
		{"Mo\xff", 1, "UTF-8"},
		{strings.Repeat("Mo off;", 1000), 1, "too long"},
	} {
		h, err := ParseHours(c.in)
		var he *HoursError
		if !errors.As(err, &he) {
			t.Errorf("%q was read as %s, %v; want a *HoursError", c.in, h, err)
			continue
		}
		msg := err.Error()
		if !strings.Contains(msg, c.want) || !strings.Contains(msg, fmt.Sprintf(": at character %d: ", c.at)) ||
			strings.Count(msg, "availability:") != 1 || strings.Contains(msg, "\n") {
			t.Errorf("%q: %s\nwant %q at character %d", c.in, msg, c.want, c.at)
		}
	}
}

func TestHoursText(t *testing.T) {
	var h Hours
	if h.String() != "off" {
		t.Errorf("the zero Hours print as %q", h)
	}
	if err := h.UnmarshalText([]byte("Mo-Fr 9:00-17:00")); err != nil {
		t.Fatal(err)
	}
	before := h
	if err := h.UnmarshalText([]byte("never")); err == nil || !h.Equal(before) {
		t.Errorf("after a mistake: %v, %v", h, err)
	}
	if text, err := h.MarshalText(); err != nil || string(text) != "Mo-Fr 09:00-17:00" {
		t.Errorf("text %q, %v", text, err)
	}
}

func FuzzParseHours(f *testing.F) {
	for _, s := range []string{"Mo-Fr 09:00-12:30,13:30-17:30; Fr 09:00-15:00", "24/7; Su off", "Sa-Mo 22:00-06:00",
		"off", "PH off", "20:00-26:00", "week 1-53/2 Mo 09:00-17:00", "Mo[1] 09:00+", "Fr 10:00-34:00;;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h, err := ParseHours(s)
		if err != nil {
			if msg := err.Error(); strings.ContainsAny(msg, "\n\r") {
				t.Errorf("the error for %q has more than one line: %q", s, msg)
			}
			return
		}
		again, err := ParseHours(h.String())
		if err != nil || !again.Equal(h) || again.String() != h.String() {
			t.Errorf("%q: normal form %q is read as %q, %v", s, h, again, err)
		}
		k := compileWeek(h.days)
		if !k.full {
			checkCanonical(t, k.spans)
		}
	})
}

// checkCanonical fails unless spans are sorted, disjoint, not touching and not
// empty.
func checkCanonical(t *testing.T, spans []Span) {
	t.Helper()
	for i, s := range spans {
		if s.IsEmpty() || i > 0 && s.start <= spans[i-1].end {
			t.Fatalf("not canonical at %d: %v", i, spans)
		}
	}
}
