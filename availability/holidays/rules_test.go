package holidays

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/de"
)

// inZone makes a test run as on a machine in a zone, for the parts of cal that look at
// it when they compute.
func inZone(t *testing.T, name string) {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skip(err)
	}
	local, calLoc := time.Local, cal.DefaultLoc
	time.Local, cal.DefaultLoc = loc, loc
	t.Cleanup(func() { time.Local, cal.DefaultLoc = local, calLoc })
}

// In UTC, cal is right about dates, and the oracle.
func TestOccurrenceIsAsCalHasIt(t *testing.T) {
	inZone(t, "UTC")
	for _, r := range regions {
		for _, rule := range r.rules {
			for year := 1850; year <= 2150; year++ {
				own := *rule
				wantActual, wantObserved := own.Calc(year)
				if wantActual.Year() != year {
					wantActual, wantObserved = time.Time{}, time.Time{} // no answer
				}
				if actual, observed, _ := occurrence(rule, year); !actual.Equal(wantActual) || !observed.Equal(wantObserved) {
					t.Fatalf("%s: %s %d: %s %s, want %s %s", r.code, rule.Name, year, actual, observed, wantActual, wantObserved)
				}
			}
		}
	}
}

// In Asunción the clocks skipped midnight on 3 October 2010, a Sunday, and package
// time goes back to the day before.
func TestMidnightIsSkipped(t *testing.T) {
	inZone(t, "America/Asuncion")
	if got, _ := de.DeutschenEinheit.Calc(2010); got.Day() != 2 {
		t.Errorf("cal has learnt it: %s", got)
	}
	want := time.Date(2010, time.October, 3, 0, 0, 0, 0, time.UTC)
	if got, _, ok := occurrence(de.DeutschenEinheit, 2010); got != want || !ok {
		t.Errorf("%s, want %s", got, want)
	}
}

// A rule that moves a holiday away from a day of work says nothing about whether that day is
// worked. In cal's data it is not, as another holiday is observed on it.
func TestObservedMovesAreKnown(t *testing.T) {
	for _, r := range regions {
		for _, rule := range r.rules {
			for _, o := range rule.Observed {
				weekend := o.Day == time.Saturday || o.Day == time.Sunday
				second := rule.Day == 2 && rule.Month == time.January || rule.Day == 26 && rule.Month == time.December
				if !weekend && !second {
					t.Errorf("%s: %s moves from %s", r.code, rule.Name, o.Day)
				}
				if o.Offset < -6 || o.Offset > 6 {
					t.Errorf("%s: %s moves by %d days", r.code, rule.Name, o.Offset)
				}
			}
		}
	}
}

// Types that are new in cal would count as days off.
func TestTypesAreKnown(t *testing.T) {
	for _, r := range regions {
		for _, rule := range r.rules {
			if rule.Type > cal.ObservanceOther {
				t.Errorf("%s: %s has type %d", r.code, rule.Name, rule.Type)
			}
		}
	}
}

// digest is one line for all days of all regions.
func digest() string {
	var days []byte
	for _, r := range regions {
		for year := 1990; year <= 2060; year++ {
			for _, n := range compiled()[r.code].Year(year) {
				days = binary.AppendVarint(days, int64(n.Date))
			}
		}
	}
	return fmt.Sprintf("digest %x\n", sha256.Sum256(days))
}

// The days are the same wherever the machine stands. The zones skipped midnights in
// these years, or a whole day (Apia), or are far from UTC.
func TestDaysDoNotDependOnTheMachinesZone(t *testing.T) {
	if os.Getenv("NOONMARK_DIGEST") != "" {
		fmt.Print(digest())
		return
	}
	program, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	var want string
	for _, zone := range []string{
		"UTC", "America/Sao_Paulo", "America/Havana", "America/Asuncion", "America/Santiago",
		"Africa/Cairo", "Asia/Beirut", "Asia/Tehran", "Pacific/Apia", "Pacific/Chatham",
	} {
		run := exec.Command(program, "-test.run=^TestDaysDoNotDependOnTheMachinesZone$")
		run.Env = append(os.Environ(), "TZ="+zone, "NOONMARK_DIGEST=1")
		out, err := run.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", zone, err, out)
		}
		if want == "" {
			want = string(out)
			if !strings.HasPrefix(want, "digest ") {
				t.Fatalf("no digest: %q", want)
			}
		}
		if string(out) != want {
			t.Errorf("%s: other days than in UTC", zone)
		}
	}
}

// Kiribati had no 31 December 1994, so on a machine there cal cannot name it: the one
// kind of date that depends on the machine.
func TestDayThatTheMachineSkipped(t *testing.T) {
	inZone(t, "Pacific/Kiritimati")
	got, _, _ := occurrence(de.Silvester, 1994)
	if got.Day() == 31 {
		t.Error("cal can name it now: say so in occurrence, and test the zone with the others")
	}
}
