package calendar

// A FreeBusyType says what an event, or a time, means to whoever looks for room in a
// calendar (FBTYPE, RFC 5545 section 3.2.9). The zero value blocks nobody: the hours of
// a team must not make its members look busy all day.
type FreeBusyType int

// The free/busy types.
const (
	Free        FreeBusyType = iota // leaves the time free
	Tentative                       // may come to take it
	Busy                            // takes it
	Unavailable                     // the person is away, and cannot be asked for it
)

var freeBusyTypes = [...]struct{ fbtype, outlook string }{
	Free:        {"FREE", "FREE"},
	Tentative:   {"BUSY-TENTATIVE", "TENTATIVE"},
	Busy:        {"BUSY", "BUSY"},
	Unavailable: {"BUSY-UNAVAILABLE", "OOF"},
}

// valid reports whether t is one of the constants.
func (t FreeBusyType) valid() bool { return t >= 0 && int(t) < len(freeBusyTypes) }

// String returns the type as FBTYPE has it, such as "BUSY-UNAVAILABLE".
func (t FreeBusyType) String() string {
	if !t.valid() {
		return "unknown"
	}
	return freeBusyTypes[t].fbtype
}

// outlook returns the type as X-MICROSOFT-CDO-BUSYSTATUS has it.
func (t FreeBusyType) outlook() string { return freeBusyTypes[t].outlook }
