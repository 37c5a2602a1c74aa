// Team prints what a team that is spread over time zones asks most: who is on
// it, when everybody overlaps, and how long an answer takes, exactly, over real
// dates. It also writes the hours as a calendar, and serves them as a
// subscription.
//
//	go run ./examples/team                       # the sample team, four weeks from the coming Monday
//	go run ./examples/team -team people.json     # your own
//	go run ./examples/team -team people.json -ics team.ics
//	go run ./examples/team -h                    # all flags
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
	_ "time/tzdata" // so that it runs where there is no tz database

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/calendar"
	"github.com/noonmark/noonmark/examples/internal/program"
)

func main() {
	program.Main("team", func() error {
		return run(context.Background(), os.Args[1:], os.Getenv("NOONMARK_SECRET"), time.Now(), os.Stdout, os.Stderr)
	})
}

// run is the program, with everything that it takes from the machine as an
// argument. It writes nothing before it knows that all input is good.
func run(ctx context.Context, args []string, secret string, now time.Time, stdout, stderr io.Writer) error {
	flags := program.Flags("team")
	path := flags.String("team", "", "the team `file`, in JSON (default: a sample team)")
	from := flags.String("from", "", "the first `date` of the period, such as 2026-10-19 (default: the coming Monday)")
	weeks := flags.Int("weeks", 4, "the `number` of weeks")
	zone := flags.String("zone", "UTC", "the `zone` in which days start and times are shown, such as Europe/Berlin")
	asJSON := flags.Bool("json", false, "print the report as JSON")
	ics := flags.String("ics", "", "also write the overlap and everybody's hours to this `file`, as a calendar that only you may read")
	addr := flags.String("serve", "", "also serve that calendar as a subscription at this `address`, such as 127.0.0.1:8080;\n"+
		"without -from it starts on the Monday of the week in which it is asked for")
	schema := flags.Bool("schema", false, "print the JSON Schema of team files, with which editors check and complete them, and nothing else")
	if _, err := program.Parse(flags, args, stdout); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	if *schema {
		_, err := stdout.Write(availability.TeamSchema())
		return err
	}
	p, err := program.ParseWeeks(*from, *weeks, maxWeeks, *zone, now)
	if err != nil {
		return err
	}
	t, err := readTeam(*path, p)
	if err != nil {
		return err
	}
	r := newReport(t, p)
	var out bytes.Buffer
	if *asJSON {
		if err := r.writeJSON(&out); err != nil {
			return err
		}
	} else {
		r.writeText(&out, t, p)
	}
	var web server
	if *addr != "" {
		if web, err = listen(*addr, secret); err != nil {
			return err
		}
		defer web.listener.Close()
	}
	if *ics != "" {
		file, err := program.Calendar("-ics", *ics, newFeed(t, p, t.changed))
		if err != nil {
			return err
		}
		if err := (program.Files{file}).Write(*path); err != nil {
			return err
		}
	}
	if _, err := stdout.Write(out.Bytes()); err != nil {
		return err
	}
	if *addr == "" {
		return nil
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The feed changes when the program is started with other flags, when the
	// file is edited and, each Monday, when the window moves.
	period := func() program.Weeks {
		p := p
		if *from == "" {
			today, _ := p.Zone.Civil(time.Now())
			p.First = today - date.Date((int(today.Weekday())+6)%7)
		}
		return p
	}
	var published publication
	return web.serve(ctx, func() (string, error) { return revision(*path, period()) }, func() (calendar.Feed, error) {
		p := period()
		t, err := readTeam(*path, p)
		if err != nil {
			return calendar.Feed{}, err
		}
		stamp := latest(now, t.changed)
		if *from == "" {
			stamp = latest(stamp, p.Span().Start())
		}
		return published.update(newFeed(t, p, stamp))
	}, stderr)
}

// revision names the state of what the feed is made of.
func revision(path string, p program.Weeks) (string, error) {
	if path == "" {
		return p.First.String(), nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	return fmt.Sprint(p.First, info.ModTime().UnixNano(), info.Size()), nil
}

// A publication is what was served last: what changes in the feed is found by comparison.
type publication struct {
	mu   sync.Mutex
	last []byte
}

func (p *publication) update(f calendar.Feed) (calendar.Feed, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f, err := f.Update(p.last)
	if err != nil {
		return calendar.Feed{}, err
	}
	var b bytes.Buffer
	if err := f.Encode(&b); err != nil {
		return calendar.Feed{}, err
	}
	p.last = b.Bytes()
	return f, nil
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
