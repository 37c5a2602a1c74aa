package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/noonmark/noonmark/examples/internal/program"
)

// A progress is a line on a terminal that says how far a long search is. It is not
// shown before a second has passed, and not in a file.
type progress struct {
	out   io.Writer // nil: nowhere
	start time.Time
	shown string
}

func newProgress(stderr io.Writer) *progress {
	if file, ok := stderr.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return &progress{out: file, start: time.Now()}
		}
	}
	return &progress{}
}

// of returns what to call now and then during a search.
func (p *progress) of(search string) func(done, total int) {
	if p.out == nil {
		return nil
	}
	return func(done, total int) {
		if time.Since(p.start) < time.Second {
			return
		}
		p.show(fmt.Sprintf("meet: %s: %d%% searched; Ctrl-C stops", search, done*100/max(total, 1)))
	}
}

func (p *progress) show(line string) {
	if line != p.shown {
		fmt.Fprintf(p.out, "\r%s", program.Pad(line, program.Width(p.shown)))
		p.shown = line
	}
}

// clear takes the line away.
func (p *progress) clear() {
	if p.shown != "" {
		fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", program.Width(p.shown)))
		p.shown = ""
	}
}
