package overlap

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// permutations returns all orders of n, the first by their indexes first.
func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var out [][]int
	var extend func(order []int)
	extend = func(order []int) {
		if len(order) == n {
			out = append(out, slices.Clone(order))
			return
		}
		for i := range n {
			if !slices.Contains(order, i) {
				extend(append(order, i))
			}
		}
	}
	extend(nil)
	return out
}

// randomHop returns what may stand in a chain: people, pools, machines, somebody who leaves.
func randomHop(t *testing.T, r *rand.Rand) Reply {
	person := func() Reply {
		return ReplyFrom(randomSchedule(t, r), time.Duration(r.IntN(10))*40*time.Minute)
	}
	switch r.IntN(10) {
	case 0:
		return Delay(time.Duration(r.IntN(30)) * time.Hour)
	case 1:
		return First(person(), person())
	case 2:
		return ReplyFrom(schedule(t, "Berlin", office, "2026-03-13/9999-12-31"), time.Hour)
	case 3:
		return ReplyFrom(schedule(t, "Berlin", office, "2026-03-13/2027-03-10"), time.Hour)
	case 4:
		return Reply{}
	}
	return person()
}

func TestRelayOrdersAreThoseOfAllPermutations(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for range 120 {
		relay := Relay{}
		for range 1 + r.IntN(5) {
			if n := len(relay.Hops); n > 0 && r.IntN(4) == 0 {
				relay.Hops = append(relay.Hops, relay.Hops[r.IntN(n)]) // the same again
				continue
			}
			relay.Hops = append(relay.Hops, randomHop(t, r))
		}
		for range r.IntN(3) {
			relay.Then = append(relay.Then, randomHop(t, r))
		}
		sent := randomSchedule(t, r).In(between(t, "2026-03-06", "2026-03-12"))
		start := at(t, "2026-03-06").Add(time.Duration(r.Int64N(int64(6 * 24 * time.Hour))))
		if r.IntN(2) == 0 {
			start = start.Truncate(time.Hour)
		}
		chainOf := func(order []int) Reply {
			var links []Reply
			for _, i := range order {
				links = append(links, relay.Hops[i])
			}
			return Delay(0).Then(append(links, relay.Then...)...)
		}
		var best, worst, first, last []int
		figures := func(order []int) (unanswered, mean float64) {
			w := chainOf(order).Wait(sent)
			d, _ := w.Mean()
			return w.Unanswered(), float64(d)
		}
		finish := func(order []int) float64 {
			if done, ok := chainOf(order).At(start); ok {
				return float64(done.Sub(start))
			}
			return math.Inf(1)
		}
		less := func(a, b []int) bool { // to the nanosecond, which these means are apart at least
			u, m := figures(a)
			v, n := figures(b)
			return u < v || u == v && m < n
		}
		for i, order := range permutations(len(relay.Hops)) {
			if i == 0 || less(order, best) {
				best = order
			}
			if i == 0 || less(worst, order) {
				worst = order
			}
			if i == 0 || finish(order) < finish(first) {
				first = order
			}
			if i == 0 || finish(order) > finish(last) {
				last = order
			}
		}
		a, b, err := relay.OrdersAt(start)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(a.Order, first) || !slices.Equal(b.Order, last) {
			t.Fatalf("at %v: %v and %v, want %v (%v) and %v (%v)", start, a.Order, b.Order, first, finish(first), last, finish(last))
		}
		if done, ok := a.Reply.At(start); ok != !math.IsInf(finish(first), 1) || ok && float64(done.Sub(start)) != finish(first) {
			t.Fatalf("the reply of the best order is not the chain: %v %v", done, ok)
		}
		if sent.IsEmpty() {
			continue
		}
		a, b, err = relay.OrdersOver(t.Context(), sent)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(a.Order, best) || !slices.Equal(b.Order, worst) {
			t.Fatalf("over %v: %v and %v, want %v and %v", sent.Bounds(), a.Order, b.Order, best, worst)
		}
	}
}

