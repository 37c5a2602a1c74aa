package overlap

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"
)

// value returns a as a big.Int.
func (a wide) value() *big.Int {
	v := new(big.Int).Lsh(new(big.Int).SetUint64(a.hi), 64)
	v.Or(v, new(big.Int).SetUint64(a.lo))
	if a.hi>>63 == 1 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), 128))
	}
	return v
}

func TestWideIsBigInt(t *testing.T) {
	r := rand.New(rand.NewPCG(91, 92))
	edges := []int64{0, 1, -1, 2, math.MaxInt64, math.MinInt64, math.MaxInt32, 1e9, -1e9}
	number := func() int64 {
		if r.IntN(3) == 0 {
			return edges[r.IntN(len(edges))]
		}
		return int64(r.Uint64()) >> r.IntN(64)
	}
	check := func(what string, got wide, want *big.Int) {
		t.Helper()
		if got.value().Cmp(want) != 0 {
			t.Fatalf("%s: %v, want %v", what, got.value(), want)
		}
	}
	for range 20_000 {
		a, b, n := product(number(), number()>>2), product(number(), number()>>2), number()
		x, y := a.value(), b.value()
		check("plus", a.plus(b), new(big.Int).Add(x, y))
		check("minus", a.minus(b), new(big.Int).Sub(x, y))
		if p := new(big.Int).Mul(x, big.NewInt(n)); p.BitLen() < 127 {
			check("times", a.times(n), p)
		}
		if a.compare(b) != x.Cmp(y) {
			t.Fatalf("%v compared with %v: %d", x, y, a.compare(b))
		}
		check("of", wideOf(n), big.NewInt(n))
		if n <= 0 || x.Sign() < 0 {
			continue
		}
		q, m := new(big.Int).QuoRem(x, big.NewInt(n), new(big.Int))
		got, rest := a.quotient(uint64(n))
		check("quotient", got, q)
		if rest != m.Uint64() {
			t.Fatalf("the remainder of %v by %d is %d, want %v", x, n, rest, m)
		}
		if x.BitLen() < 96 {
			ns := new(big.Int).Quo(new(big.Int).Mul(x, big.NewInt(1e9)), big.NewInt(n))
			want := time.Duration(math.MaxInt64)
			if ns.IsInt64() {
				want = time.Duration(ns.Int64())
			}
			if d := a.nanoseconds(uint64(n)); d != want {
				t.Fatalf("%v/%d seconds are %v, want %v", x, n, d, want)
			}
		}
	}
}
