package availability

type Recurrence struct{}

func (r Recurrence) appendTimes(dst []int64, w Span) []int64 { return dst }

func (b Block) recurrence(zone *Zone) (Recurrence, error) { return Recurrence{}, nil }

func (r Recurrence) bounds() Span { return Span{} }