func TestRelayKnownMeans(t *testing.T) {
	berlin := schedule(t, "Berlin", office)
	relay := Relay{
		Hops: []Reply{ReplyFrom(schedule(t, "Bengaluru", office), time.Hour), ReplyFrom(schedule(t, "San Francisco", office), time.Hour)},
		Then: []Reply{ReplyFrom(berlin, 0)},
	}
	sent := berlin.In(knownYear(t))
	best, worst, err := relay.OrdersOver(t.Context(), sent)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		order RelayOrder
		want  []int
		mean  float64
	}{{best, []int{1, 0}, 29.600}, {worst, []int{0, 1}, 50.276}} {
		mean, _ := c.order.Reply.Wait(sent).Mean()
		if !slices.Equal(c.order.Order, c.want) || math.Abs(mean.Hours()-c.mean) > 0.0005 {
			t.Errorf("order %v takes %.4f h, want %v and %.3f h", c.order.Order, mean.Hours(), c.want, c.mean)
		}
	}
}

func TestRelayErrors(t *testing.T) {
	hop := ReplyFrom(schedule(t, "Berlin", office), time.Hour)
	sent := schedule(t, "Berlin", office).In(between(t, "2026-03-02", "2026-03-09"))
	for _, c := range []struct {
		hops int
		sent availability.Set
		want string
	}{
		{0, sent, "Hops: none"},
		{13, sent, "Hops: 13: the best of all orders can be found for 12 at most"},
		{1, availability.Set{}, "Sent: empty"},
	} {
		relay := Relay{Hops: slices.Repeat([]Reply{hop}, c.hops)}
		_, _, err := relay.OrdersOver(t.Context(), c.sent)
		var wrong *RequestError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%d hops: %v, want %q", c.hops, err, c.want)
		}
	}
	if _, _, err := (Relay{Hops: []Reply{hop}}).OrdersAt(time.Date(10001, 1, 1, 0, 0, 0, 0, time.UTC)); err == nil || !strings.Contains(err.Error(), "outside the calendar") {
		t.Errorf("a start in the year 10001: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := (Relay{Hops: []Reply{hop}}).OrdersOver(ctx, sent); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// worldHops returns so many people round the world, each with some work.
func worldHops(tb testing.TB, n int) []Reply {
	r := rand.New(rand.NewPCG(33, uint64(n)))
	var hops []Reply
	for _, s := range crowd(tb, n, crowdZones, true) {
		hops = append(hops, ReplyFrom(s, time.Duration(1+r.IntN(16))*30*time.Minute))
	}
	return hops
}

// BenchmarkRelay finds the best and the worst order over all instants of sending. x-permutations is how many
// times faster that is than to try all orders, of which a sample is timed in the same run.
func BenchmarkRelay(b *testing.B) {
	berlin := schedule(b, "Berlin", office)
	for _, span := range []struct {
		name string
		sent availability.Set
	}{{"4-weeks", berlin.In(fourWeeks(b))}, {"year", berlin.In(knownYear(b))}} {
		for _, n := range []int{6, 9, 12} {
			b.Run(fmt.Sprintf("%s-%d-hops", span.name, n), func(b *testing.B) {
				relay := Relay{Hops: worldHops(b, n), Then: []Reply{ReplyFrom(berlin, 0)}}
				for b.Loop() {
					if _, _, err := relay.OrdersOver(b.Context(), span.sent); err != nil {
						b.Fatal(err)
					}
				}
				took := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
				const sample = 20
				begin := time.Now()
				for k := range sample {
					order := rand.New(rand.NewPCG(34, uint64(k))).Perm(n)
					relay.in(order).Reply.Wait(span.sent).Mean()
				}
				orders := 1.0
				for k := range n {
					orders *= float64(k + 1)
				}
				b.ReportMetric(float64(time.Since(begin).Nanoseconds())/sample*orders/took, "x-permutations")
			})
		}
	}
}

func BenchmarkRelayOfOneStart(b *testing.B) {
	relay := Relay{Hops: worldHops(b, 12)}
	start := at(b, "2026-03-05T12:00:00Z")
	for b.Loop() {
		if _, _, err := relay.OrdersAt(start); err != nil {
			b.Fatal(err)
		}
	}
}
