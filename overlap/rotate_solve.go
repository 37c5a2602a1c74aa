package overlap

// kicks is enough to find the best plan of a dozen turns more often than not.
const kicks = 60

// solve returns the best plan it finds, what the largest total of any plan is at least, and
// whether the plan is proven to be the best.
func (r *rota) solve(b *budget) (best plan, bound int64, proven bool) {
	n := r.nights()
	best = r.greedy(n)
	if len(r.base) == 0 {
		return best, 0, true // nobody bears anything, so one choice has remained in each turn
	}
	best = r.kick(r.polish(best, b), kicks, b)
	s := r.search(best, n, b)
	bound = s.lowerBound()
	if !s.run() {
		return s.best, min(bound, s.best.sorted[0]), false
	}
	// Too many people who have borne nothing yet are more than can be kept in mind; then the
	// plan may not be the one with the fewest early nights.
	fewest := !n.full && !r.many || s.early == 0
	if fewest {
		bound = s.best.sorted[0]
	}
	return s.best, min(bound, s.best.sorted[0]), fewest
}
