package availability

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

func writeTeam(t *testing.T, team Team) string {
	t.Helper()
	var file strings.Builder
	if err := WriteTeam(&file, team); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// The file in the documentation, as WriteTeam writes it.
func TestWriteTeamGolden(t *testing.T) {
	const golden = "testdata/team.json"
	team, err := ReadTeam(bytes.NewReader(documentedTeam(t)))
	if err != nil {
		t.Fatal(err)
	}
	got := writeTeam(t, team)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	again, err := ReadTeam(strings.NewReader(got))
	if diff := cmp.Diff(team, again); err != nil || diff != "" {
		t.Errorf("%v (-read +read again):\n%s", err, diff)
	}
}

func TestWriteTeamText(t *testing.T) {
	for _, c := range []struct {
		why  string
		p    Person
		want string
	}{
		{"text as it was typed", Person{Name: "A & <B> \"Ö\" 字", Zone: "UTC", Hours: "off"}, `{"name": "A & <B> \"Ö\" 字", "zone": "UTC", "hours": "off"}`},
		{"durations as people write them", Person{Name: "A", Zone: "UTC", Hours: "24/7", Reply: time.Hour, Daily: 6*time.Hour + 30*time.Minute}, `{"name": "A", "zone": "UTC", "hours": "24/7", "daily": "6h30m", "reply": "1h"}`},
		{"minutes", Person{Name: "A", Zone: "UTC", Hours: "24/7", Reply: 10 * time.Minute}, `{"name": "A", "zone": "UTC", "hours": "24/7", "reply": "10m"}`},
		{"seconds", Person{Name: "A", Zone: "UTC", Hours: "24/7", Reply: time.Hour + 10*time.Second}, `{"name": "A", "zone": "UTC", "hours": "24/7", "reply": "1h0m10s"}`},
		{"one holiday needs no list", Person{Name: "A", Zone: "UTC", Hours: "24/7", Holidays: []string{"DE"}}, `{"name": "A", "zone": "UTC", "hours": "24/7", "holidays": "DE"}`},
		{"empty lists are left out", Person{Name: "A", Zone: "UTC", Hours: "24/7", Holidays: []string{}, Leave: []TimeOff{}, Moves: []Move{}, Recurring: []Block{}, Calendars: []string{}},
			`{"name": "A", "zone": "UTC", "hours": "24/7"}`},
		{"a line of 100 characters", Person{Name: strings.Repeat("ö", 53), Zone: "UTC", Hours: "24/7"},
			`{"name": "` + strings.Repeat("ö", 53) + `", "zone": "UTC", "hours": "24/7"}`},
		{"a longer one", Person{Name: strings.Repeat("ö", 54), Zone: "UTC", Hours: "24/7"},
			"{\n    \"name\": \"" + strings.Repeat("ö", 54) + "\",\n    \"zone\": \"UTC\",\n    \"hours\": \"24/7\"\n  }"},
	} {
		want := "{\"people\": [\n  " + c.want + "\n]}\n"
		if got := writeTeam(t, Team{[]Person{c.p}}); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", c.why, got, want)
		}
	}
}

