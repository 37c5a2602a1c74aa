package availability_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	. "github.com/noonmark/noonmark/availability"
)

// setOf reads "0-2 4-6" as the set of those spans of Unix seconds.
func setOf(s string) Set { return NewSet(spansOf(s)...) }

func spansOf(s string) []Span {
	var spans []Span
	for _, word := range strings.Fields(s) {
		spans = append(spans, spanOf(word))
	}
	return spans
}

func TestSetNew(t *testing.T) {
	for _, c := range []struct{ name, spans, want string }{
		{"nothing", "", ""},
		{"one span", "0-2", "0-2"},
		{"one empty span", "3-3", ""},
		{"only empty spans", "3-3 0-0 3-3", ""},
		{"apart", "0-2 4-6", "0-2 4-6"},
		{"apart by one second", "0-2 3-6", "0-2 3-6"},
		{"unsorted", "8-9 0-2 4-6", "0-2 4-6 8-9"},
		{"touching", "0-2 2-4", "0-4"},
		{"touching, unsorted", "2-4 0-2", "0-4"},
		{"overlapping", "0-3 2-5", "0-5"},
		{"one inside the other", "0-9 2-5", "0-9"},
		{"one inside the other, followed by one that touches", "0-9 2-5 9-12", "0-12"},
		{"one inside the other, then the gap", "0-9 2-5 10-12", "0-9 10-12"},
		{"the same start", "0-2 0-5", "0-5"},
		{"the same end", "3-5 0-5", "0-5"},
		{"the same twice", "0-2 0-2", "0-2"},
		{"a bridge over a gap", "0-2 4-6 2-4", "0-6"},
		{"an empty span is no bridge", "0-2 3-3 4-6", "0-2 4-6"},
		{"an empty span at a border adds nothing", "0-2 2-2 0-0", "0-2"},
		{"before 1970", "-9--7 -7--5 -1-2", "-9--5 -1-2"},
	} {
		if got := show(setOf(c.spans).Spans()...); got != c.want {
			t.Errorf("%s: NewSet(%s) = %s, want %s", c.name, c.spans, got, c.want)
		}
	}
}

// The columns after the operands: a ∪ b, a ∩ b, a ∖ b, b ∖ a.
func TestSetOperations(t *testing.T) {
	for _, c := range []struct{ name, a, b, or, and, aNotB, bNotA string }{
		{"both empty", "", "", "", "", "", ""},
		{"one empty", "0-2 4-6", "", "0-2 4-6", "", "0-2 4-6", ""},
		{"equal", "0-2 4-6", "0-2 4-6", "0-2 4-6", "0-2 4-6", "", ""},
		{"apart", "0-2", "4-6", "0-2 4-6", "", "0-2", "4-6"},
		{"touching", "0-2", "2-4", "0-4", "", "0-2", "2-4"},
		{"overlapping", "0-3", "2-5", "0-5", "2-3", "0-2", "3-5"},
		{"the same start", "0-5", "0-3", "0-5", "0-3", "3-5", ""},
		{"the same end", "0-5", "3-5", "0-5", "3-5", "0-3", ""},
		{"inside", "0-9", "3-5", "0-9", "3-5", "0-3 5-9", ""},
		{"one second inside", "0-9", "4-5", "0-9", "4-5", "0-4 5-9", ""},
		{"two inside", "0-9", "1-2 4-6", "0-9", "1-2 4-6", "0-1 2-4 6-9", ""},
		{"two inside, at the borders", "0-9", "0-2 7-9", "0-9", "0-2 7-9", "2-7", ""},
		{"over a gap", "0-3 5-8", "2-6", "0-8", "2-3 5-6", "0-2 6-8", "3-5"},
		{"over everything", "2-3 5-6", "0-9", "0-9", "2-3 5-6", "", "0-2 3-5 6-9"},
		{"exactly the gap", "0-3 5-8", "3-5", "0-8", "", "0-3 5-8", "3-5"},
		{"interleaved", "0-2 4-6 8-10", "2-4 6-8", "0-10", "", "0-2 4-6 8-10", "2-4 6-8"},
		{"interleaved, overlapping", "0-3 4-7 8-11", "2-5 6-9", "0-11", "2-3 4-5 6-7 8-9", "0-2 5-6 9-11", "3-4 7-8"},
		{"all of one before the other", "0-1 2-3", "5-6 7-8", "0-1 2-3 5-6 7-8", "", "0-1 2-3", "5-6 7-8"},
	} {
		a, b := setOf(c.a), setOf(c.b)
		for _, op := range []struct {
			name string
			got  Set
			want string
		}{
			{"a ∪ b", a.Union(b), c.or},
			{"b ∪ a", b.Union(a), c.or},
			{"a ∩ b", a.Intersect(b), c.and},
			{"b ∩ a", b.Intersect(a), c.and},
			{"a ∖ b", a.Subtract(b), c.aNotB},
			{"b ∖ a", b.Subtract(a), c.bNotA},
		} {
			if got := show(op.got.Spans()...); got != op.want {
				t.Errorf("%s: a = %s, b = %s: %s = %s, want %s", c.name, c.a, c.b, op.name, got, op.want)
			}
		}
	}
}

