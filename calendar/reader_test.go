package calendar

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// The reader is the oracle of the tests: it reads iCalendar as RFC 5545 says,
// one rule after the other, slowly, and refuses whatever breaks a rule that the
// writer promises to keep.

// A component is what stands between BEGIN and END.
type component struct {
	name       string
	properties []property
	children   []component
}

// A property is one content line; value is as written, still escaped.
type property struct{ name, parameters, value string }

// all returns the values of the properties called name, as written.
func (c component) all(name string) []string {
	var values []string
	for _, p := range c.properties {
		if p.name == name {
			values = append(values, p.value)
		}
	}
	return values
}

// one returns the only value of a property.
func (c component) one(t *testing.T, name string) string {
	t.Helper()
	values := c.all(name)
	if len(values) != 1 {
		t.Fatalf("%s has %d properties %s, want one", c.name, len(values), name)
	}
	return values[0]
}

// text returns the only value of a property with a TEXT value.
func (c component) text(t *testing.T, name string) string {
	t.Helper()
	c.one(t, name)
	list := c.textList(t, name)
	if len(list) != 1 {
		t.Fatalf("%s of %s has %d values, want one: %q", name, c.name, len(list), list)
	}
	return list[0]
}

// textList returns the values of properties with lists of TEXT values.
func (c component) textList(t *testing.T, name string) []string {
	t.Helper()
	var all []string
	for _, value := range c.all(name) {
		list, err := unescapeList(value)
		if err != nil {
			t.Fatalf("%s of %s: %v", name, c.name, err)
		}
		all = append(all, list...)
	}
	return all
}

func readCalendar(t *testing.T, data string) component {
	t.Helper()
	c, err := parseCalendar(data)
	if err != nil {
		t.Fatalf("%v in:\n%s", err, data)
	}
	return c
}

func parseCalendar(data string) (component, error) {
	lines, err := unfold(data)
	if err != nil {
		return component{}, err
	}
	if len(lines) == 0 {
		return component{}, errors.New("no lines")
	}
	c, rest, err := parseComponent(lines)
	switch {
	case err != nil:
		return component{}, err
	case len(rest) > 0:
		return component{}, fmt.Errorf("%q after the end", rest[0])
	case c.name != "VCALENDAR":
		return component{}, fmt.Errorf("a %s, want VCALENDAR", c.name)
	case len(c.children) == 0:
		return component{}, errors.New("no component in the calendar")
	}
	return c, nil
}

// parseComponent reads the component that starts at the first line.
func parseComponent(lines []string) (c component, rest []string, err error) {
	first, err := parseProperty(lines[0])
	if err != nil {
		return c, nil, err
	}
	if first.name != "BEGIN" {
		return c, nil, fmt.Errorf("%q, want BEGIN", lines[0])
	}
	c.name, rest = first.value, lines[1:]
	for len(rest) > 0 {
		p, err := parseProperty(rest[0])
		if err != nil {
			return c, nil, err
		}
		switch p.name {
		case "BEGIN":
			var child component
			child, rest, err = parseComponent(rest)
			if err != nil {
				return c, nil, err
			}
			c.children = append(c.children, child)
		case "END":
			if p.value != c.name {
				return c, nil, fmt.Errorf("END:%s inside %s", p.value, c.name)
			}
			return c, rest[1:], nil
		default:
			c.properties = append(c.properties, p)
			rest = rest[1:]
		}
	}
	return c, nil, fmt.Errorf("no END:%s", c.name)
}

// parseProperty takes a content line apart. No parameter that the writer knows
// has a value that needs quotes.
func parseProperty(line string) (property, error) {
	head, value, ok := strings.Cut(line, ":")
	if !ok {
		return property{}, fmt.Errorf("no colon in %q", line)
	}
	name, parameters, _ := strings.Cut(head, ";")
	if name == "" || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != "" {
		return property{}, fmt.Errorf("%q is not a name", name)
	}
	return property{name, parameters, value}, nil
}

