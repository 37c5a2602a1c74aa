package availability

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the tests must run where the machine has no tz database

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// everyZone calls f with each zone of the tz database and the location that
// package time makes of it, which is the oracle.
func everyZone(t *testing.T, f func(t *testing.T, z *Zone, loc *time.Location)) {
	t.Helper()
	for _, name := range zoneNames() {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Logf("%s: not in this machine's tz database", name)
			continue
		}
		z, err := LoadZone(name)
		if err != nil {
			t.Errorf("LoadZone(%q): %v", name, err)
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f(t, z, loc)
		})
	}
}

func offsetIn(loc *time.Location, u int64) Offset {
	t := time.Unix(u, 0).In(loc)
	abbreviation, seconds := t.Zone()
	return Offset{seconds, abbreviation, t.IsDST()}
}

func TestZoneEqualsPackageTimeAtEveryTransition(t *testing.T) {
	everyZone(t, func(t *testing.T, z *Zone, loc *time.Location) {
		check := func(u int64) {
			if got, want := z.Offset(time.Unix(u, 0)), offsetIn(loc, u); got != want {
				t.Errorf("%s: got %v, want %v", time.Unix(u, 0).UTC(), got, want)
			}
		}
		last := int64(calendarStart)
		for tr := range z.Transitions(UnixSpan(calendarStart, time.Date(2600, 1, 1, 0, 0, 0, 0, time.UTC).Unix())) {
			u := tr.At.Unix()
			if u <= last {
				t.Fatalf("transition %v does not come after the one before", tr)
			}
			if tr.Before == tr.After || tr.Before != offsetIn(loc, u-1) || tr.After != offsetIn(loc, u) {
				t.Errorf("transition %+v: package time has %v, %v", tr, offsetIn(loc, u-1), offsetIn(loc, u))
			}
			check((last + u) / 2)
			last = u
		}
	})
}

func TestZoneEqualsPackageTimeAtRandomInstants(t *testing.T) {
	everyZone(t, func(t *testing.T, z *Zone, loc *time.Location) {
		r := rand.New(rand.NewPCG(1, 2))
		for range 2000 {
			u := calendarStart + r.Int64N(calendarEnd-calendarStart)
			if got, want := z.Offset(time.Unix(u, 0)), offsetIn(loc, u); got != want {
				t.Fatalf("%s: got %v, want %v", time.Unix(u, 0).UTC(), got, want)
			}
		}
		// The days on which golang/go#81583 shows, and their neighbours.
		for year := 2024; year < 2500; year += 4 {
			for _, day := range []int{30, 31, 32} {
				u := time.Date(year, 12, day, 12, 0, 0, 0, time.UTC).Unix()
				if got, want := z.Offset(time.Unix(u, 0)), offsetIn(loc, u); got != want {
					t.Fatalf("%s: got %v, want %v", time.Unix(u, 0).UTC(), got, want)
				}
			}
		}
	})
}