func TestSetWithinASpan(t *testing.T) {
	for _, c := range []struct{ name, s, w, clip, complement string }{
		{"empty set", "", "0-9", "", "0-9"},
		{"empty window", "0-9", "4-4", "", ""},
		{"empty window in a gap", "0-3 5-8", "4-4", "", ""},
		{"window equal to the set", "2-5", "2-5", "2-5", ""},
		{"window inside a span", "0-9", "3-5", "3-5", ""},
		{"window around the set", "2-3 5-6", "0-9", "2-3 5-6", "0-2 3-5 6-9"},
		{"window to the bounds", "2-3 5-6", "2-6", "2-3 5-6", "3-5"},
		{"window cuts both ends", "0-3 4-5 6-9", "2-7", "2-3 4-5 6-7", "3-4 5-6"},
		{"window cuts the start", "0-3 5-6", "2-9", "2-3 5-6", "3-5 6-9"},
		{"window cuts the end", "2-3 5-8", "0-6", "2-3 5-6", "0-2 3-5"},
		{"window in the gap", "0-3 7-9", "4-6", "", "4-6"},
		{"window is the gap", "0-3 7-9", "3-7", "", "3-7"},
		{"window before", "4-6", "0-2", "", "0-2"},
		{"window ends at the set", "4-6", "0-4", "", "0-4"},
		{"window starts at the set's end", "4-6", "6-9", "", "6-9"},
		{"window after", "4-6", "7-9", "", "7-9"},
	} {
		s, w := setOf(c.s), spanOf(c.w)
		if got := show(s.Clip(w).Spans()...); got != c.clip {
			t.Errorf("%s: %s clipped to %s = %s, want %s", c.name, c.s, c.w, got, c.clip)
		}
		if got := show(s.Complement(w).Spans()...); got != c.complement {
			t.Errorf("%s: complement of %s in %s = %s, want %s", c.name, c.s, c.w, got, c.complement)
		}
	}
}

func TestSetInstants(t *testing.T) {
	s := setOf("2-4 7-9")
	for _, c := range []struct {
		name     string
		at       time.Time
		contains bool
		next     string
	}{
		{"long before", time.Unix(-1e9, 0), false, "2-4"},
		{"the second before the first span", time.Unix(1, 0), false, "2-4"},
		{"the nanosecond before the first span", time.Unix(1, 999_999_999), false, "2-4"},
		{"the start of a span", time.Unix(2, 0), true, "2-4"},
		{"the last second of a span", time.Unix(3, 0), true, "2-4"},
		{"the last nanosecond of a span", time.Unix(3, 999_999_999), true, "2-4"},
		{"the end of a span", time.Unix(4, 0), false, "7-9"},
		{"in the gap", time.Unix(5, 0), false, "7-9"},
		{"the start of the last span", time.Unix(7, 0), true, "7-9"},
		{"the last second of the set", time.Unix(8, 0), true, "7-9"},
		{"the end of the set", time.Unix(9, 0), false, ""},
		{"long after", time.Unix(1e9, 0), false, ""},
		{"in another zone", time.Unix(7, 0).In(time.FixedZone("", 3600)), true, "7-9"},
	} {
		if got := s.Contains(c.at); got != c.contains {
			t.Errorf("%s: Contains = %v, want %v", c.name, got, c.contains)
		}
		next, ok := s.Next(c.at)
		if ok != (c.next != "") || ok && show(next) != c.next {
			t.Errorf("%s: Next = %s, %v, want %q", c.name, show(next), ok, c.next)
		}
	}
}