// unfold returns the content lines and checks what holds for each physical one:
// it ends in CRLF, has at most 75 octets, is whole UTF-8 and holds nothing that
// a reader anywhere takes for the end of a line.
func unfold(data string) ([]string, error) {
	body, ok := strings.CutSuffix(data, "\r\n")
	if !ok {
		return nil, errors.New("no CRLF at the end")
	}
	var lines []string
	for _, physical := range strings.Split(body, "\r\n") {
		if len(physical) > 75 {
			return nil, fmt.Errorf("a line of %d octets: %q", len(physical), physical)
		}
		if !utf8.ValidString(physical) {
			return nil, fmt.Errorf("a line that is not UTF-8: %q", physical)
		}
		for _, r := range physical {
			if r != '\t' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
				return nil, fmt.Errorf("%U in %q", r, physical)
			}
		}
		switch {
		case physical == "":
			return nil, errors.New("an empty line")
		case physical[0] == ' ' && len(lines) > 0:
			lines[len(lines)-1] += physical[1:]
		default:
			lines = append(lines, physical)
		}
	}
	return lines, nil
}

// unescapeList splits a list of TEXT values at its bare commas and resolves the
// escapes of RFC 5545 section 3.3.11.
func unescapeList(s string) ([]string, error) {
	list := []string{""}
	last := func() *string { return &list[len(list)-1] }
	for s != "" {
		c := s[:1]
		s = s[1:]
		switch c {
		case ",":
			list = append(list, "")
		case ";":
			return nil, errors.New("a bare semicolon in a TEXT")
		case `\`:
			if s == "" {
				return nil, errors.New("a lone backslash at the end of a TEXT")
			}
			switch s[0] {
			case 'n':
				*last() += "\n"
			case '\\', ';', ',':
				*last() += s[:1]
			default:
				return nil, fmt.Errorf("unknown escape \\%c", s[0])
			}
			s = s[1:]
		default:
			*last() += c
		}
	}
	return list, nil
}

// carried says what a reader gets of a string that was written as a TEXT.
func carried(s string) string {
	var b strings.Builder
	for _, r := range s { // gives U+FFFD for each byte that is not UTF-8
		switch {
		case r == '\n' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			b.WriteRune('\n')
		case r == '\t' || !unicode.IsControl(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

func TestTheReaderRefuses(t *testing.T) {
	const head, tail = "BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	tests := []struct{ what, data string }{
		{"nothing", ""},
		{"no final CRLF", strings.TrimSuffix(head+tail, "\r\n")},
		{"a bare LF", head + "A:1\nB:2\r\n" + tail},
		{"a bare CR", head + "A:1\rB:2\r\n" + tail},
		{"an empty line", head + "\r\n" + tail},
		{"76 octets", head + "A:" + strings.Repeat("x", 74) + "\r\n" + tail},
		{"half a rune", head + "A:\xc3\r\n \xbc\r\n" + tail},
		{"a line separator", head + "A:\u2028\r\n" + tail},
		{"no component", head + "END:VCALENDAR\r\n"},
		{"an END that does not match", head + "BEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n"},
		{"a second calendar", head + tail + head + tail},
		{"a name that is none", head + "A B:1\r\n" + tail},
	}
	for _, tt := range tests {
		if _, err := parseCalendar(tt.data); err == nil {
			t.Errorf("%s: accepted", tt.what)
		}
	}
	if _, err := parseCalendar(head + "A:" + strings.Repeat("x", 73) + "\r\n \ty\r\n" + tail); err != nil {
		t.Errorf("a calendar that is right: %v", err)
	}
	for _, s := range []string{`a;b`, `a\`, `a\x`} {
		if _, err := unescapeList(s); err == nil {
			t.Errorf("unescapeList(%q): accepted", s)
		}
	}
}
