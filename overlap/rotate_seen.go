package overlap

// seen remembers states of a search: rows of numbers of one length.
type seen struct {
	rows  []int64
	width int
	table []uint32 // 1 + the row's index, or 0; its length is a power of two
	n     int
}

// mostSeen bounds the memory: so many numbers are remembered, and nothing after them.
const mostSeen = 1 << 24

// add remembers the state, and returns its index and whether it was known. The index is -1 if
// there is no room for it.
func (s *seen) add(a, b, c int64, totals []int64) (index int, known bool) {
	s.width = 3 + len(totals)
	if 2*s.n >= len(s.table) {
		s.grow()
	}
	s.rows = append(s.rows, a, b, c)
	s.rows = append(s.rows, totals...)
	at := s.slot(s.rows[s.n*s.width:])
	if k := s.table[at]; k != 0 {
		s.rows = s.rows[:s.n*s.width]
		return int(k) - 1, true
	}
	if len(s.rows) > mostSeen {
		s.rows = s.rows[:s.n*s.width]
		return -1, false
	}
	s.n++
	s.table[at] = uint32(s.n)
	return s.n - 1, false
}

// slot returns where in the table the row is, or belongs.
func (s *seen) slot(row []int64) uint64 {
	h := uint64(14695981039346656037)
	for _, x := range row {
		h = (h ^ uint64(x)) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	mask := uint64(len(s.table) - 1)
next:
	for at := h & mask; ; at = (at + 1) & mask {
		k := s.table[at]
		if k == 0 {
			return at
		}
		for i, x := range s.rows[(int(k)-1)*s.width : int(k)*s.width] {
			if x != row[i] {
				continue next
			}
		}
		return at
	}
}

func (s *seen) grow() {
	s.table = make([]uint32, max(1024, 2*len(s.table)))
	for k := range s.n {
		s.table[s.slot(s.rows[k*s.width:(k+1)*s.width])] = uint32(k + 1)
	}
}
