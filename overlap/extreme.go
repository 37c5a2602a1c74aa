package overlap

import "time"

// An extreme is a message whose wait is the longest, or the shortest, of those compared. It is
// taken to the nanosecond: where the limit is not reached, the message is the one next to it.
type extreme struct {
	set      bool
	sent     int64 // in seconds
	past     int64 // and nanoseconds
	answered int64 // in seconds
	exact    bool  // answered in whole seconds; else at the same nanoseconds as sent
}

// message returns e in UTC.
func (e extreme) message() Message {
	m := Message{Sent: time.Unix(e.sent, e.past).UTC(), Answered: time.Unix(e.answered, 0).UTC()}
	if !e.exact {
		m.Answered = m.Answered.Add(time.Duration(e.past))
	}
	return m
}

// wait returns the wait in seconds, less so many nanoseconds.
func (e extreme) wait() (seconds, less int64) {
	if e.exact {
		return e.answered - e.sent, e.past
	}
	return e.answered - e.sent, 0
}

// longer reports whether e waits longer than o.
func (e extreme) longer(o extreme) bool {
	a, lessA := e.wait()
	b, lessB := o.wait()
	return a > b || a == b && lessA < lessB
}

// first returns the first message of p, which is answered.
func (p piece) first() extreme {
	return p.sentAt(p.from, 1)
}

// last returns the last message of p, which is answered.
func (p piece) last() extreme {
	return p.sentAt(p.to-1, int64(time.Second)-1)
}

// sentAt returns the message that is sent at x, or so many nanoseconds into it if x is
// an interval.
func (p piece) sentAt(x tick, nanoseconds int64) extreme {
	e := extreme{set: true, sent: x.second()}
	if x%2 != 0 {
		e.past = nanoseconds
	}
	if p.kind == moment {
		e.answered, e.exact = p.value.second(), true
	} else {
		e.answered = (x + p.value).second()
	}
	return e
}