// What ReadTeam would not read is not written.
func TestWriteTeamRefuses(t *testing.T) {
	ok := Person{Name: "Bo", Zone: "UTC", Hours: "off"}
	with := func(change func(*Person)) Team {
		p := ok
		change(&p)
		return Team{[]Person{p}}
	}
	start := Civil{Date: date.New(2026, 3, 2)}
	for _, c := range []struct {
		why  string
		team Team
		want string
	}{
		{"nobody", Team{}, `team file: it has no people: list at least one`},
		{"nothing", Team{[]Person{{}}}, `
			person #1: name: missing: every person needs a name
			person #1: zone: missing time zone: write an IANA name such as "Europe/Berlin"
			person #1: hours: missing: write hours such as "Mo-Fr 09:00-17:00", or "off" for none`},
		{"one name twice", Team{[]Person{ok, ok}}, `person "Bo": name: people 1 and 2 have the same name: give each one of their own`},
		{"a region that is none", with(func(p *Person) { p.Holidays = []string{"Bavaria"} }),
			`person "Bo": holidays: "Bavaria" is neither a region nor a date: write an ISO 3166 code such as "DE-BY", or days such as "2026-05-01"`},
		{"bytes that are no text", with(func(p *Person) { p.Calendars = []string{"b\xff.ics"} }), `person "Bo": calendars: not valid UTF-8`},
		{"leave without days", with(func(p *Person) { p.Leave = []TimeOff{{Label: "x"}} }),
			`person "Bo": leave: the first or the last day is missing: give both, and the same one for a single day`},
		{"two states", with(func(p *Person) { p.Recurring = []Block{{State: Working, Start: start, Length: time.Hour}} }),
			`person "Bo": recurring: block 1: free|focus|busy is not one state`},
		{"an exception in the year 10000", with(func(p *Person) {
			p.Recurring = []Block{{State: Busy, Start: start, Length: time.Hour, ExceptDays: []date.Date{calendarLast + 1}}}
		}), `person "Bo": recurring: block 1: recurrence: EXDATE: is outside the years 0001 to 9999`},
		{"a move without a zone", with(func(p *Person) { p.Moves = []Move{{Date: start.Date}} }),
			`person "Bo": moves: the zone is missing: give the IANA name of the zone there, such as "America/New_York"`},
		{"too many leaves", with(func(p *Person) { p.Leave = make([]TimeOff, MaxLeave+1) }), `person "Bo": leave: too many entries: the limit is 10000`},
		{"too many people", Team{make([]Person, MaxTeamPeople+1)}, `too many people in a team file: the limit is 100000`},
	} {
		var file strings.Builder
		err := WriteTeam(&file, c.team)
		var want []string
		for line := range strings.Lines(strings.TrimSpace(c.want)) {
			want = append(want, strings.TrimSpace(line))
		}
		if diff := cmp.Diff(want, mistakesOf(t, err)); diff != "" || file.Len() > 0 {
			t.Errorf("%s: %d bytes written (-want +got):\n%s", c.why, file.Len(), diff)
		}
	}

	big := Team{}
	for i := range 9 {
		p := Person{Name: string(rune('a' + i)), Zone: "UTC", Hours: "off"}
		for range MaxCalendars {
			p.Calendars = append(p.Calendars, strings.Repeat("x", 2000))
		}
		big.People = append(big.People, p)
	}
	var limit *LimitError
	if err := WriteTeam(&strings.Builder{}, big); !errors.As(err, &limit) || limit.Limit != MaxTeamBytes {
		t.Errorf("a large file: %v", err)
	}
	if err := WriteTeam(brokenDisk{}, Team{[]Person{ok}}); err == nil || err.Error() != "availability: team file: the disk is full" {
		t.Errorf("a writer that fails: %v", err)
	}
}

type brokenDisk struct{}

func (brokenDisk) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

// With sources of the caller's own a team may name what nobody else knows.
func TestTeamWithSources(t *testing.T) {
	src := Sources{
		Zone: func(name string) (*Zone, error) {
			if name == "Mars/Olympus" {
				return NewZone(name, time.FixedZone("MTC", 3600)), nil
			}
			return nil, &ZoneError{Name: name}
		},
		Region: func(code string) (Holidays, error) {
			if code == "Olympus" {
				return HolidaysOn(NamedDay{Date: date.New(2026, 5, 1)}), nil
			}
			return Holidays{}, errors.New("availability: no such region: " + code)
		},
	}
	team := Team{[]Person{{Name: "Bo", Zone: "Mars/Olympus", Hours: "24/7", Holidays: []string{"Olympus"}}}}
	var file bytes.Buffer
	if err := WriteTeamWith(&file, team, src); err != nil {
		t.Fatal(err)
	}
	text := file.String()
	again, err := ReadTeamWith(&file, src)
	if diff := cmp.Diff(team, again); err != nil || diff != "" {
		t.Errorf("%s: %v\n%s", text, err, diff)
	}
	if _, err := ReadTeam(strings.NewReader(text)); err == nil {
		t.Error("ReadTeam knows a zone on Mars")
	}
	if err := WriteTeam(&file, team); err == nil {
		t.Error("WriteTeam knows a zone on Mars")
	}
	_, err = ReadTeamWith(strings.NewReader(bo(`"holidays": "DE"`)), Sources{Region: src.Region})
	if want := `availability: person "Bo": holidays: no such region: DE`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err = ReadTeamWith(strings.NewReader(bo(`"holidays": "DE"`)), Sources{}); err == nil {
		t.Error("a region is known without a source")
	}
}

// normal returns t as it is read: the one of several ways to say the same that a
// file has.
func normal(t Team) Team {
	civils := func(list []Civil) (out []Civil) {
		for _, c := range list {
			out = append(out, civilOf(c.seconds()))
		}
		return out
	}
	people := t.People
	t.People = nil
	for _, p := range people {
		leave, blocks := p.Leave, p.Recurring
		p.Leave, p.Recurring = nil, nil
		for _, l := range leave {
			civil := l.civil()
			n := TimeOff{Label: l.Label}
			n.First, n.From = splitCivil(civil.start)
			n.Last, n.To = splitCivil(civil.end)
			if n.To == 0 {
				n.Last--
			}
			p.Leave = append(p.Leave, n)
		}
		for _, b := range blocks {
			b.Start, b.Also, b.Except = civilOf(b.Start.seconds()), civils(b.Also), civils(b.Except)
			p.Recurring = append(p.Recurring, b)
		}
		t.People = append(t.People, p)
	}
	return t
}

