package availability

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"
	"time"
)

// TestRecurrenceAgreesWithOtherEngines compares with python-dateutil, libical and
// lib-recur, as instants: each occurrence is read in a zone as RFC 5545 section
// 3.3.5 says.
func TestRecurrenceAgreesWithOtherEngines(t *testing.T) {
	for name, rows := range map[string]int{"rrule.jsonl": 579, "rrule_dst.jsonl": 275} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile("../../shared/oracle/" + name)
			if errors.Is(err, os.ErrNotExist) {
				t.Skip("the shared oracle values are not here")
			} else if err != nil {
				t.Fatal(err)
			}
			for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); rows-- {
				var row recurrenceRow
				if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
					t.Fatal(err)
				}
				if name == "rrule_dst.jsonl" && slices.Contains(windowsFromAGap, row.ID) {
					row.FromUTC = row.FromUTC.Add(-time.Hour)
				}
				row.compare(t)
			}
			if rows != 0 {
				t.Errorf("%d rows were not read", rows)
			}
		})
	}
}

// windowsFromAGap are the rows of rrule_dst.jsonl in which DTSTART is the end of a
// gap of an hour. Their windows start a minute before it, on a clock that nobody
// sees, which from_utc reads as an hour later: after the first of the
// occurrences that the engines agree on, and which the row lists.
var windowsFromAGap = []int{47, 253, 383, 439, 533}

type recurrenceRow struct {
	ID                   int
	TZID, DTStart, RRule string
	ExDate, RDate        []string
	FromUTC              time.Time `json:"from_utc"`
	ToUTC                time.Time `json:"to_utc"`
	ExpectedUTC          []string  `json:"expected_utc"`
}

func (row recurrenceRow) compare(t *testing.T) {
	t.Helper()
	zone, err := LoadZone(row.TZID)
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewRecurrence(RecurrenceParts{
		Start: compactCivil(t, row.DTStart), Rule: row.RRule, Zone: zone,
		Also: compactCivils(t, row.RDate), Except: compactCivils(t, row.ExDate),
	})
	if err != nil {
		t.Errorf("row %d: %v", row.ID, err)
		return
	}
	var got []string
	civil := func(u time.Time) Civil { return civilOf(u.Unix()) }
	for c := range r.Times(civil(row.FromUTC.AddDate(0, 0, -3)), civil(row.ToUTC.AddDate(0, 0, 3))) {
		if u := zone.Instant(c.Date, c.Clock); !u.Before(row.FromUTC) && !u.After(row.ToUTC) {
			got = append(got, u.Format(time.RFC3339))
		}
	}
	if !slices.Equal(got, row.ExpectedUTC) {
		t.Errorf("row %d: %s from %s in %s:\n got %v\nwant %v", row.ID, row.RRule, row.DTStart, row.TZID, got, row.ExpectedUTC)
	}
}

// compactCivil reads a time as RFC 5545 writes it: "20261224T090000".
func compactCivil(t testing.TB, s string) Civil {
	t.Helper()
	at, err := time.Parse("20060102T150405", s)
	if err != nil {
		t.Fatal(err)
	}
	return civilOf(at.Unix())
}

func compactCivils(t testing.TB, list []string) []Civil {
	t.Helper()
	var civils []Civil
	for _, s := range list {
		civils = append(civils, compactCivil(t, s))
	}
	return civils
}