func TestSetReadings(t *testing.T) {
	for _, c := range []struct {
		s       string
		len     int
		seconds int64
		bounds  string
	}{
		{"", 0, 0, "0-0"},
		{"3-5", 1, 2, "3-5"},
		{"3-5 8-9", 2, 3, "3-9"},
		{"-4--2 0-1 8-9", 3, 4, "-4-9"},
	} {
		s := setOf(c.s)
		if s.Len() != c.len || s.IsEmpty() != (c.len == 0) {
			t.Errorf("%q: Len = %d, IsEmpty = %v, want %d spans", c.s, s.Len(), s.IsEmpty(), c.len)
		}
		if s.Seconds() != c.seconds || s.Duration() != time.Duration(c.seconds)*time.Second {
			t.Errorf("%q: Seconds = %d, Duration = %v, want %d s", c.s, s.Seconds(), s.Duration(), c.seconds)
		}
		if got := show(s.Bounds()); got != c.bounds {
			t.Errorf("%q: Bounds = %s, want %s", c.s, got, c.bounds)
		}
		if got := show(slices.Collect(s.All())...); got != c.s {
			t.Errorf("%q: All = %s", c.s, got)
		}
		if got := show(s.Spans()...); got != c.s {
			t.Errorf("%q: Spans = %s", c.s, got)
		}
	}
}

func TestSetAllStopsWhereTheLoopDoes(t *testing.T) {
	var seen []Span
	for sp := range setOf("0-1 2-3 4-5").All() {
		if seen = append(seen, sp); len(seen) == 2 {
			break
		}
	}
	if got, want := show(seen...), "0-1 2-3"; got != want {
		t.Errorf("two rounds of the loop gave %s, want %s", got, want)
	}
}

func TestSetAtPanicsOutsideItsBounds(t *testing.T) {
	s := setOf("0-2 4-6")
	for _, i := range []int{-1, 2} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("At(%d) of two spans did not panic", i)
				}
			}()
			s.At(i)
		}()
	}
}

func TestSetEqual(t *testing.T) {
	var zero Set
	for _, c := range []struct {
		name string
		a, b Set
		want bool
	}{
		{"zero and new", zero, NewSet(), true},
		{"zero and made of empty spans", zero, setOf("3-3"), true},
		{"zero and emptied", zero, setOf("0-2").Subtract(setOf("0-2")), true},
		{"given in another order", setOf("0-2 4-6"), setOf("4-6 0-2"), true},
		{"cut at another place", setOf("0-3 3-6"), setOf("0-1 1-6"), true},
		{"a second shorter", setOf("0-6"), setOf("0-5"), false},
		{"a second later", setOf("0-6"), setOf("1-7"), false},
		{"with a gap", setOf("0-6"), setOf("0-3 4-6"), false},
		{"empty and not", zero, setOf("0-1"), false},
		{"one span more", setOf("0-1"), setOf("0-1 2-3"), false},
	} {
		if c.a.Equal(c.b) != c.want || c.b.Equal(c.a) != c.want {
			t.Errorf("%s: Equal = %v and %v, want %v both ways", c.name, c.a.Equal(c.b), c.b.Equal(c.a), c.want)
		}
	}
}

func TestSetPrintsALineASpan(t *testing.T) {
	for s, want := range map[string]string{
		"":             "",
		"0-60":         "1970-01-01T00:00:00Z/1970-01-01T00:01:00Z",
		"0-60 120-180": "1970-01-01T00:00:00Z/1970-01-01T00:01:00Z\n1970-01-01T00:02:00Z/1970-01-01T00:03:00Z",
	} {
		if got := setOf(s).String(); got != want {
			t.Errorf("%q prints as %q, want %q", s, got, want)
		}
	}
}

func TestSetKeepsNothingOfTheSliceItWasMadeOf(t *testing.T) {
	given := spansOf("4-6 0-2 1-3")
	s := NewSet(given...)
	if got, want := show(given...), "4-6 0-2 1-3"; got != want {
		t.Errorf("NewSet changed its argument to %s, want %s", got, want)
	}
	clear(given)
	if got, want := show(s.Spans()...), "0-3 4-6"; got != want {
		t.Errorf("after the slice was cleared the set is %s, want %s", got, want)
	}
}

