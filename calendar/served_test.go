package calendar

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// need skips the test if a program is not there.
func needProgram(t *testing.T, name, packages string) string {
	t.Helper()
	file, err := exec.LookPath(name)
	if err == nil {
		return file
	}
	if os.Getenv("NOONMARK_JUDGES") == "required" {
		t.Fatalf("%s is not there: %s", name, packages)
	}
	t.Skipf("%s is not there: %s", name, packages)
	return ""
}

// A client that polls gets the feed, then hears that it has not changed, and gets what is new.
func TestCurlPolls(t *testing.T) {
	curl := needProgram(t, "curl", "apt-get install curl")
	f := everything(t, "2026-11-20T00:00:00Z")
	revision := "1"
	h := NewHandler(serving(f), HandlerOptions{Revision: func(context.Context) (string, error) { return revision, nil }})
	server := httptest.NewServer(h)
	defer server.Close()
	file, tag := filepath.Join(t.TempDir(), "feed.ics"), filepath.Join(t.TempDir(), "etag")
	poll := func(more ...string) string {
		args := append([]string{"--silent", "--show-error", "--fail", "--etag-compare", tag, "--etag-save", tag,
			"--write-out", "%{http_code} %{size_download}", "--output", file, server.URL + "/team.ics"}, more...)
		out, err := exec.Command(curl, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	for _, more := range [][]string{nil, {"--compressed"}} {
		os.Remove(tag)
		if got := poll(more...); !strings.HasPrefix(got, "200 ") {
			t.Errorf("%v: first %s", more, got)
		}
		if text, err := os.ReadFile(file); err != nil || string(text) != encode(t, f) {
			t.Errorf("%v: the file is another one (%v)", more, err)
		}
		if got := poll(more...); got != "304 0" {
			t.Errorf("%v: then %s", more, got)
		}
	}
}

// vdirsyncer, which khal uses, subscribes and makes a file of each event.
func TestVdirsyncerSubscribes(t *testing.T) {
	vdirsyncer := needProgram(t, "vdirsyncer", "apt-get install vdirsyncer")
	f := teamFeed(t)
	server := httptest.NewServer(NewHandler(serving(f), HandlerOptions{}))
	defer server.Close()
	folder := t.TempDir()
	config := filepath.Join(folder, "config")
	text := "[general]\nstatus_path = \"" + folder + "/status/\"\n" +
		"[pair team]\na = \"feed\"\nb = \"files\"\ncollections = null\nconflict_resolution = \"a wins\"\n" +
		"[storage feed]\ntype = \"http\"\nurl = \"" + server.URL + "/team.ics\"\n" +
		"[storage files]\ntype = \"filesystem\"\npath = \"" + folder + "/files/\"\nfileext = \".ics\"\n"
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(folder, "files"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"discover", "sync", "sync"} {
		out, err := exec.Command(vdirsyncer, "--config", config, step, "team").CombinedOutput()
		if err != nil {
			t.Fatalf("vdirsyncer %s: %v\n%s", step, err, out)
		}
	}
	files, err := filepath.Glob(filepath.Join(folder, "files", "*.ics"))
	if err != nil || len(files) != len(f.Events) {
		t.Errorf("%d files, want one for each of %d events (%v)", len(files), len(f.Events), err)
	}
}
