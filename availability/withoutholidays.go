package availability

import (
	"slices"

	"github.com/rickb777/date/v2"
)

// WithoutHolidays returns s as it would be if the given days were no public holidays: for
// asking what a holiday costs. Days that are none make no difference. School holidays, leave
// and busy time stay.
func (s *Schedule) WithoutHolidays(days ...date.Date) *Schedule {
	public := s.hours.public.Without(days...)
	if public == s.hours.public {
		return s
	}
	c := *s
	for _, p := range []*pattern{&c.hours, &c.stretch, &c.core, &c.focus} {
		p.public = public
	}
	c.blocks = slices.Clone(s.blocks)
	for i := range c.blocks {
		c.blocks[i].holidays = public
	}
	c.busy, c.said = Set{}, Set{}
	return c.finishAs(s).With(s.said) // of which other parts may make a difference now
}