func TestSetSpansAreTheCallersOwn(t *testing.T) {
	const want = "0-2 4-6 8-9"
	whole := setOf(want)
	for name, s := range map[string]Set{
		"new":                  whole,
		"clipped":              whole.Clip(spanOf("0-9")),
		"united with nothing":  whole.Union(Set{}),
		"nothing united":       Set{}.Union(whole),
		"less nothing":         whole.Subtract(Set{}),
		"clipped to its start": whole.Clip(spanOf("0-7")),
	} {
		clear(s.Spans())
		_ = append(s.Spans(), spanOf("100-200"))
		if got := show(whole.Spans()...); got != want {
			t.Errorf("%s: writing to Spans() changed the set to %s, want %s", name, got, want)
		}
	}
}

// A set cut out of another may share its array. What is made of it must not
// write there.
func TestSetOperationsOnAClippedSetLeaveTheWholeAlone(t *testing.T) {
	const want = "0-2 4-6 8-10 12-14"
	whole := setOf(want)
	part := whole.Clip(spanOf("0-6"))
	for name, made := range map[string]Set{
		"union with what touches": part.Union(setOf("6-7")),
		"union with what follows": part.Union(setOf("20-30")),
		"difference":              part.Subtract(setOf("5-6")),
		"intersection":            part.Intersect(setOf("1-5")),
		"clip":                    part.Clip(spanOf("1-5")),
	} {
		if made.Equal(part) {
			t.Errorf("%s did nothing", name)
		}
		if got := show(whole.Spans()...); got != want {
			t.Errorf("%s changed the whole to %s, want %s", name, got, want)
		}
	}
}

