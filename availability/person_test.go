package availability

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
)

// mistakesOf returns the mistakes of an error, without their prefix.
func mistakesOf(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var out []string
	for _, line := range strings.Split(err.Error(), "\n") {
		rest, ok := strings.CutPrefix(line, prefix)
		if !ok {
			t.Errorf("no prefix: %q", line)
		}
		out = append(out, rest)
	}
	return out
}

func TestPersonCompileMistakes(t *testing.T) {
	const noZone = `: zone: missing time zone: write an IANA name such as "Europe/Berlin"`
	const noHours = `: hours: missing: write hours such as "Mo-Fr 09:00-17:00", or "off" for none`
	for _, c := range []struct {
		why  string
		p    Person
		want []string
	}{
		{"the zero Person", Person{}, []string{"person: name: missing: every person needs a name", "person" + noZone, "person" + noHours}},
		{"a name only", Person{Name: "Bo"}, []string{`person "Bo"` + noZone, `person "Bo"` + noHours}},
		{"a name that is not text", Person{Name: "B\xffo", Zone: "UTC", Hours: "off"}, []string{`person "B\xffo": name: not valid UTF-8`}},
		{"a name with a tab", Person{Name: "B\to", Zone: "UTC", Hours: "off"},
			[]string{`person "B\to": name: "B\to" has a control character at character 2: leave it out`}},
		{"a name of spaces", Person{Name: "\u00a0", Zone: "UTC", Hours: "off"},
			[]string{`person "\u00a0": name: "\u00a0" starts or ends with a space: leave it out`}},
		{"a name that is just short enough", Person{Name: strings.Repeat("ö", 100), Zone: "UTC", Hours: "off"}, nil},
		{"a negative reply", Person{Name: "Bo", Zone: "UTC", Hours: "off", Reply: -1},
			[]string{`person "Bo": reply: -1ns is negative: write the working time to an answer, such as 1h30m`}},
		{"leave without a last day", Person{Name: "Bo", Zone: "UTC", Hours: "off", Leave: []TimeOff{{First: date.New(2026, 12, 24)}}},
			[]string{`person "Bo": leave: the first or the last day is missing: give both, and the same one for a single day`}},
		{"leave without a first day", Person{Name: "Bo", Zone: "UTC", Hours: "off", Leave: []TimeOff{{Last: date.New(2026, 12, 24)}}},
			[]string{`person "Bo": leave: the first or the last day is missing: give both, and the same one for a single day`}},
		{"an invisible name", Person{Name: "\u200d", Zone: "UTC", Hours: "off"},
			[]string{`person "\u200d": name: "\u200d" has nothing to see: write a name`}},
		{"a name that turns what follows", Person{Name: "\u202ebo", Zone: "UTC", Hours: "off"},
			[]string{`person "\u202ebo": name: "\u202ebo" has a control character at character 1: leave it out`}},
		{"an emoji of several", Person{Name: "👩\u200d💻", Zone: "UTC", Hours: "off"}, nil},
		{"the last day of the calendar", Person{Name: "Bo", Zone: "UTC", Hours: "off", Leave: []TimeOff{{First: calendarLast, Last: calendarLast}}}, nil},
		{"leave outside the calendar", Person{Name: "Bo", Zone: "UTC", Hours: "off", Leave: []TimeOff{{First: -2, Last: -1}, {First: calendarLast, Last: calendarLast + 1}}}, []string{
			`person "Bo": leave: 0000-12-30/0000-12-31 is outside the years 0001 to 9999`,
			`person "Bo": leave: 9999-12-31/+10000-01-01 is outside the years 0001 to 9999`}},
	} {
		s, err := c.p.Compile()
		if diff := cmp.Diff(c.want, mistakesOf(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
		if (s == nil) != (err != nil) {
			t.Errorf("%s: schedule %v, error %v", c.why, s, err)
		}
	}
}

func TestTeamCompileMistakes(t *testing.T) {
	schedules, err := Team{People: []Person{
		{Name: "Bo", Zone: "UTC", Hours: "off"},
		{Zone: "UTC", Hours: "off"},
		{Zone: "UTC", Hours: "?"},
		{Name: "Bo", Zone: "Mars", Hours: "off"},
	}}.Compile()
	want := []string{
		"person #2: name: missing: every person needs a name",
		"person #3: name: missing: every person needs a name",
		`person #3: hours: hours "?": at character 1: "?" does not belong here: write weekdays and times, such as Mo-Fr 09:00-17:00`,
		`person "Bo": name: people 1 and 4 have the same name: give each one of their own`,
		`person "Bo": zone: unknown time zone "Mars": write an IANA name such as "Europe/Berlin"`,
	}
	if diff := cmp.Diff(want, mistakesOf(t, err)); diff != "" || schedules != nil {
		t.Errorf("%d schedules (-want +got):\n%s", len(schedules), diff)
	}
	if schedules, err := (Team{}).Compile(); len(schedules) != 0 || err != nil {
		t.Errorf("a team of nobody: %v, %v", schedules, err)
	}
}
