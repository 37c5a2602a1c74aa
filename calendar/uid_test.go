package calendar

import (
	"strings"
	"testing"
)

// Clients hold on to these UIDs for years. A change here makes every event of
// every published feed a new one.
func TestUIDsNeverChange(t *testing.T) {
	tests := []struct{ feed, source, want string }{
		// printf 'team-overlap\0overlap/2026-11-23/1' | sha256sum | cut -c1-32
		{"team-overlap", "overlap/2026-11-23/1", "97e00f46235d4d9ad297df78a803c467@noonmark"},
		{"a", "b", "59b271ae1bbcb1d31d41929817f4b16f@noonmark"},
	}
	for _, tt := range tests {
		if got := newUIDMaker(tt.feed).uid(tt.source).String(); got != tt.want {
			t.Errorf("UID of %q in %q: got %s, want %s", tt.source, tt.feed, got, tt.want)
		}
	}
}

func TestUIDsDiffer(t *testing.T) {
	seen := make(map[uid]string)
	for _, feed := range []string{"a", "ab", "a/b", "", "ü"} {
		maker := newUIDMaker(feed) // used for several sources, long before short
		for _, source := range []string{strings.Repeat("long", 50), "b", "", "/b", "\x00b", "a", "ü"} {
			what := feed + "|" + source
			u := maker.uid(source)
			if other, taken := seen[u]; taken {
				t.Errorf("%q and %q have the same UID %s", what, other, u)
			}
			seen[u] = what
			if again := newUIDMaker(feed).uid(source); again != u {
				t.Errorf("%q: first %s, then %s", what, u, again)
			}
		}
	}
}
