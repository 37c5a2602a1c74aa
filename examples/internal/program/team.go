package program

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/availability/holidays"
)

// Sources are where the names in a team file are looked up.
var Sources = availability.Sources{Region: holidays.Region}

// A Sample is the team of a program that is given no file, and when it was last edited.
type Sample struct {
	JSON    []byte
	Changed time.Time
}

// ReadTeam reads the team file, or the sample team if path is empty, and says when it last
// changed.
func ReadTeam(path string, sample Sample) (availability.Team, time.Time, error) {
	if path == "" {
		return readTeam("the sample team", bytes.NewReader(sample.JSON), sample.Changed)
	}
	file, changed, err := Open(path)
	if err != nil {
		return availability.Team{}, time.Time{}, fmt.Errorf("cannot read the team file %s: %w: give the path of a team file", path, err)
	}
	defer file.Close()
	return readTeam(path, file, changed)
}

func readTeam(name string, r io.Reader, changed time.Time) (availability.Team, time.Time, error) {
	t, err := availability.ReadTeamWith(r, Sources)
	if err != nil {
		return availability.Team{}, time.Time{}, EachLine(name+": ", err)
	}
	return t, changed, nil
}

// Open opens a file, and says when it last changed.
func Open(path string) (io.ReadCloser, time.Time, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, time.Time{}, Reason(err)
	}
	info, err := file.Stat() // before the content, so that the time is not newer than what is read
	if err == nil && info.IsDir() {
		err = errors.New("is a directory")
	}
	if err != nil {
		file.Close()
		return nil, time.Time{}, Reason(err)
	}
	return file, info.ModTime(), nil
}

// Reason cuts the operation and the path from an error of package os.
func Reason(err error) error {
	if e, ok := err.(*fs.PathError); ok {
		return e.Err
	}
	return err
}

// EachLine puts a prefix before each mistake, in the place of the library's.
func EachLine(prefix string, err error) error {
	lines := strings.Split(err.Error(), "\n")
	for i, line := range lines {
		lines[i] = prefix + strings.TrimPrefix(line, "availability: ")
	}
	return errors.New(strings.Join(lines, "\n"))
}
