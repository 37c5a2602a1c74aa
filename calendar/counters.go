package calendar

import (
	"encoding/json"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// Served tells of one answer of the handler; see [HandlerOptions].OnServed.
type Served struct {
	// Status is the HTTP status, and Bytes how much of a body was written: none to HEAD.
	Status int
	Bytes  int64
	// Built is how long the source and the encoding took, if they were called for this
	// request. It is zero if the feed was there, or another request was first to wait for it.
	Built time.Duration
	// Gzip is whether the answer was compressed, and Failed whether there was no feed (503).
	Gzip, Failed bool
}

// Counters count answers of handlers, for an operator to read. The zero Counters are ready to
// use, and safe for concurrent use; they must not be copied.
//
// They are an expvar.Var: expvar.Publish("calendar", &counters) puts them beside others.
type Counters struct {
	requests, notModified, failed, compressed, built, bytes atomic.Int64
	building, longest                                       atomic.Int64 // nanoseconds
}

// Observe counts an answer. Give it as [HandlerOptions].OnServed.
func (c *Counters) Observe(s Served) {
	c.requests.Add(1)
	c.bytes.Add(s.Bytes)
	if s.Status == http.StatusNotModified {
		c.notModified.Add(1)
	}
	if s.Failed {
		c.failed.Add(1)
	}
	if s.Gzip {
		c.compressed.Add(1)
	}
	if s.Built > 0 {
		c.built.Add(1)
		c.building.Add(int64(s.Built))
		for {
			longest := c.longest.Load()
			if int64(s.Built) <= longest || c.longest.CompareAndSwap(longest, int64(s.Built)) {
				break
			}
		}
	}
}

// A Count is what [Counters] have counted. As JSON its times are in nanoseconds.
type Count struct {
	Requests    int64 `json:"requests"`     // all of them
	NotModified int64 `json:"not_modified"` // answered with 304
	Failed      int64 `json:"failed"`       // answered with 503, as there was no feed
	Compressed  int64 `json:"compressed"`   // with gzip
	Bytes       int64 `json:"bytes"`        // of bodies
	Built       int64 `json:"built"`        // calls of the source, whether they failed or not
	// Building is how long these calls took together, with the encoding, and Longest the longest.
	Building time.Duration `json:"building_ns"`
	Longest  time.Duration `json:"longest_ns"`
}

// Count returns what has been counted so far. Answers that are being given meanwhile may be counted in
// one number and not yet in another.
func (c *Counters) Count() Count {
	return Count{
		Requests: c.requests.Load(), NotModified: c.notModified.Load(), Failed: c.failed.Load(),
		Compressed: c.compressed.Load(), Bytes: c.bytes.Load(), Built: c.built.Load(),
		Building: time.Duration(c.building.Load()), Longest: time.Duration(c.longest.Load()),
	}
}

// String returns the Count as JSON.
func (c *Counters) String() string {
	text, err := json.Marshal(c.Count())
	if err != nil { // which numbers do not cause
		return "{}"
	}
	return string(text)
}

// A meter sees what is answered.
type meter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader notes the status. Informational ones come before the answer.
func (m *meter) WriteHeader(status int) {
	if m.status == 0 && status >= 200 {
		m.status = status
	}
	m.ResponseWriter.WriteHeader(status)
}

func (m *meter) Write(b []byte) (int, error) {
	if m.status == 0 {
		m.status = http.StatusOK
	}
	n, err := m.ResponseWriter.Write(b)
	m.bytes += int64(n)
	return n, err
}

// ReadFrom lets the server use its own buffers.
func (m *meter) ReadFrom(r io.Reader) (int64, error) {
	if m.status == 0 {
		m.status = http.StatusOK
	}
	n, err := io.Copy(m.ResponseWriter, r)
	m.bytes += n
	return n, err
}

// Unwrap is for http.ResponseController.
func (m *meter) Unwrap() http.ResponseWriter { return m.ResponseWriter }
