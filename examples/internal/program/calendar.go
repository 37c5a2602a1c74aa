package program

import (
	"bytes"
	"io"
	"os"

	"github.com/noonmark/noonmark/calendar"
)

// maxCalendar is more than any calendar of the programs.
const maxCalendar = 16 << 20

// Calendar returns the file in which a feed is published. If the feed is there already, what has not
// changed since keeps its stamps, and what has changed gets newer ones; anything else that is there is written
// over, as with any file.
func Calendar(flag, path string, f calendar.Feed) (File, error) {
	feed, err := f.Update(published(path))
	if err != nil { // it is no calendar, or another one
		if feed, err = f.Update(nil); err != nil {
			return File{}, err
		}
	}
	var b bytes.Buffer
	err = feed.Encode(&b)
	return File{Flag: flag, Path: path, Content: b.Bytes()}, err
}

// published returns what is in a file, or nothing if it cannot be read or is none.
func published(path string) []byte {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxCalendar))
	if err != nil {
		return nil
	}
	return text
}