// checkRoundTrip holds a team against the laws: what is written is read as the same, and written
// as it was; the schema accepts it; and so it is with each person alone.
func checkRoundTrip(t *testing.T, team Team) {
	t.Helper()
	file := writeTeam(t, team)
	again, err := ReadTeam(strings.NewReader(file))
	if diff := cmp.Diff(normal(team), again, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Fatalf("%s is read with %v (-team +read):\n%s", file, err, diff)
	}
	if twice := writeTeam(t, again); twice != file {
		t.Errorf("%s is written again as %s", file, twice)
	}
	if err := schemaRefuses([]byte(file)); err != nil {
		t.Errorf("the schema refuses %s: %v", file, err)
	}
	text, err := json.Marshal(team)
	if err != nil {
		t.Fatal(err)
	}
	var unmarshalled Team
	if err := json.Unmarshal(text, &unmarshalled); err != nil || !cmp.Equal(again, unmarshalled) {
		t.Errorf("%s is unmarshalled with %v:\n%s", text, err, cmp.Diff(again, unmarshalled))
	}
}

// drawPerson returns a person who compiles, with anything that a Go literal can say.
func drawPerson(rng *rand.Rand, name string) Person {
	pick := func(from ...string) string { return from[rng.IntN(len(from))] }
	some := func(most int, add func()) {
		for range rng.IntN(most + 1) {
			add()
		}
	}
	day := func() date.Date { return date.New(2026, time.Month(1+rng.IntN(12)), 1+rng.IntN(31)) }
	clocks := func() clock.Clock {
		switch rng.IntN(4) {
		case 0:
			return 0
		case 1:
			return clock.Clock(rng.IntN(24 * 3600 * 1000)) // milliseconds
		case 2:
			return clock.Clock(rng.IntN(24*3600)) * clock.Second
		}
		return clock.Clock(rng.IntN(24*60)) * clock.Minute
	}
	zones := []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"}
	labels := []string{"", "", "Surgery", "<b>&\u2028\x00", strings.Repeat("ä", 200)}
	p := Person{
		Name: name, Zone: pick(zones...), Hours: pick("off", "24/7", "Mo-Fr 09:00-17:00", "Mo-Fr 22:00-06:00; PH off"),
		Stretch: pick("", "Mo 18:00-20:00"), Focus: pick("", "Tu 09:00-10:00"),
		Reply:    time.Duration(rng.Int64N(2) * rng.Int64N(1e14)),
		Holidays: []string{"GB-SCT", "2026-05-01 May & \"Day\"", "2026-12-24/2026-12-31"}[:1+rng.IntN(3)],
	}
	some(1, func() {
		p.Hours = "Mo-Fr 07:00-20:00" // a frame ends on its day
		p.Daily = time.Duration(1+rng.IntN(24*3600)) * time.Second
		p.Core = pick("", "Mo 10:00-12:00")
	})
	some(2, func() { p.School = append(p.School, pick("2026-07-20/2026-08-28", "2026-10-05  Autumn ")) })
	some(4, func() {
		l := TimeOff{First: day(), From: clocks(), To: clocks(), Label: pick(labels...)}
		l.Last = l.First + date.Date(rng.IntN(3))
		if rng.IntN(3) == 0 {
			l.To = 24 * clock.Hour
		}
		if l.check() == nil {
			p.Leave = append(p.Leave, l)
		}
	})
	some(2, func() {
		p.Moves = append(p.Moves, Move{date.New(2026, 1, 5) + date.Date(5*len(p.Moves)), pick(zones...)})
	})
	some(3, func() {
		b := Block{
			State: 1 << rng.IntN(len(stateNames)), Start: Civil{day(), clocks()}, Length: time.Duration(1+rng.IntN(86400)) * time.Second,
			Rule: pick("", "FREQ=DAILY", "freq=weekly;byday=MO;count=3", "FREQ=MONTHLY;UNTIL=20301231T000000Z"), Label: pick(labels...),
		}
		some(2, func() { b.Also = append(b.Also, Civil{day(), clocks() + clock.Clock(rng.IntN(2))*24*clock.Hour}) })
		some(2, func() { b.Except = append(b.Except, Civil{day(), clocks()}) })
		some(2, func() { b.ExceptDays = append(b.ExceptDays, day()) })
		p.Recurring = append(p.Recurring, b)
	})
	some(2, func() { p.Calendars = append(p.Calendars, pick("bo.ics", "https://example.org/?a&b")) })
	return p
}

func TestTeamRoundTrip(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var team Team
		for i := range 1 + rng.IntN(3) {
			team.People = append(team.People, drawPerson(rng, string(rune('A'+i))))
		}
		checkRoundTrip(t, team)
		if t.Failed() {
			return
		}
	}
}

