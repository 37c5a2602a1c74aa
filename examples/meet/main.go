// Meet finds times for a meeting of a team that is spread over time zones: the best ones for a
// single meeting, the best weekly one for a season, and a rotation that shares the burden
// where no time suits all. It says what each asks of everybody, and writes any of them as
// a calendar.
//
//	go run ./examples/meet                                       # the sample team, from the coming Monday
//	go run ./examples/meet -team people.json -optional Ada,Bo    # your own
//	go run ./examples/meet -team people.json -plan rotation -ics meetings.ics -ledger-out ledger.json
//	go run ./examples/meet -h                                    # all flags
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
	"slices"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // so that it runs where there is no tz database

	"github.com/noonmark/noonmark/examples/internal/program"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second Ctrl-C ends the program at once
	program.Main("meet", func() error { return run(ctx, os.Args[1:], time.Now(), os.Stdout, os.Stderr) })
}

// run is the program, with everything that it takes from the machine as an
// argument. It writes nothing before it knows that all input is good.
func run(ctx context.Context, args []string, now time.Time, stdout, stderr io.Writer) error {
	flags := program.Flags("meet")
	var in input
	flags.StringVar(&in.team, "team", "", "the team `file`, in JSON (default: a sample team)")
	flags.StringVar(&in.optional, "optional", "", "the `names` of those without whom the meeting can take place, such as Ada,Bo\n(default: nobody; of the sample team Tomás)")
	flags.StringVar(&in.from, "from", "", "the first `date`, such as 2026-10-19 (default: the coming Monday)")
	flags.IntVar(&in.within, "within", 2, "a single meeting is to take place in the first `weeks`")
	flags.IntVar(&in.weeks, "weeks", 26, "the season of the weekly meeting, in `weeks`")
	flags.IntVar(&in.turns, "turns", 12, "the rotation is of the first `weeks` of the season; up to a dozen it is nearly always the best there is")
	flags.DurationVar(&in.duration, "duration", time.Hour, "how `long` the meeting is, such as 45m")
	flags.BoolVar(&in.strict, "strict", false, "ask nobody outside the hours in which they work or would accept a meeting")
	flags.BoolVar(&in.limits, "limits", false, "keep the limits of the EU's working time directive: 11 hours of rest between days,\n48 hours a week, a free day in seven")
	flags.StringVar(&in.zone, "zone", "UTC", "the `zone` in which days start and times are shown, such as Europe/Berlin")
	flags.IntVar(&in.best, "best", 5, "the `number` of times to show")
	flags.StringVar(&in.ledger, "ledger", "", "the rotation goes on from this `file`: what each has borne before, in JSON,\nsuch as {\"Ada\": \"3h30m\"} (default: nobody has borne anything)")
	ledgerOut := flags.String("ledger-out", "", "also write to this `file` what each has borne after the rotation, for the -ledger of the next one")
	ics := flags.String("ics", "", "also write the meetings to this `file`, as a calendar that only you may read")
	plan := flags.String("plan", "", "print this `plan` alone: slot (a single meeting), series (the weekly ones) or rotation;\nit is the one that -ics writes (default: print all, write the series)")
	asJSON := flags.Bool("json", false, "print all as JSON")
	given, err := program.Parse(flags, args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	if !given["turns"] {
		in.turns = min(in.turns, in.weeks)
	}
	if *plan != "" && !slices.Contains(plans, *plan) {
		return fmt.Errorf("-plan %q: give one of %s", *plan, strings.Join(plans, ", "))
	}

	q, err := in.question(now)
	if err != nil {
		return err
	}
	shown := newProgress(stderr)
	r, err := newReport(ctx, q, shown)
	shown.clear()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if *asJSON {
		err = r.writeJSON(&out)
	} else {
		r.writeText(&out, q, *plan)
	}
	if err != nil {
		return err
	}
	var files program.Files
	if *ics != "" {
		feed, err := newFeed(r, q, *plan)
		if err != nil {
			return err
		}
		file, err := program.Calendar("-ics", *ics, feed)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	if *ledgerOut != "" {
		text, err := r.Rotation.After.encode()
		if err != nil {
			return err
		}
		files = append(files, program.File{Flag: "-ledger-out", Path: *ledgerOut, Content: text})
	}
	if err := files.Write(in.team); err != nil {
		return err
	}
	_, err = stdout.Write(out.Bytes())
	return err
}
