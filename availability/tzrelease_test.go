package availability

import (
	"archive/zip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A folder of files with their content. Only the first bytes of a zone count.
type tzFiles map[string]string

const tzif = "TZif2"

// write puts the files into a new folder.
func (files tzFiles) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// zip puts the files into a new zip file of the given name.
func (files tzFiles) zip(t *testing.T, name string, method uint16) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(out)
	for name, text := range files {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// databases are what a folder or a zip file may hold, and what it says.
var databases = []struct {
	name  string
	files tzFiles
	want  string // "": it has no release; "-": it is no tz database
}{
	{"empty", tzFiles{}, "-"},
	{"only a version", tzFiles{"+VERSION": "2026a\n"}, "-"},
	{"a file that is no zone", tzFiles{tzProbe: "<html>", "+VERSION": "2026a\n"}, "-"},
	{"only zones", tzFiles{tzProbe: tzif}, ""},
	{"+VERSION", tzFiles{tzProbe: tzif, "+VERSION": "2026a\n"}, "2026a"},
	{"+VERSION without a line's end", tzFiles{tzProbe: tzif, "+VERSION": "2026a"}, "2026a"},
	{"+VERSION of another system", tzFiles{tzProbe: tzif, "+VERSION": "2026a\r\n"}, "2026a"},
	{"version", tzFiles{tzProbe: tzif, "version": "2026b\n"}, "2026b"},
	{"tzdata.zi", tzFiles{tzProbe: tzif, "tzdata.zi": "# version 2025b\n# ddeps\nR d 1916\n"}, "2025b"},
	{"tzdata.zi, changed", tzFiles{tzProbe: tzif, "tzdata.zi": "# version 2025b-dirty\n"}, "2025b-dirty"},
	{"tzdata.zi without a version", tzFiles{tzProbe: tzif, "tzdata.zi": "# This zic input file is in the public domain.\n"}, ""},
	{"tzdata.zi, the version elsewhere", tzFiles{tzProbe: tzif, "tzdata.zi": "\n# version 2025b\n"}, ""},
	{"one that is no release, and one that is", tzFiles{tzProbe: tzif, "+VERSION": "unknown\n", "tzdata.zi": "# version 2025b\n"}, "2025b"},
	{"leap seconds only", tzFiles{tzProbe: tzif, "leapseconds": "# Allowance for leap seconds\n"}, ""},
	{"a long file", tzFiles{tzProbe: tzif + strings.Repeat("x", 1<<20), "tzdata.zi": "# version 2026a\n" + strings.Repeat("R d 1916\n", 1<<17)}, "2026a"},
	{"a long line", tzFiles{tzProbe: tzif, "+VERSION": strings.Repeat("2026a", 1<<18)}, ""},
}

func TestTZReleaseOfAFolder(t *testing.T) {
	for _, c := range databases {
		checkTZRelease(t, c.name, c.files.write(t), c.want)
	}
}

func TestTZReleaseOfAZipFile(t *testing.T) {
	for _, c := range databases {
		checkTZRelease(t, c.name, c.files.zip(t, "tz.zip", zip.Store), c.want)
	}
	good := tzFiles{tzProbe: tzif, "+VERSION": "2026a\n"}
	checkTZRelease(t, "compressed, which package time cannot read", good.zip(t, "tz.zip", zip.Deflate), "-")
	checkTZRelease(t, "a zip file by another name, which package time takes for a folder", good.zip(t, "tz", zip.Store), "-")
	checkTZRelease(t, "a file that is no zip file", filepath.Join(tzFiles{"tz.zip": "2026a"}.write(t), "tz.zip"), "-")
	checkTZRelease(t, "a folder called so", filepath.Join(tzFiles{"tz.zip/" + tzProbe: tzif}.write(t), "tz.zip"), "-")
	checkTZRelease(t, "one that is too large", tzFiles{tzProbe: tzif, "big": strings.Repeat("x", tzZipLimit)}.zip(t, "tz.zip", zip.Store), "-")
	checkTZRelease(t, "one that is not there", filepath.Join(t.TempDir(), "tz.zip"), "-")
	checkTZRelease(t, "a folder that is not there", filepath.Join(t.TempDir(), "tz"), "-")
}

// checkTZRelease looks at a database in the place of ZONEINFO, and among the folders
// of the system.
func checkTZRelease(t *testing.T, name, path, want string) {
	t.Helper()
	second := tzFiles{tzProbe: tzif, "+VERSION": "1999z"}.write(t)
	if want == "-" {
		want = "1999z" // package time goes on to the next
	}
	if got, ok := tzRelease(path, []string{second}, ""); got != want || ok != (want != "") {
		t.Errorf("%s: %q %v, want %q", name, got, ok, want)
	}
	if got, ok := tzRelease("", []string{path, second}, ""); got != want || ok != (want != "") {
		t.Errorf("%s, of the system: %q %v, want %q", name, got, ok, want)
	}
}

func TestTZReleaseOfGo(t *testing.T) {
	zipped := func(t *testing.T, script string) string {
		root := tzFiles{"lib/time/update.bash": script}.write(t)
		if err := os.Rename(tzFiles{tzProbe: tzif}.zip(t, "zoneinfo.zip", zip.Store), filepath.Join(root, "lib", "time", "zoneinfo.zip")); err != nil {
			t.Fatal(err)
		}
		return root
	}
	root := zipped(t, "#!/bin/bash\n# DATA=1999a\nCODE=2025b\nDATA=2025c\n\nset -e\n")
	none := []string{filepath.Join(t.TempDir(), "none")}
	system := tzFiles{tzProbe: tzif, "+VERSION": "2026a"}.write(t)
	for _, c := range []struct {
		name, zoneinfo string
		folders        []string
		goroot, want   string
	}{
		{"no other source", "", none, root, "2025c"},
		{"not even folders", "", nil, root, "2025c"},
		{"the system's comes first", "", []string{system}, root, "2026a"},
		{"ZONEINFO is Go's zip file", filepath.Join(root, "lib", "time", "zoneinfo.zip"), []string{system}, "", "2025c"},
		{"nothing anywhere", "", none, "", ""},
		{"a GOROOT that is gone", "", none, filepath.Join(t.TempDir(), "go"), ""},
		{"a GOROOT without its zip file", "", none, tzFiles{"lib/time/update.bash": "DATA=2025c\n"}.write(t), ""},
		{"a script that does not say", "", none, zipped(t, "DATA=$1\n"), ""},
		{"a script that says it late", "", none, zipped(t, strings.Repeat("#\n", tzHead)+"DATA=2025c\n"), ""},
	} {
		if runtime.GOOS == "android" && c.zoneinfo == "" {
			continue
		}
		if got, ok := tzRelease(c.zoneinfo, c.folders, c.goroot); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q %v, want %q", c.name, got, ok, c.want)
		}
	}
}

func TestTZReleaseReadsZONEINFO(t *testing.T) {
	t.Setenv("ZONEINFO", tzFiles{tzProbe: tzif, "+VERSION": "2031x\n"}.write(t))
	if got, ok := TZRelease(); got != "2031x" || !ok {
		t.Errorf("%q %v", got, ok)
	}
	t.Setenv("ZONEINFO", tzFiles{tzProbe: tzif}.write(t))
	if got, ok := TZRelease(); got != "" || ok {
		t.Errorf("a database that does not say: %q %v", got, ok)
	}
	// Without it, what this machine says, if anything.
	t.Setenv("ZONEINFO", "")
	if got, ok := TZRelease(); ok != (got != "") || got != releaseOf(got) {
		t.Errorf("%q %v", got, ok)
	}
}

// The names that the sources have here must be those of package time.
func TestTZFoldersAreThoseOfPackageTime(t *testing.T) {
	//lint:ignore SA1019 as in goroot
	text, err := os.ReadFile(filepath.Join(runtime.GOROOT(), "src", "time", "zoneinfo_unix.go"))
	if err != nil {
		t.Skip(err)
	}
	_, list, _ := strings.Cut(string(text), "var platformZoneSources = []string{")
	list, _, _ = strings.Cut(list, "}")
	var want []string
	for _, s := range strings.Fields(list) {
		want = append(want, strings.TrimSuffix(strings.Trim(s, `",`), "/"))
	}
	if strings.Join(want, " ") != strings.Join(tzFolders, " ") {
		t.Errorf("package time has %q, TZRelease %q", want, tzFolders)
	}
}

func TestReleaseOf(t *testing.T) {
	for _, s := range []string{"2026a", "2026z", "2026aa", " 2026a\r", "2026a-dirty", "2025b-4-g1234567", "1996a"} {
		if got := releaseOf(s); got != strings.TrimSpace(s) {
			t.Errorf("%q: %q", s, got)
		}
	}
	for _, s := range []string{"", "2026", "a", "26a", "02026a", "2026A", "2026abc", "2026é", "2026a b", "2026a2", "v2026a", "$1", "2026a-\x1b[2J", "2026a-é", "2026a-" + strings.Repeat("x", 33)} {
		if got := releaseOf(s); got != "" {
			t.Errorf("%q: %q", s, got)
		}
	}
}
