package overlap

import "slices"

// First returns the first answer of a pool: everybody is asked, and one answer is enough. With
// nobody in it there is never an answer.
func First(pool ...Reply) Reply { return KOf(1, pool...) }

// AllOf returns the last answer of all: everybody is asked, and all must answer. With nobody to
// ask, the answer is there at once.
func AllOf(pool ...Reply) Reply { return KOf(len(pool), pool...) }

// KOf returns the k-th answer of a pool: everybody is asked, and k answers are enough, as for a
// change that needs two approvals of three. If k is 0 or less the answer is there at once;
// if the pool has fewer than k, never.
func KOf(k int, pool ...Reply) Reply {
	return replyOf(&quorum{k: k, pool: slices.Clone(pool)})
}

// Sooner returns the best of alternatives: for each message the one that is answered first is
// taken, and only that one. It is the same function as [First]. What differs is who is
// disturbed ([Reply.Quiet]).
func Sooner(alternatives ...Reply) Reply {
	return replyOf(&quorum{k: 1, pool: slices.Clone(alternatives), choice: true})
}

// A quorum is k answers of a pool. It is always used by pointer.
type quorum struct {
	k      int
	pool   []Reply
	choice bool // only the one who answers is asked
}

func (q *quorum) after(in []piece, rec *record) []piece {
	answers := make([][]piece, len(q.pool))
	marks := make([]int, len(q.pool)+1)
	marks[0] = rec.mark()
	for i, r := range q.pool {
		answers[i] = r.after(in, rec)
		marks[i+1] = rec.mark()
	}
	var out []piece
	switch {
	case q.k <= 0:
		out = in
	case q.k > len(q.pool):
		out = nobody{}.after(in, nil)
	default:
		out = kth(q.k, answers)
	}
	if rec.follows(q) {
		rec.keepDeciding(marks, answers, out)
	}
	return out
}

func (q *quorum) rewritten(by func(Answerer) Reply) Reply {
	return replyOf(&quorum{q.k, rewrittenAll(q.pool, by), q.choice})
}

// kth returns the k-th smallest of functions on the same ranges; there are k at least.
func kth(k int, functions [][]piece) []piece {
	n := len(functions)
	// The k-th smallest is the (n-k+1)-th largest: count from the nearer side.
	later := 2*k > n+1
	if later {
		k = n - k + 1
	}
	// nearest[j] is the (j+1)-th of those seen so far, from that side.
	nearest := make([][]piece, 0, k)
	for _, f := range functions {
		if len(nearest) < k {
			nearest = append(nearest, nil)
		}
		// The j-th is now either what it was, or the new one if that is nearer, but not
		// nearer than the one before.
		for j := len(nearest) - 1; j >= 0; j-- {
			g := f
			if j > 0 {
				g = combine(nearest[j-1], f, !later)
			}
			if nearest[j] != nil {
				g = combine(nearest[j], g, later)
			}
			nearest[j] = g
		}
	}
	return nearest[k-1]
}
