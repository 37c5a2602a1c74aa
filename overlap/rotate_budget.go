package overlap

import "context"

// A budget is how much longer a search may go on.
type budget struct {
	ctx   context.Context
	left  int // millions of steps
	steps int // of the million that is running
	over  bool
	tick  func() // called for each million
}

const million = 1_000_000

// spend takes so many steps. It reports false once the budget is used up or the context is
// cancelled.
func (b *budget) spend(steps int) bool {
	b.steps += steps
	for b.steps >= million && !b.over {
		b.steps -= million
		b.left--
		b.tick()
		b.over = b.left <= 0 || b.ctx.Err() != nil
	}
	return !b.over
}
