//go:build race

package availability

// thin is by how much tests that look at a great many cases thin them out: the race
// detector makes each ten times slower, and the cases are the same.
const thin = 4
