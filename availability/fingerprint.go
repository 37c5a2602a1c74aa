package availability

import (
	"crypto/sha256"
	"encoding/binary"
	"sync"
	"sync/atomic"
	"unique"
)

// A Fingerprint identifies what a [Schedule] says. Schedules with equal fingerprints give
// the same state at every instant, and the same answers to all questions about time,
// so what was worked out for one holds for the other. Compare fingerprints with ==, or use
// them as the keys of a map.
//
// A fingerprint is taken of what was compiled, not of how it was written: names and
// labels do not count, nor how often or in which order leave, holidays and weekly
// hours are listed, and zones count by their offsets, so that links such as Europe/Oslo and
// Europe/Berlin may pass for one.
//
// The opposite need not hold: schedules that differ in their fingerprints may still never
// differ in a state. So it is where two RRULEs, or hours that name dates or holidays, are
// written in two ways, and with holidays that are a function ([NewHolidays]): these are
// equal only if they are one and the same value, as those of package
// availability/holidays are, because nobody can ask a function about all years.
//
// A fingerprint has a meaning only while the program runs. It must not be stored. The zero
// Fingerprint is that of no schedule.
type Fingerprint struct{ identity unique.Handle[identity] }

// An identity is the content of a schedule.
type identity struct {
	sum [sha256.Size]byte
	// rules are holidays that are functions. To hold them here means that no other value
	// can take their place in memory.
	rules [2]*holidayYears
}

// A lazyFingerprint is made when it is first asked for.
type lazyFingerprint struct {
	once  sync.Once
	value Fingerprint
}

// Fingerprint returns the identity of what s says; see [Fingerprint]. The first call takes
// some microseconds, and time in proportion to the leave and the busy time; it is remembered.
func (s *Schedule) Fingerprint() Fingerprint {
	l := s.fingerprint
	l.once.Do(func() { l.value = Fingerprint{unique.Make(s.identify())} })
	return l.value
}

// identify writes all that decides about states in one canonical form.
func (s *Schedule) identify() identity {
	var id identity
	c := content{buf: make([]byte, 0, 1024)}
	zone := s.zone.digest()
	c.bytes(zone[:])
	c.number(int64(s.hoursState))
	if s.flex != nil {
		c.number(s.flex.daily)
	} else {
		c.number(0)
	}
	namesSchool := false
	for _, p := range []*pattern{&s.hours, &s.stretch, &s.focus, &s.core} {
		c.pattern(p)
		_, school := p.hours.names()
		namesSchool = namesSchool || school
	}
	c.set(s.leave)
	c.set(s.said)
	c.number(int64(len(s.blocks)))
	for i := range s.blocks {
		c.block(&s.blocks[i])
	}
	// Patterns and blocks all have the same holidays.
	public, school := s.hours.public.years, s.hours.school.years
	if !namesSchool {
		school = nil
	}
	rules := append(c.holidays(public), c.holidays(school)...)
	if len(rules) > len(id.rules) {
		rules = []*holidayYears{public, school} // too many to tell apart: by themselves
	}
	copy(id.rules[:], rules)
	id.sum = sha256.Sum256(c.buf)
	return id
}

// A content is what a schedule says, as bytes. Each part starts with its kind or its
// length, so that no two contents are written alike.
type content struct{ buf []byte }

func (c *content) number(n int64) { c.buf = binary.LittleEndian.AppendUint64(c.buf, uint64(n)) }

func (c *content) bytes(b []byte) {
	c.number(int64(len(b)))
	c.buf = append(c.buf, b...)
}

func (c *content) numbers(list []int64) {
	c.number(int64(len(list)))
	for _, n := range list {
		c.number(n)
	}
}

func (c *content) set(s Set) {
	c.number(int64(s.Len()))
	for _, sp := range s.spans {
		c.number(sp.start)
		c.number(sp.end)
	}
}

// pattern writes the hours of a plain week by their times, whatever comments they have, and
// others by their normal form.
func (c *content) pattern(p *pattern) {
	c.number(p.by)
	if !p.weekly {
		c.number(-1)
		c.bytes([]byte(p.hours.String()))
		return
	}
	for _, day := range p.days {
		c.number(int64(len(day)))
		for _, sp := range day {
			c.number(sp.start)
			c.number(sp.end)
		}
	}
}

func (c *content) block(b *block) {
	c.number(int64(b.state))
	c.number(b.length)
	set := b.times.set
	c.bytes([]byte(set.text))
	if set.rule != nil {
		c.number(set.rule.start)
	}
	c.numbers(set.also)
	c.numbers(set.except)
	c.number(int64(len(set.exceptDays)))
	for _, d := range set.exceptDays {
		c.number(int64(d))
	}
}

// holidays writes the days that are listed, and how many functions make others; it returns
// those.
func (c *content) holidays(h *holidayYears) []*holidayYears {
	if h == nil {
		h = &holidayYears{}
	}
	c.set(h.listed)
	c.number(int64(len(h.rules)))
	return h.rules[:len(h.rules):len(h.rules)]
}

// digest identifies the offsets of z at all instants.
func (z *Zone) digest() [sha256.Size]byte {
	if d := z.digested.Load(); d != nil {
		return *d
	}
	var c content
	if z.pieces != nil {
		c.number(-1)
		for _, p := range z.pieces {
			digest := p.zone.digest()
			c.number(p.from)
			c.bytes(digest[:])
		}
	}
	for i := range z.starts {
		if i == 0 || z.offsets[i].Seconds != z.offsets[i-1].Seconds {
			c.number(z.starts[i])
			c.number(int64(z.offsets[i].Seconds))
		}
	}
	d := sha256.Sum256(c.buf)
	z.digested.Store(&d)
	return d
}

// digestCache holds a zone's digest once it is known.
type digestCache = atomic.Pointer[[sha256.Size]byte]