// The race detector is the judge here.
func TestSetMayBeSharedByGoroutines(t *testing.T) {
	a, b := setOf("0-2 4-6 8-10"), setOf("1-5 9-12")
	want := a.Union(b)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			clip := a.Clip(spanOf("0-6"))
			got := clip.Union(b).Union(a.Intersect(b)).Union(a.Subtract(b)).Union(b.Clip(spanOf("0-99")))
			if !got.Equal(want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
	wg.Wait()
}

func TestSetAtTheEndsOfInt64(t *testing.T) {
	all := UnixSpan(math.MinInt64, math.MaxInt64)
	first := UnixSpan(math.MinInt64, math.MinInt64+1)
	last := UnixSpan(math.MaxInt64-1, math.MaxInt64)
	whole, ends := NewSet(all), NewSet(first, last)
	middle := NewSet(UnixSpan(math.MinInt64+1, math.MaxInt64-1))
	for _, c := range []struct {
		name      string
		got, want Set
	}{
		{"complement of nothing", Set{}.Complement(all), whole},
		{"complement of everything", whole.Complement(all), Set{}},
		{"complement of the ends", ends.Complement(all), middle},
		{"union", ends.Union(middle), whole},
		{"intersection", whole.Intersect(ends), ends},
		{"difference", whole.Subtract(ends), middle},
		{"clip to everything", ends.Clip(all), ends},
		{"clip to the first second", whole.Clip(first), NewSet(first)},
		{"clip to the last second", whole.Clip(last), NewSet(last)},
	} {
		if !c.got.Equal(c.want) {
			t.Errorf("%s: got %s, want %s", c.name, show(c.got.Spans()...), show(c.want.Spans()...))
		}
	}
	if ends.Bounds() != all {
		t.Errorf("Bounds = %s, want everything", show(ends.Bounds()))
	}
	if ends.Seconds() != 2 {
		t.Errorf("the two ends are %d s long, want 2", ends.Seconds())
	}
	halves := NewSet(UnixSpan(math.MinInt64, -1), UnixSpan(0, math.MaxInt64))
	if halves.Seconds() != math.MaxInt64 || halves.Duration() != math.MaxInt64 {
		t.Errorf("a sum over int64: Seconds = %d, Duration = %d, want the largest of each", halves.Seconds(), halves.Duration())
	}
	if sp, ok := ends.Next(time.Unix(0, 0)); !ok || sp != last {
		t.Errorf("Next = %s, %v, want the last second", show(sp), ok)
	}
	if _, ok := ends.Next(time.Unix(math.MaxInt64, 0)); ok {
		t.Error("something comes after the last second")
	}
}

// universe is how many instants the oracle knows.
const universe = 256

// A bitSet is the slow oracle of Set: one bool for each second after base.
type bitSet struct {
	base int64
	has  [universe]bool
}

// span returns the span of the oracle's seconds i up to j.
func (b *bitSet) span(i, j byte) Span { return UnixSpan(b.base+int64(i), b.base+int64(j)) }

func (b *bitSet) add(i, j byte) {
	for k := int(i); k < int(j); k++ {
		b.has[k] = true
	}
}

// keep drops the instants for which f is false, and adds those for which it is
// true.
func (b *bitSet) keep(f func(i int) bool) {
	for i := range b.has {
		b.has[i] = f(i)
	}
}

// spans returns the runs of seconds: canonical by construction.
func (b *bitSet) spans() []Span {
	var out []Span
	for i := 0; i < universe; i++ {
		if !b.has[i] {
			continue
		}
		start := i
		for i < universe && b.has[i] {
			i++
		}
		out = append(out, UnixSpan(b.base+int64(start), b.base+int64(i)))
	}
	return out
}

// check compares all that can be read from a set with the oracle. As the spans
// are compared one by one, the set is canonical too.
func (b *bitSet) check(t *testing.T, s Set) {
	t.Helper()
	want := b.spans()
	if got := s.Spans(); !slices.Equal(got, want) {
		t.Fatalf("Spans = %s, want %s", show(got...), show(want...))
	}
	if got := slices.Collect(s.All()); !slices.Equal(got, want) {
		t.Fatalf("All = %s, want %s", show(got...), show(want...))
	}
	if s.Len() != len(want) || s.IsEmpty() != (len(want) == 0) {
		t.Fatalf("Len = %d, IsEmpty = %v, want %d spans", s.Len(), s.IsEmpty(), len(want))
	}
	if !s.Equal(NewSet(want...)) {
		t.Fatalf("%s does not equal the set of its own spans", show(want...))
	}
	var bounds Span
	for i, sp := range want {
		if s.At(i) != sp {
			t.Fatalf("At(%d) = %s, want %s", i, show(s.At(i)), show(sp))
		}
		bounds = Between(want[0].Start(), sp.End())
	}
	if s.Bounds() != bounds {
		t.Fatalf("Bounds = %s, want %s", show(s.Bounds()), show(bounds))
	}
	var seconds int64
	for i, in := range b.has {
		if in {
			seconds++
		}
		at := time.Unix(b.base+int64(i), 0)
		if s.Contains(at) != in {
			t.Fatalf("%s contains %d = %v, want %v", show(want...), i, !in, in)
		}
		for len(want) > 0 && !at.Before(want[0].End()) {
			want = want[1:]
		}
		next, ok := s.Next(at)
		if ok != (len(want) > 0) || ok && next != want[0] {
			t.Fatalf("Next(%d) = %s, %v, want the first of %q", i, show(next), ok, show(want...))
		}
	}
	if s.Seconds() != seconds || s.Duration() != time.Duration(seconds)*time.Second {
		t.Fatalf("Seconds = %d, Duration = %v, want %d s", s.Seconds(), s.Duration(), seconds)
	}
}

// runAlgebra reads program as operations on four sets and does each on the sets
// and on their oracles. After each it compares all four, as an operation must
// change no set but the one it makes. Any bytes are a program.
//
// The first byte says where in time the seconds of the oracle lie; then each
// operation is four bytes: which operation, on which sets and two seconds.
func runAlgebra(t *testing.T, program []byte) {
	if len(program) == 0 {
		return
	}
	bases := []int64{0, -universe / 2, 1_772_442_000, math.MinInt64, math.MaxInt64 - universe}
	base := bases[int(program[0])%len(bases)]
	program = program[1:min(len(program), 1+4*256)]

	var sets [4]Set
	var oracles [4]bitSet
	for i := range oracles {
		oracles[i].base = base
	}
	for ; len(program) >= 4; program = program[4:] {
		op, which, i, j := program[0]%7, program[1], program[2], program[3]
		dst, x, y := which&3, which>>2&3, which>>4&3
		a, b := sets[x], sets[y]
		p, q := oracles[x], oracles[y]
		var name string
		switch w := p.span(i, j); op {
		case 0:
			name = fmt.Sprintf("NewSet(%d-%d)", i, j)
			sets[dst], oracles[dst] = NewSet(w), bitSet{base: base}
			oracles[dst].add(i, j)
		case 1:
			// Three spans in one call: sorting and merging.
			name = fmt.Sprintf("NewSet(%d-%d, %d-255, 0-%d)", i, j, j, i/2)
			sets[dst], oracles[dst] = NewSet(w, p.span(j, 255), p.span(0, i/2)), bitSet{base: base}
			oracles[dst].add(i, j)
			oracles[dst].add(j, 255)
			oracles[dst].add(0, i/2)
		case 2:
			name = fmt.Sprintf("set %d ∪ set %d", x, y)
			sets[dst] = a.Union(b)
			oracles[dst].keep(func(k int) bool { return p.has[k] || q.has[k] })
		case 3:
			name = fmt.Sprintf("set %d ∩ set %d", x, y)
			sets[dst] = a.Intersect(b)
			oracles[dst].keep(func(k int) bool { return p.has[k] && q.has[k] })
		case 4:
			name = fmt.Sprintf("set %d ∖ set %d", x, y)
			sets[dst] = a.Subtract(b)
			oracles[dst].keep(func(k int) bool { return p.has[k] && !q.has[k] })
		case 5:
			name = fmt.Sprintf("set %d complement in %d-%d", x, i, j)
			sets[dst] = a.Complement(w)
			oracles[dst].keep(func(k int) bool { return int(i) <= k && k < int(j) && !p.has[k] })
		case 6:
			name = fmt.Sprintf("set %d clip to %d-%d", x, i, j)
			sets[dst] = a.Clip(w)
			oracles[dst].keep(func(k int) bool { return int(i) <= k && k < int(j) && p.has[k] })
		}
		for k := range sets {
			if got, want := sets[k].Spans(), oracles[k].spans(); !slices.Equal(got, want) {
				t.Fatalf("after set %d = %s: set %d is %s, want %s", dst, name, k, show(got...), show(want...))
			}
		}
	}
	for k := range sets {
		oracles[k].check(t, sets[k])
	}
}

func TestSetAlgebraAgainstBits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		program := make([]byte, 1+4*64)
		for i := range program {
			program[i] = byte(random.Uint32())
		}
		runAlgebra(t, program)
	}
}

