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
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second Ctrl-C ends the program at once
	if err := run(ctx, os.Args[1:], time.Now(), os.Stdout, os.Stderr); err != nil {
		for line := range strings.Lines(err.Error()) {
			fmt.Fprintln(os.Stderr, "meet:", strings.TrimSuffix(line, "\n"))
		}
		os.Exit(2)
	}
}

// run is the program, with everything that it takes from the machine as an
// argument. It writes nothing before it knows that all input is good.
func run(ctx context.Context, args []string, now time.Time, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("meet", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
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
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		flags.SetOutput(stdout)
		fmt.Fprintln(stdout, "Usage: meet [flags]")
		flags.PrintDefaults()
		return nil
	} else if err != nil {
		return fmt.Errorf("%w: -h lists the flags", err)
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is not a flag: a team file is given with -team FILE", flags.Arg(0))
	}
	var empty error
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) {
		given[f.Name] = true
		if f.Value.String() == "" {
			empty = fmt.Errorf("-%s is given and empty: leave it out or give a value", f.Name)
		}
	})
	if !given["turns"] {
		in.turns = min(in.turns, in.weeks)
	}
	switch {
	case empty != nil:
		return empty
	case *plan != "" && !slices.Contains(plans, *plan):
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
	var files outFiles
	if *ics != "" {
		text, err := newFeed(r, q, *plan)
		if err != nil {
			return err
		}
		files = append(files, outFile{"-ics", *ics, text})
	}
	if *ledgerOut != "" {
		text, err := r.Rotation.After.encode()
		if err != nil {
			return err
		}
		files = append(files, outFile{"-ledger-out", *ledgerOut, text})
	}
	if err := files.write(in.team); err != nil {
		return err
	}
	_, err = stdout.Write(out.Bytes())
	return err
}
