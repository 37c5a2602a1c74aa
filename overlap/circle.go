package overlap

import "github.com/noonmark/noonmark/availability"

// origin is the second from which cycles of weeks count, as in availability.Routine.
const origin = firstMonday

// A circle is time that repeats after some weeks: that of the cycle that starts at origin.
type circle struct {
	cycle int
	time  availability.Set
}

// always is all of time.
var always = circle{1, availability.NewSet(availability.UnixSpan(origin, origin+secondsPerWeek))}

func (k circle) length() int64 { return int64(k.cycle) * secondsPerWeek }

// whole returns the cycle that starts at origin.
func (k circle) whole() availability.Span { return availability.UnixSpan(origin, origin+k.length()) }

// turned returns the time that is so many seconds later.
func (k circle) turned(by int64) circle {
	if by %= k.length(); by < 0 {
		by += k.length()
	}
	spans := make([]availability.Span, 0, 2*k.time.Len())
	for _, turn := range []int64{by - k.length(), by} {
		for sp := range k.time.All() {
			start, end := sp.Unix()
			spans = append(spans, availability.UnixSpan(start+turn, end+turn))
		}
	}
	return circle{k.cycle, availability.NewSet(spans...).Clip(k.whole())}
}

// stretched returns the same time as a circle of so many weeks, a multiple of its own.
func (k circle) stretched(cycle int) circle {
	if cycle == k.cycle {
		return k
	}
	spans := make([]availability.Span, 0, cycle/k.cycle*k.time.Len())
	for turn := range int64(cycle / k.cycle) {
		for sp := range k.time.All() {
			start, end := sp.Unix()
			spans = append(spans, availability.UnixSpan(start+turn*k.length(), end+turn*k.length()))
		}
	}
	return circle{cycle, availability.NewSet(spans...)}
}

// reduced returns the same time as the smallest circle that there is.
func (k circle) reduced() circle {
	for cycle := 1; cycle < k.cycle; cycle++ {
		if k.cycle%cycle != 0 {
			continue
		}
		small := circle{cycle: cycle}
		small.time = k.time.Clip(small.whole())
		if small.stretched(k.cycle).time.Equal(k.time) {
			return small
		}
	}
	return k
}

func (k circle) intersect(o circle) circle {
	a, b := k.cycle, o.cycle
	for b != 0 {
		a, b = b, a%b
	}
	cycle := k.cycle / a * o.cycle
	return circle{cycle, k.stretched(cycle).time.Intersect(o.stretched(cycle).time)}
}

// over returns the time as instants within w.
func (k circle) over(w availability.Span) availability.Set {
	start, end := w.Unix()
	var spans []availability.Span
	if k.time.IsEmpty() {
		return availability.Set{}
	}
	for base := (start-origin)/k.length()*k.length() - k.length(); base+origin < end; base += k.length() {
		for sp := range k.time.All() {
			a, b := sp.Unix()
			spans = append(spans, availability.UnixSpan(base+a, base+b).Intersect(w))
		}
	}
	return availability.NewSet(spans...)
}

// spans returns the spans of the time, each whole: the last may go on into the next cycle.
func (k circle) spans() []availability.Span {
	spans := k.time.Spans()
	if n := len(spans); n > 1 {
		from, first := spans[0].Unix()
		start, end := spans[n-1].Unix()
		if from == origin && end == origin+k.length() {
			spans[n-1] = availability.UnixSpan(start, end+first-from)
			spans = spans[1:]
		}
	}
	return spans
}