func FuzzSetAlgebra(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0, 0, 0, 2, 5, 0, 1, 5, 9, 2, 2 | 0<<2 | 1<<4, 0, 0}) // touching spans united
	f.Add([]byte{3, 5, 0, 0, 255, 6, 1 | 0<<2, 10, 20, 4, 0 | 0<<2 | 1<<4, 0, 0})
	f.Add([]byte{4, 1, 0, 40, 200, 4, 1 | 0<<2 | 0<<4, 0, 0, 3, 2 | 1<<4, 0, 0})
	f.Fuzz(runAlgebra)
}

// FuzzNewSet gives NewSet many spans at once, two bytes a span.
func FuzzNewSet(f *testing.F) {
	f.Add([]byte{0, 2, 2, 4})
	f.Add([]byte{4, 6, 0, 2, 3, 3, 9, 1, 0, 2})
	f.Fuzz(func(t *testing.T, bounds []byte) {
		var want bitSet
		var spans []Span
		for ; len(bounds) >= 2; bounds = bounds[2:] {
			spans = append(spans, want.span(bounds[0], bounds[1]))
			want.add(bounds[0], bounds[1])
		}
		given := slices.Clone(spans)
		s := NewSet(spans...)
		if !slices.Equal(spans, given) {
			t.Fatalf("NewSet changed its argument to %s, was %s", show(spans...), show(given...))
		}
		want.check(t, s)
	})
}

