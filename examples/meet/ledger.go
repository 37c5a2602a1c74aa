package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/noonmark/noonmark/examples/internal/program"
)

// A ledger is what each has borne, by name. In JSON the durations are texts such as "3h30m".
type ledger map[string]time.Duration

// maxLedgerBytes is more than the names of all people take.
const maxLedgerBytes = 1 << 20

// readLedger reads a ledger file, and says when it last changed. With no path nobody has borne
// anything.
func readLedger(path string) (ledger, time.Time, error) {
	if path == "" {
		return ledger{}, time.Time{}, nil
	}
	file, changed, err := program.Open(path)
	if err != nil {
		return nil, changed, fmt.Errorf("-ledger: cannot read %s: %w: leave it out for the first rotation, and write one with -ledger-out", path, err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxLedgerBytes+1))
	if err != nil {
		return nil, changed, fmt.Errorf("-ledger: cannot read %s: %w", path, program.Reason(err))
	}
	if len(text) > maxLedgerBytes {
		return nil, changed, fmt.Errorf("-ledger: %s: more than %d bytes are no ledger: give the file that -ledger-out has written", path, maxLedgerBytes)
	}
	l := ledger{}
	if err := json.Unmarshal(text, &l); err != nil {
		return nil, changed, fmt.Errorf("-ledger: %s: %w: write it as {\"Ada\": \"3h30m\", \"Bo\": \"0s\"}", path, err)
	}
	return l, changed, nil
}

// encode returns the ledger as a file.
func (l ledger) encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(l)
	return b.Bytes(), err
}

func (l ledger) MarshalJSON() ([]byte, error) {
	texts := make(map[string]string, len(l))
	for name, d := range l {
		texts[name] = d.String()
	}
	return json.Marshal(texts)
}

func (l *ledger) UnmarshalJSON(text []byte) error {
	var texts map[string]string
	if err := json.Unmarshal(text, &texts); err != nil {
		return err
	}
	*l = make(ledger, len(texts))
	for name, s := range texts {
		d, err := time.ParseDuration(s)
		if err != nil {
			return fmt.Errorf("%q: %q is not a duration", name, s)
		}
		(*l)[name] = d
	}
	return nil
}
