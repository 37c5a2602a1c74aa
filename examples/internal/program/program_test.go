package program

import (
	"strings"
	"testing"
	"time"
)

func TestWeeks(t *testing.T) {
	for _, c := range []struct{ now, zone, from, want string }{
		{"2026-11-22T12:00:00Z", "UTC", "", "2026-11-23T00:00:00Z/2026-12-21T00:00:00Z"},
		{"2026-11-23T12:00:00Z", "UTC", "", "2026-11-23T00:00:00Z/2026-12-21T00:00:00Z"},
		{"2026-11-24T12:00:00Z", "UTC", "", "2026-11-30T00:00:00Z/2026-12-28T00:00:00Z"},
		{"2026-11-22T12:00:00Z", "Pacific/Auckland", "", "2026-11-22T11:00:00Z/2026-12-20T11:00:00Z"},
		{"2026-11-22T12:00:00Z", "Europe/Berlin", "2026-10-19", "2026-10-18T22:00:00Z/2026-11-15T23:00:00Z"},
	} {
		at, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		p, err := ParseWeeks(c.from, 4, 10, c.zone, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Span().String(); got != c.want {
			t.Errorf("at %s in %s, -from %q: %s, want %s", c.now, c.zone, c.from, got, c.want)
		}
	}
}

func TestLabels(t *testing.T) {
	for _, c := range []string{
		"Ada Bo", "Alexandra Alexandre Bo", "山田太郎 山田花子 山田太郎丸", "Aaaaaaa Aaaaaab Aaaaaac Aaaaaad Aaaaaae Aaaaaaf Aaaaaag Aaaaaah Aaaaaai Aaaaaaj Aaaaaak",
	} {
		names := strings.Fields(c)
		got := Labels(names, 6)
		seen := map[string]bool{}
		for i, label := range got {
			if seen[label] || Width(label) > 6 {
				t.Errorf("%s: %q is not a label", c, label)
			}
			seen[label] = true
			if name := names[i]; Width(name) <= 6 && label != name {
				t.Errorf("%s became %s", name, label)
			}
		}
	}
}
