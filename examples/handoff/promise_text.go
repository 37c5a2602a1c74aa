package main

import (
	"fmt"
	"io"

	"github.com/noonmark/noonmark/examples/internal/program"
)

// writePromises says which promises are missed.
func (r report) writePromises(out io.Writer, q question) {
	if len(q.file.promises) == 0 {
		return
	}
	program.Heading(out, "WHAT WAS PROMISED")
	for _, t := range r.Run.Tasks {
		within, promised := q.file.promises[t.Name]
		if !promised {
			continue
		}
		text := fmt.Sprintf("%s within %s of working time", t.Name, long(within))
		p := t.Promise
		switch {
		case t.Owner == nil:
			text += ": missed, as it is never done"
		case p.Due == nil:
			text += ": kept, as it never falls due"
		case p.Kept:
			text += fmt.Sprintf(" of %s, by %s: kept, with %s to spare", *t.Owner, q.stamp(q.local(*p.Due)), long(p.verdict.Margin))
		default:
			text += fmt.Sprintf(" of %s, by %s: missed by %s", *t.Owner, q.stamp(q.local(*p.Due)), long(-p.verdict.Margin))
		}
		wrapped(out, 2, 4, text+".")
	}
}
