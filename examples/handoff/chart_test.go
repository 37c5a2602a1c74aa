package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/examples/internal/program"
)

// Whatever the time that it has to show, a chart covers it and fits.
func TestChartFits(t *testing.T) {
	for _, name := range []string{"UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York"} {
		zone, err := availability.LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		for length := time.Minute; length < 40*365*24*time.Hour; length = length*3/2 + time.Minute {
			start := time.Date(2026, 10, 23, 7, 21, 0, 0, time.UTC).Add(length / 7)
			const most = 70
			c := newChart(zone, start, start.Add(length), most)
			first, last := c.cell(0), c.cell(c.columns-1)
			if !first.Contains(start) || last.End().Before(start.Add(length)) || c.columns > most || !last.Start().Before(start.Add(length)) {
				t.Errorf("%s: %d columns of %v from %v do not show %v of %v", name, c.columns, c.step, first, start, length)
			}
			days, hours := c.dates()
			if days == "" || program.Width(days) > most || program.Width(hours) > most {
				t.Errorf("%s: %v from %v: %q, %q", name, length, start, days, hours)
			}
			// Each date stands over the column in which it begins, or over the first.
			for label := range strings.SplitSeq(days, "  ") {
				label = strings.TrimSpace(label)
				if label == "" {
					continue
				}
				i := strings.Index(days, label)
				begins, ok := c.newDay(i)
				if !ok && i == 0 {
					begins, _ = zone.Civil(start)
				} else if !ok {
					t.Errorf("%s: %v from %v: no day begins at %q", name, length, start, label)
				}
				if got := begins.Format("Mon 2 Jan"); !strings.HasPrefix(label, got) && !strings.HasPrefix(label, begins.Format("2 Jan 2006")) {
					t.Errorf("%s: %v from %v: %q over %s", name, length, start, label, got)
				}
			}
		}
	}
}

// Each column of each row is what counting its minutes gives.
func TestRowsByMinutes(t *testing.T) {
	for _, from := range []string{"2026-10-19", "2026-10-23T16:00", "2026-12-23T10:30"} {
		q, err := input{from: from, weeks: 1, zone: "Australia/Lord_Howe"}.question(now)
		if err != nil {
			t.Fatal(err)
		}
		r, err := newReport(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		c := newChart(q.weeks.Zone, q.start, *r.Run.End, 75)
		for _, task := range r.Run.Tasks {
			row := []rune(program.Pad(c.row(task), c.columns))
			for i, got := range row {
				minutes := map[rune]int{}
				for at, cell := c.cell(i).Start(), c.cell(i); at.Before(cell.End()); at = at.Add(time.Minute) {
					if at.Before(*task.HandedOver) || !at.Before(*task.Ended) {
						continue
					}
					if task.Machine || task.run.Owner.StateAt(at) == availability.Free {
						minutes['█']++
					} else {
						minutes[markOf(task.run.Owner.StateAt(at))]++
					}
				}
				work, longest := minutes['█'], 0
				delete(minutes, '█')
				for _, n := range minutes {
					longest = max(longest, n)
				}
				ok := false
				switch {
				case work > 0 && (2*time.Duration(work)*time.Minute >= c.step || c.coarse()):
					ok = got == '█'
				case work > 0:
					ok = got == '▄'
				case longest > 0:
					ok = minutes[got] == longest
				default:
					ok = got == ' ' || got == '┊'
				}
				if !ok {
					t.Errorf("%s: %s: column %d is %c, want %d minutes of work, else %v", from, task.Name, i, got, work, minutes)
				}
			}
		}
	}
}

func markOf(state availability.State) rune {
	for _, c := range categories {
		if c.state == state {
			return c.mark
		}
	}
	return '?'
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{percent(1), "100%"}, {percent(0.999), "> 99%"}, {percent(0.001), "< 1%"}, {percent(0), "0%"}, {percent(0.475), "48%"},
		{short(0), "0:00"}, {short(90*time.Minute + 29*time.Second), "1:30"}, {short(100*time.Hour - time.Second), "100:00"},
		{columnLength(48 * time.Hour), "2 days"}, {columnLength(90 * time.Minute), "1 h 30 min"},
		{slack(time.Hour - 1), "1:00"}, {slack(29 * time.Second), "–"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	for d, want := range map[time.Duration]string{
		47*time.Hour + 59*time.Minute + 31*time.Second: "2 days", 50*time.Hour + 5*time.Minute: "2 days 2 h 5 min", 47 * time.Hour: "47 h", 0: "0 h",
	} {
		if got := strings.ReplaceAll(long(d), joint, " "); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}