// randomSpan returns a span anywhere in int64, with a taste for the ends and
// for bounds that meet those of other spans.
func randomSpan(r *rand.Rand) Span {
	bound := func() int64 {
		switch r.IntN(4) {
		case 0:
			return math.MinInt64 + r.Int64N(8)
		case 1:
			return math.MaxInt64 - r.Int64N(8)
		case 2:
			return r.Int64N(16) - 8
		}
		return int64(r.Uint64())
	}
	a, b := bound(), bound()
	return UnixSpan(min(a, b), max(a, b))
}

func randomSet(r *rand.Rand) Set {
	// Pieces of long spans, as the union of many long spans is but one.
	var s Set
	for range r.IntN(8) {
		s = s.Union(NewSet(randomSpan(r))).Subtract(NewSet(randomSpan(r)))
	}
	return s
}

// The laws hold over all of int64, where the oracle of bits cannot look. In
// each, both sides must be equal.
func TestSetLaws(t *testing.T) {
	w := UnixSpan(math.MinInt64, math.MaxInt64)
	laws := []struct {
		name string
		law  func(a, b, c Set, v Span) (left, right Set)
	}{
		{"a ∪ b = b ∪ a", func(a, b, c Set, v Span) (Set, Set) { return a.Union(b), b.Union(a) }},
		{"a ∩ b = b ∩ a", func(a, b, c Set, v Span) (Set, Set) { return a.Intersect(b), b.Intersect(a) }},
		{"(a ∪ b) ∪ c = a ∪ (b ∪ c)", func(a, b, c Set, v Span) (Set, Set) { return a.Union(b).Union(c), a.Union(b.Union(c)) }},
		{"(a ∩ b) ∩ c = a ∩ (b ∩ c)", func(a, b, c Set, v Span) (Set, Set) {
			return a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c))
		}},
		{"a ∩ (b ∪ c) = (a ∩ b) ∪ (a ∩ c)", func(a, b, c Set, v Span) (Set, Set) {
			return a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c))
		}},
		{"a ∪ (b ∩ c) = (a ∪ b) ∩ (a ∪ c)", func(a, b, c Set, v Span) (Set, Set) {
			return a.Union(b.Intersect(c)), a.Union(b).Intersect(a.Union(c))
		}},
		{"a ∪ a = a", func(a, b, c Set, v Span) (Set, Set) { return a.Union(a), a }},
		{"a ∩ a = a", func(a, b, c Set, v Span) (Set, Set) { return a.Intersect(a), a }},
		{"a ∖ a = ∅", func(a, b, c Set, v Span) (Set, Set) { return a.Subtract(a), Set{} }},
		{"a ∪ (a ∩ b) = a", func(a, b, c Set, v Span) (Set, Set) { return a.Union(a.Intersect(b)), a }},
		{"a ∩ (a ∪ b) = a", func(a, b, c Set, v Span) (Set, Set) { return a.Intersect(a.Union(b)), a }},
		{"De Morgan: (a ∪ b)′ = a′ ∩ b′ within v", func(a, b, c Set, v Span) (Set, Set) {
			return a.Union(b).Complement(v), a.Complement(v).Intersect(b.Complement(v))
		}},
		{"De Morgan: (a ∩ b)′ = a′ ∪ b′ within v", func(a, b, c Set, v Span) (Set, Set) {
			return a.Intersect(b).Complement(v), a.Complement(v).Union(b.Complement(v))
		}},
		{"a ∖ b = a ∩ b′", func(a, b, c Set, v Span) (Set, Set) { return a.Subtract(b), a.Intersect(b.Complement(w)) }},
		{"a ∖ b = a ∩ b′ within the bounds of a", func(a, b, c Set, v Span) (Set, Set) {
			return a.Subtract(b), a.Intersect(b.Complement(a.Bounds()))
		}},
		{"a ∖ (b ∪ c) = (a ∖ b) ∖ c", func(a, b, c Set, v Span) (Set, Set) { return a.Subtract(b.Union(c)), a.Subtract(b).Subtract(c) }},
		{"a = (a ∖ b) ∪ (a ∩ b)", func(a, b, c Set, v Span) (Set, Set) { return a, a.Subtract(b).Union(a.Intersect(b)) }},
		{"(a ∖ b) ∩ b = ∅", func(a, b, c Set, v Span) (Set, Set) { return a.Subtract(b).Intersect(b), Set{} }},
		{"a″ = a within v", func(a, b, c Set, v Span) (Set, Set) { return a.Complement(v).Complement(v), a.Clip(v) }},
		{"a clipped to v = a ∩ {v}", func(a, b, c Set, v Span) (Set, Set) { return a.Clip(v), a.Intersect(NewSet(v)) }},
		{"a clipped to its bounds = a", func(a, b, c Set, v Span) (Set, Set) { return a.Clip(a.Bounds()), a }},
		{"the set of the spans of a = a", func(a, b, c Set, v Span) (Set, Set) { return NewSet(a.Spans()...), a }},
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		a, b, c, v := randomSet(random), randomSet(random), randomSet(random), randomSpan(random)
		for _, l := range laws {
			if left, right := l.law(a, b, c, v); !left.Equal(right) {
				t.Fatalf("%s does not hold:\n    a %s\n    b %s\n    c %s\n    v %s\n left %s\nright %s", l.name,
					show(a.Spans()...), show(b.Spans()...), show(c.Spans()...), show(v), show(left.Spans()...), show(right.Spans()...))
			}
		}
	}
}

