package availability

import (
	"archive/zip"
	"bufio"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// TZRelease returns the release of the tz database that [LoadZone] reads, such as
// "2026a", where that can be known. Releases compare as strings: later ones are
// greater. One that somebody has changed may say so: "2026a-dirty".
//
// Package time takes a zone from the first of these that has it: the folder or zip
// file that the environment variable ZONEINFO names; the system's folder, such as
// /usr/share/zoneinfo; what the program embeds by importing time/tzdata; the zip
// file in the GOROOT of the Go that built the program. TZRelease looks for the one
// that has Europe/London, and for what that says about itself:
//
//   - A folder or a zip file: the file +VERSION or version, or the first line of
//     tzdata.zi. Most systems have one of them, but minimal containers may not.
//   - Go itself: lib/time/update.bash in its GOROOT, which says it for the zip file
//     and for time/tzdata. It is on machines that build programs, and rarely on
//     those that run them.
//
// Otherwise the release is not known, and the result is "" and false. It is what the
// database says of itself: that somebody has changed a file of it, or that a zone
// comes from another source because this one lacks it, does not show.
//
// Like LoadZone, through package time, TZRelease reads files and the environment, as
// nothing else in this package does. It reads them at each call, a few kilobytes of
// ordinary files, and of a zip file up to 10 MB. Package time reads ZONEINFO once,
// and LoadZone keeps the zones that it has read: after a change, restart the program.
//
// # Keeping the database current
//
// Governments change clocks at a few weeks' notice, and an old release shifts
// everybody there by an hour, without an error. Go 1.26.8, of August 2026, comes
// with 2025c, which knows nothing of what was decided in 2026, in parts of Canada
// and in Morocco among others. In the order in which they win:
//
//   - Set ZONEINFO to a folder, or an uncompressed zip file, of the current release.
//   - Update the system's package, which is called tzdata on most.
//   - Build with a newer Go, where the program imports time/tzdata.
//
// Programs that must not depend on the machine can bring zone files of their own,
// and read them with [time.LoadLocationFromTZData].
func TZRelease() (release string, ok bool) {
	sources := tzFolders
	if runtime.GOOS == "windows" || runtime.GOOS == "plan9" || runtime.GOOS == "ios" || runtime.GOOS == "android" {
		sources = nil
	}
	return tzRelease(os.Getenv("ZONEINFO"), sources, goroot())
}

// tzFolders are the systems' folders, in the order of package time.
var tzFolders = []string{"/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ", "/etc/zoneinfo"}

// tzProbe is a zone that every tz database has.
const tzProbe = "Europe/London"

func tzRelease(zoneinfo string, folders []string, goroot string) (string, bool) {
	if zoneinfo != "" {
		folders = append([]string{zoneinfo}, folders...)
	}
	for _, path := range folders {
		source := openTZ(path)
		if source == nil {
			continue
		}
		release := source.release()
		if release == "" && filepath.Base(path) == "zoneinfo.zip" {
			release = updateRelease(filepath.Dir(path)) // ZONEINFO is often set to Go's own
		}
		return release, release != ""
	}
	if runtime.GOOS == "android" {
		return "", false // it packs its zones into a file of another kind
	}
	if goroot == "" {
		return "", false
	}
	// What the program embeds, if it does, comes from the same Go as this.
	folder := filepath.Join(goroot, "lib", "time")
	if openTZ(filepath.Join(folder, "zoneinfo.zip")) == nil {
		return "", false
	}
	release := updateRelease(folder)
	return release, release != ""
}

// A tzSource returns the start of one of the files of a tz database, or nil.
type tzSource func(name string) []byte

// openTZ opens the folder or zip file if package time would take zones from it.
func openTZ(path string) tzSource {
	source := tzSource(func(name string) []byte {
		return headOf(filepath.Join(path, filepath.FromSlash(name)), tzHead)
	})
	if len(path) > len(".zip") && strings.HasSuffix(path, ".zip") {
		source = zipSource(path)
	}
	if !bytes.HasPrefix(source(tzProbe), []byte("TZif")) {
		return nil
	}
	return source
}

func zipSource(path string) tzSource {
	data := headOf(path, tzZipLimit+1)
	if len(data) > tzZipLimit {
		data = nil
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	return func(name string) []byte {
		if err != nil {
			return nil
		}
		for _, f := range r.File {
			if f.Name == name && f.Method == zip.Store { // package time reads no others
				if file, err := f.Open(); err == nil {
					return head(file, tzHead)
				}
			}
		}
		return nil
	}
}

// release returns what the source says about itself, or "".
func (source tzSource) release() string {
	for _, name := range []string{"+VERSION", "version"} {
		if release := releaseOf(firstLine(source(name))); release != "" {
			return release
		}
	}
	line, ok := strings.CutPrefix(firstLine(source("tzdata.zi")), "# version ")
	if !ok {
		return ""
	}
	return releaseOf(line)
}

// updateRelease returns what the script says with which Go's developers made the
// zip file in the same folder, or "".
func updateRelease(folder string) string {
	lines := bufio.NewScanner(bytes.NewReader(headOf(filepath.Join(folder, "update.bash"), tzHead)))
	for lines.Scan() {
		if data, ok := strings.CutPrefix(lines.Text(), "DATA="); ok {
			return releaseOf(data)
		}
	}
	return ""
}

// releaseOf returns text if it names a release: a year, one or two letters, and
// perhaps a remark after a hyphen.
func releaseOf(text string) string {
	text = strings.TrimSpace(text)
	core, remark, _ := strings.Cut(text, "-")
	letters := strings.TrimLeft(core, "0123456789")
	if len(core)-len(letters) != len("2026") || len(letters) < 1 || len(letters) > 2 || len(remark) > 32 ||
		strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	for _, c := range remark {
		if c <= ' ' || c > '~' {
			return ""
		}
	}
	return text
}

func firstLine(b []byte) string {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return string(line)
}

const (
	tzHead     = 4 << 10  // bytes of a file that are looked at
	tzZipLimit = 10 << 20 // as in package time
)

// headOf returns up to limit bytes of an ordinary file, or nil. It does not open pipes
// and devices, which may never answer.
func headOf(path string, limit int64) []byte {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	return head(file, limit)
}

func head(file io.ReadCloser, limit int64) []byte {
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, limit))
	if err != nil {
		return nil
	}
	return data
}

// goroot returns the GOROOT in which package time looks, if it is still that of the
// Go that built the program: another would have embedded another release.
func goroot() string {
	//lint:ignore SA1019 package time asks it as well, and the question is what that does
	root := runtime.GOROOT()
	version, _, _ := strings.Cut(runtime.Version(), " ") // experiments follow
	if root == "" || firstLine(headOf(filepath.Join(root, "VERSION"), tzHead)) != version {
		return ""
	}
	return root
}