func TestZoneTransitions(t *testing.T) {
	for _, c := range []struct {
		zone, from, to string
		want           []string
	}{
		{"Europe/Berlin", "2026-01-01", "2027-01-01", []string{
			"2026-03-29T01:00:00Z CET UTC+01:00 -> CEST UTC+02:00",
			"2026-10-25T01:00:00Z CEST UTC+02:00 -> CET UTC+01:00"}},
		{"America/New_York", "2028-12-01", "2029-04-01", []string{
			"2029-03-11T07:00:00Z EST UTC-05:00 -> EDT UTC-04:00"}}, // over the leap day that hangs naive loops
		{"Australia/Lord_Howe", "2026-03-01", "2026-05-01", []string{
			"2026-04-04T15:00:00Z +11 UTC+11:00 -> +1030 UTC+10:30"}},
		{"Pacific/Apia", "2011-12-01", "2012-01-31", []string{
			"2011-12-30T10:00:00Z -10 UTC-10:00 -> +14 UTC+14:00"}},
		{"Asia/Kolkata", "2000-01-01", "2100-01-01", nil},
		{"Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T01:00:01Z", []string{
			"2026-03-29T01:00:00Z CET UTC+01:00 -> CEST UTC+02:00"}},
		{"Europe/Berlin", "2026-03-01", "2026-03-29T01:00:00Z", nil}, // the end is not part of the span
		{"Europe/Berlin", "9999-10-01", "9999-12-31", []string{
			"9999-10-31T01:00:00Z CEST UTC+02:00 -> CET UTC+01:00"}},
	} {
		z, err := LoadZone(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for tr := range z.Transitions(Between(instant(t, c.from), instant(t, c.to))) {
			got = append(got, tr.At.Format(time.RFC3339)+" "+tr.Before.Abbreviation+" "+tr.Before.String()+
				" -> "+tr.After.Abbreviation+" "+tr.After.String())
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s %s %s:\n got %q\nwant %q", c.zone, c.from, c.to, got, c.want)
		}
	}
}

// instant reads a time of a test table: RFC 3339, or a date at midnight UTC.
func instant(t *testing.T, s string) time.Time {
	t.Helper()
	layout := time.RFC3339
	if len(s) == len(time.DateOnly) {
		layout = time.DateOnly
	}
	at, err := time.Parse(layout, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestZoneInstant(t *testing.T) {
	for _, c := range []struct{ zone, local, utc, why string }{
		{"Europe/Berlin", "2026-07-01T09:00", "2026-07-01T07:00:00Z", "summer"},
		{"Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00Z", "gap: the offset before it, shown as 03:30"},
		{"Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z", "fold: the first pass"},
		{"America/New_York", "2026-03-08T02:30", "2026-03-08T07:30:00Z", "gap, west of Greenwich"},
		{"America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z", "fold, west of Greenwich"},
		{"America/Santiago", "2026-09-06T00:00", "2026-09-06T04:00:00Z", "midnight does not exist: the day starts at 01:00"},
		{"Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00Z", "a day that does not exist"},
		{"Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z", "a gap of half an hour"},
		{"Asia/Kathmandu", "2026-01-01T00:00", "2025-12-31T18:15:00Z", "quarter hours"},
		{"Africa/Monrovia", "1971-12-31T12:00", "1971-12-31T12:44:30Z", "seconds"},
		{"UTC", "2026-12-31T24:00", "2027-01-01T00:00:00Z", "24:00 is the next day's midnight"},
	} {
		z, err := LoadZone(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		d, hm := civilPoint(t, c.local)
		if got := z.Instant(d, hm).Format(time.RFC3339); got != c.utc {
			t.Errorf("%s %s (%s): got %s, want %s", c.zone, c.local, c.why, got, c.utc)
		}
	}
}

// civilOf reads a date and clock of a test table.
func civilPoint(t *testing.T, s string) (date.Date, clock.Clock) {
	t.Helper()
	day, hm, _ := strings.Cut(s, "T")
	d, err := parseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	var c clock.Clock
	for i, part := range strings.Split(hm, ":") {
		n, ok := digits(part)
		if !ok {
			t.Fatalf("bad clock %q", hm)
		}
		c += clock.Clock(n) * []clock.Clock{clock.Hour, clock.Minute, clock.Second}[i]
	}
	return d, c
}

func TestZoneInstantIsInverseOfCivil(t *testing.T) {
	everyZone(t, func(t *testing.T, z *Zone, _ *time.Location) {
		r := rand.New(rand.NewPCG(3, 4))
		for range 500 {
			at := time.Unix(calendarStart+r.Int64N(calendarEnd-calendarStart), 0).UTC()
			got := z.Instant(z.Civil(at))
			// In the second pass of a fold the first pass is named.
			if !got.Equal(at) && (got.After(at) || z.Offset(got) == z.Offset(at)) {
				t.Errorf("%v: the wall clock there names %v", at, got)
			}
		}
	})
}

func TestZeroZoneIsUTC(t *testing.T) {
	var z Zone
	now := instant(t, "2026-07-01T12:34:56Z")
	d, c := z.Civil(now)
	if got := z.Instant(d, c); !got.Equal(now) || z.Offset(now).String() != "UTC+00:00" {
		t.Errorf("%v is %v %v, which is %v", now, d, c, got)
	}
	for tr := range z.Transitions(Calendar()) {
		t.Errorf("transition %v", tr)
	}
}

func TestZoneIsTotal(t *testing.T) {
	z, err := LoadZone("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []time.Time{{}, time.Unix(-1<<60, 0), time.Unix(1<<60, 0)} {
		z.Offset(at)
		z.Civil(at)
	}
	for _, d := range []date.Date{date.Min(), 0, calendarFirst, calendarLast, date.Max()} {
		for _, c := range []clock.Clock{clock.Undefined, 0, 24 * clock.Hour, 1 << 62} {
			at := z.Instant(d, c)
			if y := at.Year(); y < 0 || y > 10000 {
				t.Errorf("Instant(%d, %d) = %v", d, c, at)
			}
		}
	}
	n := 0
	for range z.Transitions(UnixSpan(-1<<62, 1<<62)) {
		n++
	}
	if n < 2*7900 || n > 2*8200 {
		t.Errorf("New York has %d transitions until 9999", n)
	}
}

func TestLoadZoneRefuses(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"America/NewYork", `availability: unknown time zone "America/NewYork" (did you mean "America/New_York"?)`},
		{"Berlin", `availability: unknown time zone "Berlin" (did you mean "Europe/Berlin"?)`},
		{"Europe/Brelin", `availability: unknown time zone "Europe/Brelin" (did you mean "Europe/Berlin"?)`},
		{"san francisco", `availability: unknown time zone "san francisco": write an IANA name such as "Europe/Berlin"`},
		{"PST", `availability: unknown time zone "PST": write an IANA name such as "Europe/Berlin"`},
		{"", `availability: missing time zone: write an IANA name such as "Europe/Berlin"`},
		{"Local", `availability: time zone "Local" means another zone on every machine: write an IANA name such as "Europe/Berlin"`},
		{"Factory", `availability: time zone "Factory" is no place's time zone`},
		{"right/Europe/Berlin", `availability: time zone "right/Europe/Berlin" counts leap seconds, which Unix time does not: leave out "right/"`},
		{"Europe/./Berlin", `availability: time zone "Europe/./Berlin" is a path, which only some machines follow: write an IANA name such as "Europe/Berlin"`},
		{"Europe//Berlin", `availability: time zone "Europe//Berlin" is a path, which only some machines follow: write an IANA name such as "Europe/Berlin"`},
		{"../../etc/passwd", `availability: unknown time zone "../../etc/passwd": write an IANA name such as "Europe/Berlin"`},
		{"Europe/Berlin\x00", "availability: unknown time zone \"Europe/Berlin\\x00\" (did you mean \"Europe/Berlin\"?)"},
	} {
		_, err := LoadZone(c.name)
		var ze *ZoneError
		if !errors.As(err, &ze) {
			t.Errorf("LoadZone(%q) = %v, want a *ZoneError", c.name, err)
		} else if err.Error() != c.want {
			t.Errorf("LoadZone(%q):\n got %s\nwant %s", c.name, err, c.want)
		}
	}
}

func TestZoneNamesAreThoseOfTheTzDatabase(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var names []string
	for _, f := range r.File {
		if !strings.HasSuffix(f.Name, "/") && f.Name != "Factory" {
			names = append(names, f.Name)
		}
	}
	known := map[string]bool{}
	for _, n := range zoneNames() {
		known[n] = true
	}
	for _, n := range names {
		if !known[n] {
			t.Errorf("%s is missing from zone_names.txt", n)
		}
	}
}

// TestZoneInstantAgreesWithOtherEngines compares with java.time, Python's
// zoneinfo and Temporal, at wall times around the transitions of 2000 to 2040.
func TestZoneInstantAgreesWithOtherEngines(t *testing.T) {
	data, err := os.ReadFile("../../shared/oracle/zones.jsonl.gz")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the shared oracle values are not here")
	} else if err != nil {
		t.Fatal(err)
	}
	unzip, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	rows, lines := 0, bufio.NewScanner(unzip)
	for lines.Scan() {
		var row struct{ Zone, Local, UTC, Kind string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		z, err := LoadZone(row.Zone)
		if err != nil {
			t.Fatal(err)
		}
		rows++
		d, c := civilPoint(t, row.Local)
		if got := z.Instant(d, c).Format(time.RFC3339); got != row.UTC {
			t.Errorf("%s %s (%s): got %s, want %s", row.Zone, row.Local, row.Kind, got, row.UTC)
		}
	}
	if err := lines.Err(); err != nil && err != io.EOF {
		t.Fatal(err)
	}
	if rows < 39000 {
		t.Errorf("only %d rows read", rows)
	}
}

func BenchmarkZoneOffset(b *testing.B) {
	z, err := LoadZone("Europe/London")
	if err != nil {
		b.Fatal(err)
	}
	at := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for b.Loop() {
		z.Offset(at)
	}
}
