package overlap

import (
	"sort"

	"github.com/noonmark/noonmark/availability"
)

// spans are what a set of instants holds, in the package's own buffers: sorted, disjoint and not
// empty.
type spans []availability.Span

// contain reports whether the second u is in one of the spans.
func (s spans) contain(u int64) bool {
	i := sort.Search(len(s), func(i int) bool { return endOf(s[i]) > u })
	return i < len(s) && startOf(s[i]) <= u
}

// fitting returns the seconds u for which all of [u+from, u+to) is in one of the spans, in
// place of them.
func (s spans) fitting(from, to int64) spans {
	fit := s[:0]
	for _, sp := range s {
		start, end := sp.Unix()
		if start, end = start-from, end-to+1; start < end {
			fit = append(fit, availability.UnixSpan(start, end))
		}
	}
	return fit
}

func startOf(sp availability.Span) int64 { start, _ := sp.Unix(); return start }
func endOf(sp availability.Span) int64   { _, end := sp.Unix(); return end }
