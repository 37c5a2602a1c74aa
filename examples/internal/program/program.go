// Package program holds what the example programs share: how they take flags, read team
// files, count weeks, lay out a page of text and write files. An example then shows only
// what it is an example of.
package program

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// Main runs a program and ends the process: with status 2 and the error on stderr, each line after the
// program's name, if there is one.
func Main(name string, run func() error) {
	err := run()
	if err == nil {
		os.Exit(0)
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintf(os.Stderr, "%s: %s\n", name, strings.TrimSuffix(line, "\n"))
	}
	os.Exit(2)
}

// Flags is the set of a program's flags. It prints nothing by itself.
func Flags(name string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	return flags
}

// Parse reads the flags, and reports which are given. If they ask for help, it prints that and
// returns flag.ErrHelp.
func Parse(flags *flag.FlagSet, args []string, stdout io.Writer) (given map[string]bool, err error) {
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		flags.SetOutput(stdout)
		fmt.Fprintf(stdout, "Usage: %s [flags]\n", flags.Name())
		flags.PrintDefaults()
		return nil, err
	} else if err != nil {
		return nil, fmt.Errorf("%w: -h lists the flags", err)
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("%q is not a flag: a team file is given with -team FILE", flags.Arg(0))
	}
	given = map[string]bool{}
	flags.Visit(func(f *flag.Flag) {
		given[f.Name] = true
		if f.Value.String() == "" {
			err = fmt.Errorf("-%s is given and empty: leave it out or give a value", f.Name)
		}
	})
	return given, err
}
