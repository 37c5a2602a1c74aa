package calendar

import (
	"strings"
	"testing"
	"time"
)

func TestText(t *testing.T) {
	tests := []struct{ what, text, want string }{
		{"empty", "", ""},
		{"plain", "Overlap", "Overlap"},
		{"neither colons nor quotes are special", `a:b "c" 'd' ^n =`, `a:b "c" 'd' ^n =`},
		{"backslash", `C:\new`, `C:\\new`},
		{"semicolon", "a;b", `a\;b`},
		{"comma", "a,b", `a\,b`},
		{"line feed", "a\nb", `a\nb`},
		{"two line feeds", "a\n\nb", `a\n\nb`},
		{"CRLF is one line break", "a\r\nb", `a\nb`},
		{"a CR alone is dropped", "a\rb", "ab"},
		{"next line, line and paragraph separator", "a\u0085b\u2028c\u2029d", `a\nb\nc\nd`},
		{"tab is kept", "a\tb", "a\tb"},
		{"controls are dropped", "a\x00\x07\x0b\x0c\x1b\x1f\x7fb", "ab"},
		{"C1 controls are dropped", "a\u0080\u009bb", "ab"},
		{"no-break space is kept", "a\u00a0b", "a\u00a0b"},
		{"letters of any script", "Zoë ज़ोया 🕘", "Zoë ज़ोया 🕘"},
		{"each wrong byte becomes U+FFFD", "a\xff\xfeb", "a\uFFFD\uFFFDb"},
		{"half a rune", "a\xf0\x9f", "a\uFFFD\uFFFD"},
		{"a surrogate in UTF-8", "\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"},
		{"U+FFFD itself", "\uFFFD", "\uFFFD"},
		{"an injected line", "x\r\nEND:VEVENT", `x\nEND:VEVENT`},
		{"an escape already there", `\n\,`, `\\n\\\,`},
	}
	for _, tt := range tests {
		var l lineWriter
		l.text(tt.text)
		if got := string(l.buf); got != tt.want {
			t.Errorf("%s: text(%q) = %q, want %q", tt.what, tt.text, got, tt.want)
		}
	}
}

func TestTextList(t *testing.T) {
	tests := []struct {
		list []string
		want string
	}{
		{nil, ""},
		{[]string{""}, ""},
		{[]string{"a"}, "L:a\r\n"},
		{[]string{"a", "b"}, "L:a,b\r\n"},
		{[]string{"", "a", "", "b", ""}, "L:a,b\r\n"},
		{[]string{"a,b", "c;d"}, `L:a\,b,c\;d` + "\r\n"},
	}
	for _, tt := range tests {
		var l lineWriter
		l.textListLine("L", tt.list)
		if got := string(l.buf); got != tt.want {
			t.Errorf("textListLine(%q) = %q, want %q", tt.list, got, tt.want)
		}
	}
}

func TestUTC(t *testing.T) {
	tests := []struct{ at, want string }{
		{"0001-01-01T00:00:00Z", "00010101T000000Z"},
		{"0987-06-05T04:03:02Z", "09870605T040302Z"},
		{"1969-12-31T23:59:59Z", "19691231T235959Z"},
		{"1970-01-01T00:00:00Z", "19700101T000000Z"},
		{"2024-02-29T23:59:59Z", "20240229T235959Z"},
		{"2026-10-25T03:00:00+02:00", "20261025T010000Z"},
		{"9999-12-31T23:59:59Z", "99991231T235959Z"},
	}
	for _, tt := range tests {
		var l lineWriter
		l.utcLine("D", instant(t, tt.at).Unix())
		if got := string(l.buf); got != "D:"+tt.want+"\r\n" {
			t.Errorf("utcLine(%s) = %q, want %q", tt.at, got, tt.want)
		}
	}
}

func TestDuration(t *testing.T) {
	tests := []struct {
		d    time.Duration
		want string
	}{
		{time.Second, "PT1S"},
		{1500 * time.Millisecond, "PT1S"},
		{61 * time.Second, "PT61S"},
		{time.Minute, "PT1M"},
		{90 * time.Minute, "PT90M"},
		{time.Hour, "PT1H"},
		{time.Hour + time.Second, "PT3601S"},
		{48 * time.Hour, "PT48H"},
	}
	for _, tt := range tests {
		var l lineWriter
		l.durationLine("D", tt.d)
		if got := string(l.buf); got != "D:"+tt.want+"\r\n" {
			t.Errorf("durationLine(%v) = %q, want %q", tt.d, got, tt.want)
		}
	}
}

// FuzzText writes any string at any place of a line and reads it back.
func FuzzText(f *testing.F) {
	f.Add("plain", byte(0))
	f.Add("a\\b;c,d\ne\r\nf", byte(60))
	f.Add(strings.Repeat("🕘", 40), byte(66))
	f.Add("\xff\xf0\x9f\x95", byte(67))
	f.Add("\u0085\u2028\u2029\x00\x7f\u009f\t", byte(70))
	f.Add("\\\\\\\\;;;;,,,,\n\n\n\n", byte(66))
	f.Fuzz(func(t *testing.T, s string, before byte) {
		pad := strings.Repeat("x", int(before))
		var l lineWriter
		l.plain("SUMMARY:" + pad)
		l.text(s)
		l.end()
		lines, err := unfold(string(l.buf))
		if err != nil {
			t.Fatal(err)
		}
		if len(lines) != 1 {
			t.Fatalf("%d lines, want one: %q", len(lines), lines)
		}
		list, err := unescapeList(strings.TrimPrefix(lines[0], "SUMMARY:"))
		if err != nil {
			t.Fatalf("%v in %q", err, lines[0])
		}
		if want := pad + carried(s); len(list) != 1 || list[0] != want {
			t.Errorf("got %q, want %q", list, want)
		}
	})
}
