package calendar

import (
	"strings"
	"testing"
)

func TestLinesAreFoldedBetweenRunes(t *testing.T) {
	x := func(n int) string { return strings.Repeat("x", n) }
	tests := []struct{ what, line, want string }{
		{"short", "A:b", "A:b"},
		{"empty value", "A:", "A:"},
		{"75 octets stay", "A:" + x(73), "A:" + x(73)},
		{"the 76th goes on the next line", "A:" + x(74), "A:" + x(73) + "|x"},
		{"a folded line holds 74 more", "A:" + x(73+74), "A:" + x(73) + "|" + x(74)},
		{"and one more makes a third", "A:" + x(73+75), "A:" + x(73) + "|" + x(74) + "|x"},
		{"two octets that fit", "A:" + x(71) + "ü", "A:" + x(71) + "ü"},
		{"two octets that do not", "A:" + x(72) + "ü", "A:" + x(72) + "|ü"},
		{"three octets that fit", "A:" + x(70) + "ह", "A:" + x(70) + "ह"},
		{"three octets, one too many", "A:" + x(71) + "ह", "A:" + x(71) + "|ह"},
		{"three octets, two too many", "A:" + x(72) + "ह", "A:" + x(72) + "|ह"},
		{"four octets that fit", "A:" + x(69) + "🕘", "A:" + x(69) + "🕘"},
		{"four octets, one too many", "A:" + x(70) + "🕘", "A:" + x(70) + "|🕘"},
		{"four octets, three too many", "A:" + x(72) + "🕘", "A:" + x(72) + "|🕘"},
		{"a rune after a full line", "A:" + x(73) + "🕘", "A:" + x(73) + "|🕘"},
		{"runes only", "A:" + strings.Repeat("🕘", 19), "A:" + strings.Repeat("🕘", 18) + "|🕘"},
		{"spaces at the fold are kept", "A:" + x(72) + "   y", "A:" + x(72) + " |  y"},
	}
	for _, tt := range tests {
		var l lineWriter
		l.line(tt.line)
		want := strings.ReplaceAll(tt.want, "|", "\r\n ") + "\r\n"
		if got := string(l.buf); got != want {
			t.Errorf("%s: got %q, want %q", tt.what, got, want)
		}
	}
}

func TestFoldingGoesOnAcrossPieces(t *testing.T) {
	var whole, pieces lineWriter
	s := "A:" + strings.Repeat("aü🕘", 50)
	whole.line(s)
	for _, r := range s {
		pieces.plain(string(r))
	}
	pieces.end()
	if got, want := string(pieces.buf), string(whole.buf); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFoldingEndsOnBytesThatAreNoRunes(t *testing.T) {
	// plain asks for UTF-8. Should it ever get something else, the lines are
	// still short and all the bytes are there.
	s := strings.Repeat("\x80", 500)
	var l lineWriter
	l.line(s)
	for _, physical := range strings.Split(strings.TrimSuffix(string(l.buf), "\r\n"), "\r\n") {
		if len(physical) > 75 {
			t.Errorf("a line of %d octets", len(physical))
		}
	}
	if got := strings.NewReplacer("\r\n ", "", "\r\n", "").Replace(string(l.buf)); got != s {
		t.Errorf("got %q, want %q", got, s)
	}
}

func TestEscapesAreNotFoldedApart(t *testing.T) {
	for n := range 80 {
		var l lineWriter
		l.plain("A:" + strings.Repeat("x", n))
		l.text(`\;,` + "\n")
		l.end()
		if s := string(l.buf); strings.Contains(strings.ReplaceAll(s, `\\`, ""), "\\\r\n") {
			t.Errorf("after %d octets: a fold inside an escape: %q", n, s)
		}
	}
}

func TestLinesAllocateNothing(t *testing.T) {
	l := lineWriter{buf: make([]byte, 0, 4096)}
	title := strings.Repeat("Zoë; Jürgen, 🕘\n", 20)
	labels := []string{"a,b", "c"}
	allocations := testing.AllocsPerRun(100, func() {
		l.buf = l.buf[:0]
		l.line("BEGIN:VEVENT")
		l.textLine("SUMMARY", title)
		l.textListLine("CATEGORIES", labels)
		l.utcLine("DTSTART", 1_800_000_000)
	})
	if allocations != 0 {
		t.Errorf("%v allocations, want none", allocations)
	}
}
