package calendar

import (
	"encoding/hex"
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/noonmark/noonmark/availability"
)

// eventTexts are the texts of an event, as somebody reads them back.
type eventTexts struct {
	title, description, location string
	categories                   []string
	organizer                    string
}

// written returns what should be read back of an event.
func written(e *Event, o Organizer) eventTexts {
	t := eventTexts{title: carried(e.Title), description: carried(e.Description), location: carried(e.Location), organizer: carried(o.Name)}
	for _, c := range e.Categories {
		if carried(c) != "" {
			t.categories = append(t.categories, carried(c))
		}
	}
	return t
}

// unescapes is a second reader of TEXT: where the test reader goes byte by byte, it replaces.
var (
	unescapes = strings.NewReplacer(`\\`, `\`, `\,`, ",", `\;`, ";", `\n`, "\n")
	item      = regexp.MustCompile(`^(?:[^\\,]|\\.)*`)
	unquotes  = strings.NewReplacer("^^", "^", "^'", `"`, "^n", "\n")
)

// published is what a second parser reads of a feed, by UID.
func textsByPublished(t *testing.T, text string) map[string]eventTexts {
	t.Helper()
	p, err := readPublished([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]eventTexts)
	for uid, part := range p.parts {
		if part.kind != "VEVENT" {
			continue
		}
		found := eventTexts{
			title:       unescapes.Replace(part.value("SUMMARY")),
			description: unescapes.Replace(part.value("DESCRIPTION")),
			location:    unescapes.Replace(part.value("LOCATION")),
		}
		for _, line := range part.lines {
			if rest, ok := strings.CutPrefix(line, "CATEGORIES:"); ok {
				for { // one word after the other
					word := item.FindString(rest)
					found.categories = append(found.categories, unescapes.Replace(word))
					if rest = rest[len(word):]; rest == "" {
						break
					}
					rest = rest[1:]
				}
			}
			if rest, ok := strings.CutPrefix(line, `ORGANIZER;CN="`); ok {
				name, _, _ := strings.Cut(rest, `":`)
				found.organizer = unquotes.Replace(name)
			}
		}
		all[uid] = found
	}
	return all
}

// checkTexts checks that the package's own reader, which Update uses, reads a feed back.
func checkTexts(t *testing.T, f Feed, text string) {
	t.Helper()
	checkReadTexts(t, "published", f, textsByPublished(t, text), nil)
}

// checkReadTexts compares what somebody read. The fields in which a reader is known to be wrong
// are made good by mend, for both.
func checkReadTexts(t *testing.T, reader string, f Feed, got map[string]eventTexts, mend func(eventTexts) eventTexts) {
	t.Helper()
	if len(got) != len(f.Events) {
		t.Errorf("%s read %d events, want %d", reader, len(got), len(f.Events))
	}
	if mend == nil {
		mend = func(e eventTexts) eventTexts { return e }
	}
	for i := range f.Events {
		want, have := mend(written(&f.Events[i], f.Organizer)), mend(got[uidOf(f, f.Events[i].Source)])
		if diff := cmp.Diff(want, have, cmp.AllowUnexported(eventTexts{})); diff != "" {
			t.Errorf("%s read event %d (-want +got):\n%s", reader, i, diff)
			return
		}
	}
}

// Clients read back what was written, whatever it is.
func TestClientsReadTexts(t *testing.T) {
	someJudges(t)
	r := rand.New(rand.NewPCG(9, 10))
	bits := []string{"Ada", "é", "日本", "🕗", " ", "  ", "\t", ",", ";", ":", `"`, "'", "^", "^n", "^'", `\`, `\n`, `\N`, `\,`, "\n", "\r\n", "\r", "\x00", "\x1b", "\x7f", "\u0085", "\u2028", "\xff", "\xc3",
		"BEGIN:VEVENT", "END:VCALENDAR", "=", "%", "&amp;", "<b>", "\ufeff", "\u200f", "e\u0301", strings.Repeat("x", 80), strings.Repeat("é", 40), "|", "{", "$", "`", "#"}
	text := func() string {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(bits[r.IntN(len(bits))])
		}
		return b.String()
	}
	f := Feed{ID: "texts", Stamp: weeks2026.Start(), Organizer: Organizer{Name: `Zoë "the first", of ^ and: Co; ` + "\n", Address: "zoe@example.com"}, Name: text(), Description: text()}
	for i := range 400 {
		e := Event{Source: string(rune('A' + i)), Span: availability.UnixSpan(int64(i)*3600, int64(i)*3600+60), Title: text(), Description: text(), Location: text()}
		for range r.IntN(4) {
			e.Categories = append(e.Categories, text())
		}
		f.Events = append(f.Events, e)
	}
	ics := encode(t, f)
	checkCalendar(t, f, readCalendar(t, ics))
	checkTexts(t, f, ics)
	lines, err := icaljs.need(t).ask("texts", feedFile(t, []byte(ics)), "0", "0")
	if err != nil {
		t.Fatal(err)
	}
	checkReadTexts(t, nameICALJS, f, textsInJSON(t, lines), nil)
	if lines, err = libical.need(t).ask("texts", feedFile(t, []byte(ics)), "0", "0"); err != nil {
		t.Fatal(err)
	}
	// libical gives a list as one text, trims texts, and reads no RFC 6868.
	checkReadTexts(t, nameLibical, f, textsInHex(t, lines), func(e eventTexts) eventTexts {
		e.categories = []string{strings.NewReplacer(" ", "", "\t", "").Replace(strings.Join(e.categories, ","))}
		for _, s := range []*string{&e.title, &e.description, &e.location} {
			*s = strings.Trim(*s, " \t")
		}
		e.organizer = ""
		return e
	})
	if !slices.ContainsFunc(f.Events, func(e Event) bool { return strings.Contains(e.Title, "\x00") }) {
		t.Error("the texts are too tame")
	}
}

func textsInJSON(t *testing.T, lines []string) map[string]eventTexts {
	t.Helper()
	all := make(map[string]eventTexts)
	for _, line := range lines {
		var uid string
		var e eventTexts
		if err := json.Unmarshal([]byte(line), &[]any{&uid, &e.title, &e.description, &e.location, &e.categories, &e.organizer}); err != nil {
			t.Fatal(err)
		}
		if len(e.categories) == 0 {
			e.categories = nil
		}
		all[uid] = e
	}
	return all
}

func textsInHex(t *testing.T, lines []string) map[string]eventTexts {
	t.Helper()
	all := make(map[string]eventTexts)
	for _, line := range lines {
		fields := strings.Split(line, "\t")
		if len(fields) != 6 {
			t.Fatalf("%d fields in %q", len(fields), line)
		}
		text := func(s string) string {
			b, err := hex.DecodeString(s)
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		e := eventTexts{title: text(fields[1]), description: text(fields[2]), location: text(fields[3]), organizer: text(fields[5])}
		if fields[4] != "" {
			for word := range strings.SplitSeq(fields[4], ",") {
				e.categories = append(e.categories, text(word))
			}
		}
		all[text(fields[0])] = e
	}
	return all
}

// Of what cannot be carried at all no property is left.
func TestBlankTexts(t *testing.T) {
	f := Feed{ID: "x", Name: "\x00", Description: "\r", Stamp: weeks2026.Start(), Organizer: Organizer{Name: "A\u0081\x1bda", Address: "ada@example.com"},
		Events: []Event{{Source: "s", Span: weeks2026, Title: "\x01\u0085\x02"[:1], Description: "\x7f", Location: "\u009f", Categories: []string{"\x00", "a\\\x01", "b", "\u0080"}}}}
	text := encode(t, f)
	c := readCalendar(t, text)
	for _, name := range []string{"NAME", "X-WR-CALNAME", "DESCRIPTION"} {
		if c.all(name) != nil {
			t.Errorf("%s is written", name)
		}
	}
	e := c.children[0]
	for _, name := range []string{"SUMMARY", "DESCRIPTION", "LOCATION"} {
		if e.all(name) != nil {
			t.Errorf("%s is written", name)
		}
	}
	// ical.js takes the comma behind a backslash for an escaped one.
	if got := e.all("CATEGORIES"); !slices.Equal(got, []string{`a\\`, "b"}) {
		t.Errorf("CATEGORIES: %q", got)
	}
	if !strings.Contains(text, `ORGANIZER;CN="Ada":mailto:ada@example.com`) {
		t.Error("control characters in the name")
	}
	for text, want := range map[string]bool{"": true, "\x00\r\u009f": true, "\n": false, "\t": false, "\u0085": false, "\xff": false, "x": false, "\u00a0": false} {
		if isBlank(text) != want {
			t.Errorf("isBlank(%q) is not %v", text, want)
		}
	}
}
