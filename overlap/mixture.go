package overlap

import (
	"fmt"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Limits of a [Mixture]: beyond them the figures would take too long, or not be exact.
const (
	MaxOutcomes = 4096      // outcomes
	MaxWeights  = 1_000_000 // the sum of their weights, divided by what all have in common
)

// A Weighted reply is one of several that may come true.
type Weighted struct {
	Weight int   // how likely it is, compared with the others: 1 to 1,000,000
	Reply  Reply // what happens then
}

// A Mixture is a reply that is not certain: a question takes half an hour three times in four, and a
// day the fourth time. Each outcome is a [Reply], so all figures are exact: they are those of the
// outcomes, weighted. It is an immutable value. The zero Mixture never answers.
type Mixture struct {
	outcomes []Weighted
	total    int64 // the sum of the weights
}

// Mix returns the mixture of what may happen. The error is a *[RequestError].
func Mix(outcomes ...Weighted) (Mixture, error) {
	if len(outcomes) == 0 {
		return Mixture{}, wrong("Outcomes", "none: say what may happen, and how likely it is")
	}
	if len(outcomes) > MaxOutcomes {
		return Mixture{}, tooManyOutcomes(len(outcomes))
	}
	common := int64(0)
	for i, o := range outcomes {
		if o.Weight < 1 || o.Weight > MaxWeights {
			return Mixture{}, wrong(fmt.Sprintf("Outcomes[%d].Weight", i), "%d: give a whole number from 1 to %d", o.Weight, MaxWeights)
		}
		common = gcd(common, int64(o.Weight))
	}
	m := Mixture{outcomes: make([]Weighted, len(outcomes))}
	for i, o := range outcomes {
		o.Weight /= int(common)
		m.outcomes[i] = o
		m.total += int64(o.Weight)
	}
	if m.total > MaxWeights {
		return Mixture{}, wrong("Outcomes", "the weights add up to %d: make them coarser, so that the sum is at most %d", m.total, MaxWeights)
	}
	return m, nil
}

func tooManyOutcomes(n int) error {
	return wrong("Outcomes", "%d: at most %d are possible; leave out the least likely, or join those that are alike", n, MaxOutcomes)
}

// Outcomes returns what may happen, with weights that have no common divisor.
func (m Mixture) Outcomes() []Weighted { return slices.Clone(m.outcomes) }

// A WeightedWork is an amount of work that an answer may take.
type WeightedWork struct {
	Weight int           // as in Weighted
	Work   time.Duration // as in Answerer
}

// MixWork returns how a answers if the work is not certain: a's own Work does not count. The
// error is a *[RequestError].
func (a Answerer) MixWork(works ...WeightedWork) (Mixture, error) {
	outcomes := make([]Weighted, len(works))
	for i, w := range works {
		a.Work = w.Work
		outcomes[i] = Weighted{w.Weight, a.Reply()}
	}
	return Mix(outcomes...)
}

// Combine returns what is made of mixtures that do not depend on each other, in the way in
// which of makes one reply of theirs:
//
//	Combine(func(r ...Reply) Reply { return r[0].Then(r[1]) }, ask, review)
//	Combine(First, ada, bo)
//
// Its outcomes are all that may happen together. The error, if there are too many of
// them, is a *[RequestError].
func Combine(of func(...Reply) Reply, mixtures ...Mixture) (Mixture, error) {
	n, total := 1, int64(1)
	for _, m := range mixtures {
		m = m.orNever()
		if n *= len(m.outcomes); n > MaxOutcomes {
			return Mixture{}, tooManyOutcomes(n)
		}
		if total *= m.total; total > MaxWeights {
			return Mixture{}, wrong("Outcomes", "the weights of all that may happen together add up to %d: make them coarser, so that the sum is at most %d", total, MaxWeights)
		}
	}
	outcomes := make([]Weighted, n)
	replies := make([]Reply, len(mixtures))
	for i := range outcomes {
		o := Weighted{Weight: 1}
		rest := i
		for k := len(mixtures) - 1; k >= 0; k-- {
			m := mixtures[k].orNever()
			one := m.outcomes[rest%len(m.outcomes)]
			rest /= len(m.outcomes)
			o.Weight *= one.Weight
			replies[k] = one.Reply
		}
		o.Reply = of(replies...)
		outcomes[i] = o
	}
	return Mix(outcomes...)
}

// orNever returns m or, for the zero Mixture, what stands for it.
func (m Mixture) orNever() Mixture {
	if len(m.outcomes) == 0 {
		return Mixture{[]Weighted{{Weight: 1}}, 1}
	}
	return m
}

// Wait returns how long messages wait if they are sent at any instant of sent, each equally
// likely, and whatever happens does not depend on when. See [Reply.Wait].
func (m Mixture) Wait(sent availability.Set) Wait {
	var d distribution
	for _, o := range m.orNever().outcomes {
		d.add(o.Reply, sent, int64(o.Weight))
	}
	return d.wait()
}

// Why returns where the time of [Mixture.Wait] goes. Hops of the same person at the same place
// in several outcomes count as one.
func (m Mixture) Why(sent availability.Set) Reasons {
	var s splitter
	for _, o := range m.orNever().outcomes {
		s.add(o.Reply, sent, int64(o.Weight))
	}
	return s.reasons()
}

// AnsweredBy returns the probability, 0 to 1, that a message sent at t is answered by u. For times at which
// the probability grows, ask each of [Mixture.Outcomes].
func (m Mixture) AnsweredBy(t, u time.Time) float64 {
	if m.total == 0 {
		return 0
	}
	var mass int64
	for _, o := range m.outcomes {
		if answered, ok := o.Reply.At(t); ok && !answered.After(u) {
			mass += int64(o.Weight)
		}
	}
	return share(mass, m.total)
}

// Rewrite returns m with each answerer in it replaced; see [Reply.Rewrite].
func (m Mixture) Rewrite(by func(Answerer) Reply) Mixture {
	out := Mixture{m.Outcomes(), m.total}
	for i := range out.outcomes {
		out.outcomes[i].Reply = out.outcomes[i].Reply.Rewrite(by)
	}
	return out
}
