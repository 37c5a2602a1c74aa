package availability

import (
	"encoding/json"
	"testing"
)

// Every set of states is read as it prints.
func TestParseState(t *testing.T) {
	for i := range 256 {
		s := State(i)
		if got, err := ParseState(s.String()); got != s || err != nil {
			t.Errorf("%s is read as %s, %v", s, got, err)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"", `unknown state "": the states are free, focus, busy, stretch, off hours, rest day, holiday, leave`},
		{"Busy", `unknown state "Busy" (did you mean "busy"?)`},
		{"off-hours", `unknown state "off-hours" (did you mean "off hours"?)`},
		{"free|focsu", `unknown state "focsu" (did you mean "focus"?)`},
		{"free|", `unknown state "": the states are free, focus, busy, stretch, off hours, rest day, holiday, leave`},
		{"free|none", `unknown state "none": the states are free, focus, busy, stretch, off hours, rest day, holiday, leave`},
		{"away", `unknown state "away": the states are free, focus, busy, stretch, off hours, rest day, holiday, leave`},
	} {
		if s, err := ParseState(c.text); err == nil || err.Error() != prefix+c.want || s != 0 {
			t.Errorf("%q is read as %s, %v, want %s", c.text, s, err, c.want)
		}
	}
}

func TestStateJSON(t *testing.T) {
	before := map[State]State{Free: OffHours, Free | Busy: 0}
	text, err := json.Marshal(before)
	if want := `{"free":"off hours","free|busy":"none"}`; err != nil || string(text) != want {
		t.Errorf("got %s, %v, want %s", text, err, want)
	}
	var after map[State]State
	if err := json.Unmarshal(text, &after); err != nil || len(after) != 2 || after[Free] != OffHours {
		t.Errorf("%v, %v", after, err)
	}
	s := Leave
	if err := s.UnmarshalText([]byte("lave")); err == nil || s != Leave {
		t.Errorf("after an error: %v, %v", s, err)
	}
}