func TestSetLengthsAddUp(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	// Within a quarter of int64, so that no sum saturates.
	w := UnixSpan(math.MinInt64/8, math.MaxInt64/8)
	for range 2000 {
		a, b := randomSet(random).Clip(w), randomSet(random).Clip(w)
		if both, either := a.Intersect(b).Seconds(), a.Union(b).Seconds(); a.Seconds()+b.Seconds() != both+either {
			t.Fatalf("|a| + |b| = %d + %d, |a ∩ b| + |a ∪ b| = %d + %d", a.Seconds(), b.Seconds(), both, either)
		}
		if in, out := a.Seconds(), a.Complement(w).Seconds(); in+out != w.Seconds() {
			t.Fatalf("|a| + |a′| = %d + %d, want the window's %d", in, out, w.Seconds())
		}
	}
}

func TestSetReadingsDoNotAllocate(t *testing.T) {
	s, at := workYear(9), time.Unix(1_780_000_000, 0)
	year := s.Bounds()
	var seconds int64
	for name, f := range map[string]func(){
		"Contains": func() { s.Contains(at) },
		"Next":     func() { s.Next(at) },
		"At":       func() { s.At(7) },
		"Bounds":   func() { s.Bounds() },
		"Seconds":  func() { s.Seconds() },
		"Duration": func() { s.Duration() },
		"Equal":    func() { s.Equal(s) },
		"All": func() {
			for sp := range s.All() {
				seconds += sp.Seconds()
			}
		},
		"Clip that cuts nothing": func() { s.Clip(year) },
		"Union with nothing":     func() { s.Union(Set{}) },
		"Subtract of nothing":    func() { s.Subtract(Set{}) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times, want none", name, n)
		}
	}
	if seconds == 0 {
		t.Error("All gave nothing to add up")
	}
}

// workYear returns the spans of 261 working days of two shifts each, of which
// the first starts at the given hour in UTC: what a year of one person is.
func workYear(hour int64) Set {
	var spans []Span
	const monday = 1_767_571_200 // 2026-01-05T00:00:00Z
	for day := range int64(365) {
		if day%7 < 5 {
			start := monday + day*86400 + hour*3600
			spans = append(spans, UnixSpan(start, start+3*3600), UnixSpan(start+4*3600, start+8*3600))
		}
	}
	return NewSet(spans...)
}

func benchmarkPair(b *testing.B, op func(x, y Set) Set) {
	x, y := workYear(8), workYear(10)
	b.ReportAllocs()
	for b.Loop() {
		op(x, y)
	}
}

func BenchmarkSetUnionYear(b *testing.B)     { benchmarkPair(b, Set.Union) }
func BenchmarkSetIntersectYear(b *testing.B) { benchmarkPair(b, Set.Intersect) }
func BenchmarkSetSubtractYear(b *testing.B)  { benchmarkPair(b, Set.Subtract) }

func BenchmarkNewSetYear(b *testing.B) {
	spans := workYear(9).Spans()
	b.ReportAllocs()
	for b.Loop() {
		NewSet(spans...)
	}
}

func BenchmarkSetContains(b *testing.B) {
	s, at := workYear(9), time.Unix(1_780_000_000, 0)
	for b.Loop() {
		s.Contains(at)
	}
}
