package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Prices say how heavily an hour of a meeting weighs on somebody, by when in their
// life it is. An hour at a price of 3 counts as three hours of burden.
//
// Time is inside hours while the person works (Free, Focus or Busy), and stretch
// while they are in Stretch. The rest is night while their wall clock is within
// Nights, and else outside: evenings, weekends, holidays, leave. Who works at night
// is inside hours there, and who offers stretch hours at night is asked for those.
//
// The zero Prices stand for [DefaultPrices]. Prices are from 0 to 1,000.
type Prices struct {
	Inside  int // while they work
	Stretch int // while they would accept a meeting
	Outside int // in other time by day
	Night   int // in other time by night

	// Nights are the hours of the night on the person's wall clock.
	Nights availability.Hours
}

// DefaultPrices returns what holds if nothing else is said: time inside hours is
// free, an hour of stretch is an hour of burden, one outside is three and one at
// night, from 22:00 to 07:00, is ten.
func DefaultPrices() Prices {
	return Prices{Stretch: 1, Outside: 3, Night: 10, Nights: defaultNights}
}

var defaultNights, _ = availability.ParseHours("22:00-07:00") // a test says that this is right

// isZero reports whether p is the zero Prices.
func (p Prices) isZero() bool {
	return p.Inside == 0 && p.Stretch == 0 && p.Outside == 0 && p.Night == 0 && p.Nights.Equal(availability.Hours{})
}

// A Burden is how long somebody is in a meeting, or in several, by when in their life
// it is; see [Prices]. Burdens are elapsed time and add up.
type Burden struct {
	Inside  time.Duration // while they work
	Stretch time.Duration // while they would accept a meeting
	Outside time.Duration // in other time by day
	Night   time.Duration // in other time by night
}

// Plus returns the sum of b and o.
func (b Burden) Plus(o Burden) Burden {
	return Burden{b.Inside + o.Inside, b.Stretch + o.Stretch, b.Outside + o.Outside, b.Night + o.Night}
}

// Cost returns the burden as weighted time: each part by its price. The zero Prices
// stand for [DefaultPrices].
func (b Burden) Cost(p Prices) time.Duration {
	if p.isZero() {
		p = DefaultPrices()
	}
	return b.Inside*time.Duration(p.Inside) + b.Stretch*time.Duration(p.Stretch) +
		b.Outside*time.Duration(p.Outside) + b.Night*time.Duration(p.Night)
}

// A band is what a time is to a person, in regard of a meeting. Bands are ordered by
// how unwelcome they are, and index the parts of a Burden.
type band uint8

const (
	inside band = iota
	stretch
	outside
	night
)

// part returns the part of b that is for the band.
func (b *Burden) part(of band) *time.Duration {
	return [...]*time.Duration{&b.Inside, &b.Stretch, &b.Outside, &b.Night}[of]
}
