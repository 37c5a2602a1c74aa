package overlap

// Then returns the chain in which what r has answered goes on to next, one after the other: a
// hand-off, a round trip, a review. It is associative: a.Then(b).Then(c) and
// a.Then(b.Then(c)) are the same function.
func (r Reply) Then(next ...Reply) Reply {
	c := make(chain, 0, 1+len(next))
	for _, link := range append([]Reply{r}, next...) {
		if inner, ok := link.node.(chain); ok {
			c = append(c, inner...)
			continue
		}
		c = append(c, link)
	}
	return replyOf(c)
}

// A chain is steps one after another.
type chain []Reply

func (c chain) after(in []piece, rec *record) []piece {
	for _, link := range c {
		in = link.after(in, rec)
	}
	return in
}

func (c chain) rewritten(by func(Answerer) Reply) Reply {
	return replyOf(chain(rewrittenAll(c, by)))
}
