package availability_test

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

func named(year int, month time.Month, day int, name string) availability.NamedDay {
	return availability.NamedDay{Date: date.New(year, month, day), Name: name}
}

// newYears are the first days of all years.
var newYears = availability.NewHolidays(func(year int) []availability.NamedDay {
	return []availability.NamedDay{named(year, 1, 1, "New Year")}
})

func TestHolidaysOn(t *testing.T) {
	h := availability.HolidaysOn(
		named(2026, 12, 26, "second"), named(2025, 12, 25, "another year"), named(2026, 12, 25, "first"),
		named(2026, 12, 25, "a name too many"), named(2026, 5, 1, ""),
		named(0, 12, 31, "before the calendar"), named(10000, 1, 1, "after it"),
	)
	for _, c := range []struct {
		day  availability.NamedDay
		want bool
	}{
		{named(2026, 12, 25, "first"), true},
		{named(2026, 12, 26, "second"), true},
		{named(2025, 12, 25, "another year"), true},
		{named(2026, 5, 1, ""), true},
		{named(2026, 12, 24, ""), false},
		{named(2024, 12, 25, ""), false},
		{named(0, 12, 31, ""), false},
		{named(10000, 1, 1, ""), false},
	} {
		got, ok := h.On(c.day.Date)
		if ok != c.want || ok && got != c.day || !ok && got != (availability.NamedDay{}) {
			t.Errorf("%s: %v %v, want %v %v", c.day.Date, got, ok, c.day, c.want)
		}
	}
	want := []availability.NamedDay{named(2026, 5, 1, ""), named(2026, 12, 25, "first"), named(2026, 12, 26, "second")}
	if got := h.Year(2026); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What the caller does to its slices afterwards changes nothing.
func TestHolidaysAreImmutable(t *testing.T) {
	list := []availability.NamedDay{named(2026, 5, 1, "May Day"), named(2026, 1, 1, "New Year")}
	on := availability.HolidaysOn(list...)
	of := availability.NewHolidays(func(int) []availability.NamedDay { return list })
	if got := of.Year(2026); got[0].Name != "New Year" || list[0].Name != "May Day" {
		t.Errorf("sorting got %v, and left the caller with %v", got, list)
	}
	list[0].Name = "changed"
	for _, h := range []availability.Holidays{on, of} {
		if n, _ := h.On(date.New(2026, 5, 1)); n.Name != "May Day" {
			t.Errorf("now it is %q", n.Name)
		}
		longer := append(h.Year(2026), named(2026, 12, 31, "mine"))
		if len(longer) != 3 || len(append(h.Year(2026), named(2026, 12, 30, ""))) != 3 || longer[2].Name != "mine" {
			t.Error("two callers share what they append")
		}
	}
}

func TestHolidaysOfNothing(t *testing.T) {
	var zero availability.Holidays
	for name, h := range map[string]availability.Holidays{
		"zero":          zero,
		"no days":       availability.HolidaysOn(),
		"nil function":  availability.NewHolidays(nil),
		"nil days":      availability.NewHolidays(func(int) []availability.NamedDay { return nil }),
		"zero and zero": zero.Union(zero),
		"wrong year": availability.NewHolidays(func(year int) []availability.NamedDay {
			return []availability.NamedDay{named(year+1, 1, 1, "")}
		}),
	} {
		if n, ok := h.On(date.New(2026, 1, 1)); ok || len(h.Year(2026)) != 0 {
			t.Errorf("%s: %v", name, n)
		}
		if got := newYears.Union(h).Year(2026); len(got) != 1 {
			t.Errorf("New Year and %s: %v", name, got)
		}
		if got := h.Union(newYears).Year(2026); len(got) != 1 {
			t.Errorf("%s and New Year: %v", name, got)
		}
	}
}

func TestHolidaysUnion(t *testing.T) {
	a := availability.HolidaysOn(named(2026, 1, 1, "a"), named(2026, 5, 1, "a"))
	b := availability.HolidaysOn(named(2026, 1, 1, "b"), named(2026, 12, 25, "b"), named(2027, 1, 1, "b"))
	want := []availability.NamedDay{named(2026, 1, 1, "a"), named(2026, 5, 1, "a"), named(2026, 12, 25, "b")}
	if got := a.Union(b).Year(2026); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	want[0].Name = "b"
	if got := b.Union(a).Year(2026); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := a.Union(b).Year(2027); len(got) != 1 {
		t.Errorf("2027: %v", got)
	}
	if got := a.Union(a).Year(2026); !slices.Equal(got, a.Year(2026)) {
		t.Errorf("with itself: %v", got)
	}
	if len(a.Year(2026)) != 2 || len(b.Year(2026)) != 2 {
		t.Error("a union changed its parts")
	}
}

// The function is asked for years of the calendar, and the cache has no others: a
// date from elsewhere makes it no larger.
func TestHolidaysAskForTheCalendarOnly(t *testing.T) {
	asked := map[int]int{}
	h := availability.NewHolidays(func(year int) []availability.NamedDay {
		asked[year]++
		return []availability.NamedDay{named(year, 1, 1, "")}
	})
	for range 2 {
		for _, year := range []int{math.MinInt, -1, 0, 1, 2026, 9999, 10000, math.MaxInt} {
			want := 0
			if year >= 1 && year <= 9999 {
				want = 1
			}
			if got := len(h.Year(year)); got != want {
				t.Errorf("%d: %d days, want %d", year, got, want)
			}
		}
		for _, d := range []date.Date{math.MinInt64, math.MinInt32, -1, date.New(0, 12, 31), date.New(10000, 1, 1), math.MaxInt32, math.MaxInt64} {
			if n, ok := h.On(d); ok {
				t.Errorf("%d: %v", int64(d), n)
			}
		}
	}
	for year, times := range asked {
		if times != 1 || year < 1 || year > 9999 {
			t.Errorf("asked %d times for %d", times, year)
		}
	}
}

// The race detector is the judge here, and that all see the same slice.
func TestHolidaysAreSafeForConcurrentUse(t *testing.T) {
	var asked atomic.Int64
	slow := availability.NewHolidays(func(year int) []availability.NamedDay {
		asked.Add(1)
		return []availability.NamedDay{named(year, 12, 25, ""), named(year, 1, 1, "")}
	})
	h := slow.Union(newYears)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for year := 1990; year < 2090; year++ {
				if _, ok := h.On(date.New(year, 12, 25)); !ok {
					t.Errorf("%d has no Christmas", year)
				}
				if a, b := h.Year(year), h.Year(year); &a[0] != &b[0] {
					t.Errorf("%d was computed again", year)
				}
			}
		})
	}
	all.Wait()
	if n := asked.Load(); n < 100 || n > 800 {
		t.Errorf("asked %d times for 100 years", n)
	}
}