// The ends of what can be said.
func TestTeamRoundTripOfExtremes(t *testing.T) {
	ok := Person{Name: "Bo", Zone: "UTC", Hours: "24/7"}
	for _, change := range []func(*Person){
		func(p *Person) { p.Reply = 1<<63 - 1 },
		func(p *Person) { p.Reply = 1 },
		func(p *Person) { p.Leave = []TimeOff{{First: calendarFirst + 1, Last: calendarLast}} },
		func(p *Person) {
			p.Leave = []TimeOff{{First: calendarLast, Last: calendarLast, From: 1, To: clock.Second}}
		},
		func(p *Person) { p.Leave = []TimeOff{{First: 5, Last: 6, To: 1}} },
		func(p *Person) { p.Leave = []TimeOff{{First: 5, Last: 5, To: 24 * clock.Hour, Label: "x"}} },
		func(p *Person) { p.Moves = []Move{{calendarLast, "Asia/Tokyo"}, {calendarFirst + 1, "UTC"}} },
		func(p *Person) {
			p.Recurring = []Block{{State: Leave, Start: Civil{calendarLast, 86399 * clock.Second}, Length: MaxBlockLength,
				Also: []Civil{{}}, Except: []Civil{{}}, ExceptDays: []date.Date{0}}}
		},
		func(p *Person) {
			p.Recurring = []Block{{State: Free, Start: Civil{5, -clock.Hour}, Length: time.Second}}
		},
	} {
		p := ok
		change(&p)
		checkRoundTrip(t, Team{[]Person{p}})
	}
}

// Writing does not check people who are not compiled, so that unfinished ones can be kept.
func TestPersonJSONOfTheUnfinished(t *testing.T) {
	for _, c := range []struct {
		p    Person
		want string
	}{
		{Person{Moves: []Move{{}}, Recurring: []Block{{}}}, `{"name":"","zone":"","hours":"","moves":[{}],"recurring":[{}]}`},
		{Person{Calendars: []string{""}, Holidays: []string{"", "x"}}, `{"name":"","zone":"","hours":"","holidays":["","x"],"calendars":[""]}`},
		{Person{Recurring: []Block{{State: Free | Busy, Also: []Civil{{}}}}}, `{"name":"","zone":"","hours":"","recurring":[{"state":"free|busy","also":["0001-01-01T00:00"]}]}`},
	} {
		if text, err := c.p.MarshalJSON(); err != nil || string(text) != c.want {
			t.Errorf("got %s, %v, want %s", text, err, c.want)
		}
	}
	if _, err := json.Marshal(Person{Name: "B\xff"}); err == nil || !strings.Contains(err.Error(), `person "B\xff": name: not valid UTF-8`) {
		t.Errorf("bytes that are no text: %v", err)
	}
}

// Whatever a Go literal says, it is refused, or it is read as it was written.
func FuzzWriteTeam(f *testing.F) {
	f.Add("Ada", "UTC", "Mo-Fr 09:00-17:00", "2026-05-01 Day", "note", "FREQ=DAILY", "a.ics", int64(740000), int64(3600), int64(5))
	f.Add("B\xff", "Mars", "", "DE", "\u2028", "FREQ=WEEKLY;COUNT=2", "", int64(-1), int64(-3600), int64(1<<40))
	f.Fuzz(func(t *testing.T, name, zone, hours, holiday, label, rule, calendar string, day, seconds, more int64) {
		d, c := date.Date(day), clock.Clock(seconds)*clock.Millisecond
		p := Person{
			Name: name, Zone: zone, Hours: hours, Holidays: []string{holiday}, Reply: time.Duration(more),
			Leave: []TimeOff{{First: d, Last: d + date.Date(more&3), From: c, To: clock.Clock(more), Label: label}},
			Moves: []Move{{d, zone}}, Calendars: []string{calendar},
			Recurring: []Block{{State: State(more), Start: Civil{d, c}, Length: time.Duration(seconds) * time.Second, Rule: rule, Label: label,
				Also: []Civil{{d + 1, clock.Clock(more)}}, ExceptDays: []date.Date{d + 2}}},
		}
		if more&4 != 0 { // fields alone, too: one that is wrong would hide the others
			p.Leave, p.Moves = nil, nil
		}
		if more&8 != 0 {
			p.Recurring = nil
		}
		team := Team{[]Person{p}}
		var file strings.Builder
		err := WriteTeam(&file, team)
		if _, wrong := team.CompileWith(Sources{Region: regionByShape}); wrong != nil && (err == nil || err.Error() != wrong.Error()) {
			t.Errorf("writing says %v, compiling %v", err, wrong)
		}
		if err != nil {
			if file.Len() > 0 {
				t.Errorf("%d bytes written before %v", file.Len(), err)
			}
			return
		}
		checkRoundTrip(t, team)
	})
}
