package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// MaxPublished is how many bytes of a feed [Feed.Update] accepts.
const MaxPublished = 64 << 20

// A published feed is a file as Encode wrote it, taken apart only as far as Update has to: it
// is compared line by line, and no line is understood that does not have to be.
type published struct {
	head     []string // its own lines, without the stamp
	feed     string
	modified int64
	zones    map[string]*publishedPart // by TZID
	parts    map[string]*publishedPart // by UID
	order    []string                  // the UIDs, as they come
}

// A publishedPart is a component.
type publishedPart struct {
	kind     string
	lines    []string // content lines, without what changes with each revision
	revision Revision
	dated    bool // it has LAST-MODIFIED
	children []*publishedPart
}

// revisionNames are the properties that are not compared.
var revisionNames = []string{"DTSTAMP", "LAST-MODIFIED", "SEQUENCE"}

// maxSequence is a SEQUENCE that nothing reaches by changing.
const maxSequence = 1 << 30

// readPublished takes a feed apart.
func readPublished(data []byte) (*published, error) {
	if len(data) > MaxPublished {
		return nil, fmt.Errorf("has %d bytes (%d are the limit)", len(data), MaxPublished)
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("is not UTF-8 (give the bytes that Encode wrote)")
	}
	p := &published{zones: make(map[string]*publishedPart), parts: make(map[string]*publishedPart)}
	var open []*publishedPart
	done := false
	number := 0
	for line := range contentLines(string(data)) {
		number++
		refuse := func(format string, args ...any) (*published, error) {
			return nil, fmt.Errorf("line %d: %s (give the bytes that Encode wrote)", number, fmt.Sprintf(format, args...))
		}
		if strings.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) && r != '\t' }) {
			return refuse("a control character")
		}
		name, value, ok := strings.Cut(line, ":")
		switch {
		case done:
			return refuse("%q after the end", clip(line))
		case !ok:
			return refuse("%q is no property", clip(line))
		case name == "BEGIN" && len(open) == 0 && value != "VCALENDAR":
			return refuse("%q where BEGIN:VCALENDAR should be", clip(line))
		case name == "BEGIN" && len(open) == 3:
			return refuse("%q too deep within others", clip(line))
		case name == "BEGIN":
			part := &publishedPart{kind: value}
			if len(open) > 1 {
				last := open[len(open)-1]
				last.children = append(last.children, part)
			}
			open = append(open, part)
		case len(open) == 0:
			return refuse("%q where BEGIN:VCALENDAR should be", clip(line))
		case name == "END":
			last := open[len(open)-1]
			if value != last.kind {
				return refuse("END:%s where END:%s should be", clip(value), clip(last.kind))
			}
			if open = open[:len(open)-1]; len(open) == 1 {
				if err := p.add(last); err != nil {
					return refuse("%s", err)
				}
			}
			if len(open) == 0 {
				p.head, p.modified = last.lines, last.revision.Modified.Unix()
				p.feed = last.value("X-NOONMARK-FEED")
				done = true
			}
		default:
			last := open[len(open)-1]
			if !slices.Contains(revisionNames, name) {
				last.lines = append(last.lines, line)
				continue
			}
			if err := last.revise(name, value); err != nil {
				return refuse("%s", err)
			}
		}
	}
	if !done {
		return nil, fmt.Errorf("ends before END:VCALENDAR (give the bytes that Encode wrote, all of them)")
	}
	return p, nil
}

// add takes in a component that has ended.
func (p *published) add(part *publishedPart) error {
	if part.kind == "VTIMEZONE" {
		p.zones[part.value("TZID")] = part
		return nil
	}
	for _, c := range append([]*publishedPart{part}, part.children...) {
		uid := c.value("UID")
		if uid == "" {
			return fmt.Errorf("%s without a UID", clip(c.kind))
		}
		if p.parts[uid] != nil {
			return fmt.Errorf("a second component has the UID %s", clip(uid))
		}
		p.parts[uid] = c
		p.order = append(p.order, uid)
	}
	return nil
}

// revise takes in a property of the revision. LAST-MODIFIED counts before DTSTAMP.
func (c *publishedPart) revise(name, value string) error {
	if name == "SEQUENCE" {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > maxSequence {
			return fmt.Errorf("SEQUENCE %q is no number", clip(value))
		}
		c.revision.Sequence = n
		return nil
	}
	t, err := time.Parse("20060102T150405Z", value)
	if err != nil || !writable(t.Unix()) {
		return fmt.Errorf("%s %q is no time in UTC", name, clip(value))
	}
	c.dated = c.dated || name == "LAST-MODIFIED"
	if name == "LAST-MODIFIED" || c.revision.Modified.IsZero() {
		c.revision.Modified = t
	}
	return nil
}

// value returns the value of a property without parameters, or "".
func (c *publishedPart) value(name string) string {
	for _, line := range c.lines {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			return value
		}
	}
	return ""
}

// same reports whether two components say the same.
func (c *publishedPart) same(o *publishedPart) bool {
	return c.kind == o.kind && slices.Equal(c.lines, o.lines) &&
		slices.EqualFunc(c.children, o.children, (*publishedPart).same)
}

// tzids returns the zones to which the component refers.
func (c *publishedPart) tzids() []string {
	var names []string
	for _, line := range c.lines {
		head, _, _ := strings.Cut(line, ":")
		name, tzid, ok := strings.Cut(head, ";TZID=")
		if ok && (name == "DTSTART" || name == "DTEND" || name == "EXDATE") && !slices.Contains(names, tzid) {
			names = append(names, tzid)
		}
	}
	for _, child := range c.children {
		for _, name := range child.tzids() {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// contentLines iterates over the unfolded lines (section 3.1).
func contentLines(data string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		var folded []string
		flush := func() bool {
			ok := len(folded) == 0 || yield(strings.Join(folded, ""))
			folded = folded[:0]
			return ok
		}
		for line := range strings.Lines(data) {
			line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
			if strings.HasPrefix(line, " ") && len(folded) > 0 {
				folded = append(folded, line[1:])
				continue
			}
			if !flush() {
				return
			}
			folded = append(folded, line)
		}
		flush()
	}
}

// clip keeps what comes from a file short in messages.
func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	cut := most
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
