package availability

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// A compiler makes one person a schedule and collects what is wrong.
type compiler struct {
	Person
	src      Sources
	place    int // in the team, from 1
	mistakes []*FieldError
}

// compile returns the schedule, or all mistakes. place is the person's place in a
// team, from 1; first holds the places of the people before, by name.
func (p Person) compile(src Sources, place int, first map[string]int) (*Schedule, []*FieldError) {
	c := compiler{Person: p, src: src, place: place}
	c.checkName(first)
	s := &Schedule{name: p.Name}
	home := c.zone()
	s.zone = c.moves(home)
	public, school := c.holidays()
	c.patterns(s, public, school)
	c.flexible(s)
	c.leave(s)
	c.blocks(s, public)
	if p.Reply < 0 {
		c.mistake("reply", fmt.Errorf("%v is negative: write the working time to an answer, such as 1h30m", p.Reply))
	}
	c.calendars()
	if len(c.mistakes) > 0 {
		return nil, c.mistakes
	}
	if p.Daily > 0 {
		return s.makeFlexible(int64(p.Daily / time.Second)), nil
	}
	return s.finish(), nil
}

func (c *compiler) mistake(field string, err error) {
	c.mistakes = append(c.mistakes, &FieldError{Person: c.Name, Place: c.place, Field: field, Err: err})
}

// limit reports whether n entries of a field are too many, which is a mistake.
func (c *compiler) limit(field string, n, most int) bool {
	if n > most {
		c.mistake(field, &LimitError{What: "entries", Limit: most})
	}
	return n > most
}

func (c *compiler) checkName(first map[string]int) {
	if err := checkName(c.Name); err != nil {
		c.mistake("name", err)
	}
	if c.Name == "" {
		return
	}
	if before, twice := first[c.Name]; twice {
		c.mistake("name", fmt.Errorf("people %d and %d have the same name: give each one of their own", before, c.place))
	} else {
		first[c.Name] = c.place
	}
}

// zone returns the zone at home, or nil.
func (c *compiler) zone() *Zone {
	z, err := c.src.zone(c.Zone)
	if err != nil {
		c.mistake("zone", err)
		return nil
	}
	return z
}

// moves returns the person's clock, or nil.
func (c *compiler) moves(home *Zone) *Zone {
	if c.limit("moves", len(c.Moves), MaxMoves) {
		return nil
	}
	moves := slices.Clone(c.Moves)
	slices.SortStableFunc(moves, func(a, b Move) int { return int(a.Date) - int(b.Date) })
	ok := home != nil
	zones := make([]*Zone, len(moves))
	for i, m := range moves {
		err := m.check()
		if err == nil && i > 0 && moves[i-1].Date == m.Date {
			err = fmt.Errorf("there are two moves on %s: keep the one with whose zone the day ends", m.Date)
		}
		if err == nil {
			zones[i], err = c.src.zone(m.Zone)
		}
		if err != nil {
			c.mistake("moves", err)
			ok = false
		}
	}
	if !ok {
		return nil
	}
	z, err := splice(home, moves, zones)
	if err != nil {
		c.mistake("moves", err)
	}
	return z
}

func (c *compiler) holidays() (public, school Holidays) {
	public = c.src.holidays(c.Holidays, func(err error) { c.mistake("holidays", err) })
	// A region's public holidays would pass for its school holidays.
	listed := Sources{Region: func(code string) (Holidays, error) {
		return Holidays{}, fmt.Errorf(`%s is not a day: list the school holidays, such as "2026-07-20/2026-08-28"`, quoted(code))
	}}
	school = listed.holidays(c.School, func(err error) { c.mistake("school", err) })
	return public, school
}

func (c *compiler) patterns(s *Schedule, public, school Holidays) {
	if c.Hours == "" {
		c.mistake("hours", errors.New(`missing: write hours such as "Mo-Fr 09:00-17:00", or "off" for none`))
	}
	s.hoursState = Free
	for _, f := range []struct {
		field, text string
		to          *pattern
	}{
		{"hours", c.Hours, &s.hours},
		{"stretch", c.Stretch, &s.stretch},
		{"focus", c.Focus, &s.focus},
		{"core", c.Core, &s.core},
	} {
		var h Hours
		if f.text != "" {
			var err error
			if h, err = ParseHours(f.text); err != nil {
				c.mistake(f.field, err)
				continue
			}
		}
		namesPublic, namesSchool := h.names()
		if namesPublic && len(c.Holidays) == 0 {
			c.mistake(f.field, errors.New(`PH stands for public holidays, but the person has none: give holidays, such as "DE-BY" or a list of dates`))
		}
		if namesSchool && len(c.School) == 0 {
			c.mistake(f.field, errors.New(`SH stands for school holidays, but the person has none: list them as school, such as ["2026-07-20/2026-08-28"]`))
		}
		*f.to = compilePattern(h, public, school)
	}
}

func (c *compiler) leave(s *Schedule) {
	if c.limit("leave", len(c.Leave), MaxLeave) {
		return
	}
	var spans []Span
	for _, l := range c.Leave {
		if err := l.check(); err != nil {
			c.mistake("leave", err)
			continue
		}
		spans = append(spans, l.civil())
		s.labels.leave = append(s.labels.leave, labelledSpan{l.civil(), l.Label})
	}
	s.leave = NewSet(spans...)
}

func (c *compiler) blocks(s *Schedule, holidays Holidays) {
	if c.limit("recurring", len(c.Recurring), MaxBlocks) {
		return
	}
	zone := s.zone
	if zone == nil {
		zone, _ = LoadZone("UTC") // a mistake in the zone hides none in the blocks
	}
	perDay := 0
	for i, b := range c.Recurring {
		compiled, err := b.compile(zone, holidays)
		if err != nil {
			c.mistake("recurring", within(fmt.Sprintf("block %d", i+1), err))
			continue
		}
		if n := compiled.times.perDay(); n > 1 {
			perDay += n
		}
		s.blocks = append(s.blocks, compiled)
	}
	if perDay > MaxPerDay {
		c.mistake("recurring", &LimitError{What: "occurrences of recurring blocks in a day", Limit: MaxPerDay})
	}
}

func (c *compiler) calendars() {
	if c.limit("calendars", len(c.Calendars), MaxCalendars) {
		return
	}
	if slices.Contains(c.Calendars, "") {
		c.mistake("calendars", errors.New("a name is empty: write the name of an iCalendar file"))
	}
}

func (c *compiler) flexible(s *Schedule) {
	switch {
	case c.Daily < 0 || c.Daily > 24*time.Hour || c.Daily%time.Second != 0:
		c.mistake("daily", fmt.Errorf("%v is not a day's work: write whole seconds up to 24h, such as 6h", c.Daily))
	case c.Daily > 0 && s.hours.hours.isOvernight():
		c.mistake("hours", errors.New("the frame of flexible hours runs past midnight, and then it is not clear to which day's amount the work belongs: end it by 24:00"))
	case c.Daily == 0 && c.Core != "":
		c.mistake("core", errors.New("core hours are for flexible hours: give the daily amount, such as 6h, as daily"))
	}
}
