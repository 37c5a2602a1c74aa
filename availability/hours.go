package availability

import (
	"fmt"
	"slices"
	"strings"
)

// Hours are the hours of a week, read from the OpenStreetMap opening_hours
// notation by [ParseHours]:
//
//	Mo-Fr 09:00-12:30,13:30-17:30; Fr 09:00-15:00
//
// An Hours says what wall clocks show and nothing about zones. It is an
// immutable value and safe for concurrent use. The zero Hours is never open and
// prints as "off". Compare with [Hours.Equal].
type Hours struct {
	// days[d] holds the spans that start on the weekday d (0 is Monday), in
	// clock order and not touching. A span may end after 24:00, on the day
	// after.
	days [7][]clockSpan
}

// A clockSpan is a half-open span of wall-clock time, in seconds since the
// midnight at which its day starts: 0 <= start < 24 h, start < end <= 48 h.
type clockSpan struct{ start, end int64 }

// The weekdays in the notation's spelling, from Monday.
var weekdayNames = [7]string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}

// Equal reports whether h and o are open at the same times of the week, each day
// having the same spans.
func (h Hours) Equal(o Hours) bool {
	for d := range h.days {
		if !slices.Equal(h.days[d], o.days[d]) {
			return false
		}
	}
	return true
}

// String returns h in the notation, in normal form: days with the same hours
// together, in the order of the week. ParseHours reads it back to an equal
// value.
func (h Hours) String() string {
	full := []clockSpan{{0, secondsPerDay}}
	always := true
	for _, spans := range h.days {
		always = always && slices.Equal(spans, full)
	}
	if always {
		return "24/7"
	}
	var rules []string
	done := [7]bool{}
	for d, spans := range h.days {
		if done[d] || len(spans) == 0 {
			continue
		}
		same := [7]bool{}
		for e := d; e < 7; e++ {
			same[e] = slices.Equal(h.days[e], spans)
			done[e] = done[e] || same[e]
		}
		rules = append(rules, weekdaysString(same)+" "+clockSpansString(spans))
	}
	if len(rules) == 0 {
		return "off"
	}
	return strings.Join(rules, "; ")
}

// weekdaysString writes a set of weekdays as "Mo-We,Fr".
func weekdaysString(days [7]bool) string {
	var parts []string
	for d := 0; d < 7; d++ {
		if !days[d] {
			continue
		}
		last := d
		for last+1 < 7 && days[last+1] {
			last++
		}
		switch {
		case last == d:
			parts = append(parts, weekdayNames[d])
		case last == d+1:
			parts = append(parts, weekdayNames[d], weekdayNames[last])
		default:
			parts = append(parts, weekdayNames[d]+"-"+weekdayNames[last])
		}
		d = last
	}
	return strings.Join(parts, ",")
}

func clockSpansString(spans []clockSpan) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		end := s.end
		if end > secondsPerDay && end-secondsPerDay < s.start {
			end -= secondsPerDay // overnight, as people write it
		}
		parts[i] = clockString(s.start) + "-" + clockString(end)
	}
	return strings.Join(parts, ",")
}

func clockString(s int64) string {
	return fmt.Sprintf("%02d:%02d", s/secondsPerHour, s/secondsPerMinute%60)
}

// MarshalText writes h as String does.
func (h Hours) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads h as ParseHours does.
func (h *Hours) UnmarshalText(text []byte) error {
	parsed, err := ParseHours(string(text))
	if err == nil {
		*h = parsed
	}
	return err
}
