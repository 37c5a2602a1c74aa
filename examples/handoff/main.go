// Handoff says when work is done that passes from hand to hand round the world: a plan of tasks, each with an
// owner, working hours and what it waits for. It shows the critical path and where its
// waiting is, when to start so as to wait least, and which order of the tasks is best.
//
//	go run ./examples/handoff                                       # the sample plan, from the coming Monday
//	go run ./examples/handoff -team people.json -plan release.json  # your own
//	go run ./examples/handoff -from 2026-10-23T15:00 -zone Europe/Berlin -ics tasks.ics
//	go run ./examples/handoff -h                                    # all flags
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
	"syscall"
	"time"
	_ "time/tzdata" // so that it runs where there is no tz database

	"github.com/noonmark/noonmark/examples/internal/program"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() {
		stop() // the second Ctrl-C ends the program at once
		time.Sleep(2 * time.Second)
		fmt.Fprintln(os.Stderr, "handoff: stopped")
		os.Exit(1)
	})
	program.Main("handoff", func() error { return run(ctx, os.Args[1:], time.Now(), os.Stdout) })
}

// run is the program, with everything that it takes from the machine as an
// argument. It writes nothing before it knows that all input is good.
func run(ctx context.Context, args []string, now time.Time, stdout io.Writer) error {
	flags := program.Flags("handoff")
	var in input
	flags.StringVar(&in.team, "team", "", "the team `file`, in JSON (default: a sample team)")
	flags.StringVar(&in.plan, "plan", "", "the plan `file`, in JSON: tasks, owners, hours of work, and what waits for what\n(default: a sample plan)")
	flags.StringVar(&in.from, "from", "", "the `date` from which to plan, such as 2026-10-19: the work starts when the owner of the first task\n"+
		"does; or when to start, such as 2026-10-19T09:00 (default: the coming Monday)")
	flags.IntVar(&in.weeks, "weeks", 4, "the `number` of weeks of which every start is looked at")
	flags.StringVar(&in.zone, "zone", "UTC", "the `zone` in which days start and times are shown, such as Europe/Berlin")
	ics := flags.String("ics", "", "also write the tasks to this `file`, as a calendar that only you may read")
	asJSON := flags.Bool("json", false, "print all as JSON")
	if _, err := program.Parse(flags, args, stdout); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}

	q, err := in.question(now)
	if err != nil {
		return err
	}
	r, err := newReport(ctx, q)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if *asJSON {
		err = r.writeJSON(&out)
	} else {
		r.writeText(&out, q)
	}
	if err != nil {
		return err
	}
	if *ics != "" {
		feed, err := newFeed(r, q)
		if err != nil {
			return err
		}
		file, err := program.Calendar("-ics", *ics, feed)
		if err != nil {
			return err
		}
		if err := (program.Files{file}).Write(in.team, in.plan); err != nil {
			return err
		}
	}
	_, err = stdout.Write(out.Bytes())
	return err
}
