package calendar

import (
	"crypto/sha256"
	"encoding/hex"
)

const (
	uidBytes  = 16 // of the hash; 128 bits, as in a UUID
	uidDomain = "@noonmark"
)

// A uid is the UID of an event (RFC 5545 section 3.8.4.7): the first 128 bits
// of SHA-256 over the feed's ID, a NUL and the event's source, in hexadecimal,
// and "@noonmark". An ID holds no NUL, so two different pairs never hash the
// same bytes. The hash also keeps the names to ourselves, as RFC 7986 section
// 5.3 advises.
//
// The recipe must never change: every client would lose its events and get
// them again as new ones, without the notes and alarms that people had added.
type uid [2 * uidBytes]byte // the hexadecimal part

// String returns the whole UID.
func (u uid) String() string { return string(u[:]) + uidDomain }

// A uidMaker makes the UIDs of one feed, in a buffer that it keeps.
type uidMaker struct {
	buf []byte
	id  int // length of the feed's ID and the NUL, at the start of buf
}

func newUIDMaker(feedID string) *uidMaker {
	buf := append([]byte(feedID), 0)
	return &uidMaker{buf, len(buf)}
}

func (m *uidMaker) uid(source string) (u uid) {
	m.buf = append(m.buf[:m.id], source...)
	sum := sha256.Sum256(m.buf)
	hex.Encode(u[:], sum[:uidBytes])
	return u
}
