package availability_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// The tests in the files architecture*_test.go guard the design of the whole
// module: what imports what, which calls give wrong answers around DST changes,
// what is documented and shown. A rule is a row with its reason, and each row
// brings code that it must catch and code that it must let pass, so that no rule
// can fall asleep.

const (
	moduleRoot = ".." // seen from this package's folder, where its tests run
	modulePath = "github.com/noonmark/noonmark"
)

// A goFile is a parsed Go file of the module.
type goFile struct {
	path   string // from the module's root, with slashes: "availability/set.go"
	syntax *ast.File
	fset   *token.FileSet
}

// folder returns the import path below the module's: "." or "availability".
func (f goFile) folder() string { return path.Dir(f.path) }

func (f goFile) isTest() bool { return strings.HasSuffix(f.path, "_test.go") }

// isLibrary reports whether users of the module can import the file's package.
func (f goFile) isLibrary() bool { return !f.isExample() }

func (f goFile) isExample() bool { return strings.HasPrefix(f.path, "examples/") }

// at names the place of a node as compilers do.
func (f goFile) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", f.path, f.line(n.Pos()))
}

func (f goFile) line(p token.Pos) int { return f.fset.Position(p).Line }

// parse makes a goFile of source text, or of the file itself if src is nil.
func parse(name string, src any) (goFile, error) {
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, filepath.Join(moduleRoot, name), src, parser.ParseComments)
	return goFile{filepath.ToSlash(name), syntax, fset}, err
}

// snippet parses text that stands in the table of a rule.
func snippet(t *testing.T, name, src string) goFile {
	t.Helper()
	f, err := parse(name, src)
	if err != nil {
		t.Fatalf("a rule's own snippet: %v\n%s", err, src)
	}
	return f
}

var parseModule = sync.OnceValues(func() ([]goFile, error) {
	var files []goFile
	err := fs.WalkDir(os.DirFS(moduleRoot), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_") || d.Name() == "testdata"):
			return fs.SkipDir // as the go command does
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		f, err := parse(name, nil)
		if err != nil {
			return err
		}
		files = append(files, f)
		return nil
	})
	return files, err
})

// moduleFiles returns every Go file of the module, tests included.
func moduleFiles(t *testing.T) []goFile {
	t.Helper()
	files, err := parseModule()
	if err != nil {
		t.Fatal(err)
	}
	// Without this, a wrong root would make every rule hold of nothing.
	if !slices.ContainsFunc(files, func(f goFile) bool { return f.path == "availability/set.go" }) {
		t.Fatalf("%d Go files under %s, but not availability/set.go", len(files), moduleRoot)
	}
	return files
}

// The house: top-level entries and Go packages. A new room is a decision about
// the design, not a by-product.
func TestArchitectureHasOnlyTheseRooms(t *testing.T) {
	entries, err := os.ReadDir(moduleRoot)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !isRoom(e.Name()) {
			t.Errorf("%s does not belong at the top of the module", e.Name())
		}
	}
	for _, f := range moduleFiles(t) {
		// The tests beside the examples hold the README to its word.
		if !isPackage(f.folder()) && !(f.isTest() && f.folder() == "examples") {
			t.Errorf("%s: the design has no package %s", f.path, f.folder())
		}
	}
}

func isRoom(name string) bool {
	rooms := []string{
		"availability", "overlap", "calendar", "examples",
		"doc.go", "go.mod", "go.sum", "README.md", "LICENSE", "CHANGELOG.md",
	}
	return strings.HasPrefix(name, ".") || slices.Contains(rooms, name)
}

func isPackage(folder string) bool {
	packages := []string{".", "availability", "availability/holidays", "overlap", "calendar"}
	// examples/internal is what the examples share.
	return slices.Contains(packages, folder) || path.Dir(folder) == "examples" && folder != "examples/internal" || path.Dir(folder) == "examples/internal"
}

func TestArchitectureRoomsRefuseOthers(t *testing.T) {
	for _, name := range []string{"internal", "cmd", "pkg", "util.go", "team", "go.work", "docs"} {
		if isRoom(name) {
			t.Errorf("%s passes for a top-level entry", name)
		}
	}
	for _, folder := range []string{"internal/x", "availability/util", "cmd/team", "examples", "examples/team/x", "examples/internal", "examples/internal/x/y"} {
		if isPackage(folder) {
			t.Errorf("%s passes for a package of the design", folder)
		}
	}
}

// An importRule forbids imports to the files, tests aside, of some packages.
type importRule struct {
	name, why string
	forbids   func(folder, imported string) bool
	// except lists, as "file imports path", where it is right to do it all the
	// same, with the reason.
	except map[string]string
	// Each of these is "folder imports path".
	caught, allowed []string
}

var importRules = []importRule{
	{
		name:    "availability stands on nothing of the project",
		why:     "imports point one way only, and availability is the ground",
		forbids: func(folder, imported string) bool { return folder == "availability" && inProject(imported) },
		caught:  []string{"availability imports noonmark/overlap", "availability imports noonmark/availability/holidays", "availability imports noonmark"},
		allowed: []string{"availability imports time", "overlap imports noonmark/availability"},
	},
	{
		name: "holidays, overlap and calendar know availability only",
		why:  "their common currency is availability.Span and availability.Set, so each can be used and understood alone",
		forbids: func(folder, imported string) bool {
			rooms := []string{"availability/holidays", "overlap", "calendar"}
			return slices.Contains(rooms, folder) && inProject(imported) && imported != modulePath+"/availability"
		},
		caught: []string{
			"overlap imports noonmark/calendar", "calendar imports noonmark/overlap", "calendar imports noonmark/availability/holidays",
			"availability/holidays imports noonmark/overlap", "overlap imports noonmark",
		},
		allowed: []string{"overlap imports noonmark/availability", "calendar imports noonmark/availability", "examples/team imports noonmark/overlap"},
	},
	{
		name:    "the root is documentation",
		why:     "doc.go is the map of the packages; code there would import them all",
		forbids: func(folder, imported string) bool { return folder == "." },
		caught:  []string{". imports noonmark/availability", ". imports time"},
		allowed: []string{"availability imports time"},
	},
	{
		name: "nothing stands on an example",
		why:  "examples are programs to read, not a library; only how they take flags and files and lay out a page is shared",
		forbids: func(folder, imported string) bool {
			shared := strings.HasPrefix(folder, "examples/") && strings.HasPrefix(imported, modulePath+"/examples/internal/")
			return strings.HasPrefix(imported, modulePath+"/examples/") && !shared
		},
		caught:  []string{"calendar imports noonmark/examples/team", "examples/other imports noonmark/examples/team", "overlap imports noonmark/examples/internal/program"},
		allowed: []string{"examples/team imports noonmark/calendar", "examples/team imports noonmark/examples/internal/program"},
	},
	{
		name: "nothing stands on a list of holidays",
		why:  "it is volunteers' data, and the core takes any availability.Holidays; programs choose",
		forbids: func(folder, imported string) bool {
			return !strings.HasPrefix(folder, "examples/") && imported == modulePath+"/availability/holidays"
		},
		caught:  []string{"availability imports noonmark/availability/holidays", "overlap imports noonmark/availability/holidays", "calendar imports noonmark/availability/holidays"},
		allowed: []string{"examples/team imports noonmark/availability/holidays", "overlap imports noonmark/availability"},
	},
	{
		name: "few dependencies, each in its place",
		why:  "date/v2 gives civil values, rrule-go expands rules, cal knows holidays; its timespan package resolves wall times wrongly, and overlap and calendar need the standard library only",
		forbids: func(folder, imported string) bool {
			permitted := map[string][]string{
				"availability":          {"github.com/rickb777/date/v2", "github.com/rickb777/date/v2/clock", "github.com/teambition/rrule-go"},
				"availability/holidays": {"github.com/rickar/cal/"},
			}
			return isThirdParty(imported) && !strings.HasPrefix(folder, "examples/") &&
				!slices.ContainsFunc(permitted[folder], func(p string) bool {
					return imported == p || strings.HasSuffix(p, "/") && strings.HasPrefix(imported, p)
				})
		},
		caught: []string{
			"availability imports github.com/google/go-cmp/cmp", "availability imports github.com/rickb777/date/v2/timespan",
			"availability imports github.com/rickar/cal/v2", "overlap imports github.com/rickb777/date/v2",
			"calendar imports github.com/teambition/rrule-go", "availability/holidays imports github.com/rickb777/date/v2",
		},
		allowed: []string{
			"availability imports github.com/rickb777/date/v2/clock", "availability imports github.com/teambition/rrule-go",
			"availability/holidays imports github.com/rickar/cal/v2/de", "overlap imports math/bits", "overlap imports noonmark/availability",
		},
	},
	{
		name: "the library does not embed the tz database",
		why:  "which tz release to use is the program's choice, and 450 kB are the program's to spend",
		forbids: func(folder, imported string) bool {
			return !strings.HasPrefix(folder, "examples/") && imported == "time/tzdata"
		},
		caught:  []string{"availability imports time/tzdata", "calendar imports time/tzdata"},
		allowed: []string{"examples/team imports time/tzdata", "availability imports time"},
	},
	{
		name: "the library reads no environment and no files",
		why:  "the same input gives the same bytes; what is read comes in as an io.Reader",
		forbids: func(folder, imported string) bool {
			first, _, _ := strings.Cut(imported, "/")
			return !strings.HasPrefix(folder, "examples/") && slices.Contains([]string{"os", "syscall", "flag", "plugin"}, first)
		},
		except: map[string]string{
			"availability/tzrelease.go imports os": "it asks what package time has read, which reads the environment and files",
		},
		caught:  []string{"availability imports os", "calendar imports os/user", "overlap imports flag", "overlap imports syscall"},
		allowed: []string{"examples/team imports os", "availability imports io", "availability imports embed"},
	},
	{
		name: "only the calendar knows the network, and as HTTP",
		why:  "a subscription is served as an http.Handler; everything else is computation",
		forbids: func(folder, imported string) bool {
			if strings.HasPrefix(folder, "examples/") || imported == "net/url" {
				return false
			}
			return (imported == "net" || strings.HasPrefix(imported, "net/")) && (folder != "calendar" || imported != "net/http")
		},
		caught:  []string{"availability imports net/http", "overlap imports net", "calendar imports net", "calendar imports net/smtp"},
		allowed: []string{"calendar imports net/http", "examples/team imports net/http", "calendar imports net/url"},
	},
	{
		name: "the library throws no dice",
		why:  "the same input gives the same bytes, UIDs included, and nothing is sampled",
		forbids: func(folder, imported string) bool {
			dice := []string{"math/rand", "math/rand/v2", "crypto/rand", "hash/maphash"}
			return !strings.HasPrefix(folder, "examples/") && slices.Contains(dice, imported)
		},
		caught:  []string{"calendar imports crypto/rand", "overlap imports math/rand/v2"},
		allowed: []string{"calendar imports crypto/sha256"},
	},
	{
		name:    "pure Go",
		why:     "go build works on every machine with Go and nothing else",
		forbids: func(folder, imported string) bool { return imported == "C" },
		caught:  []string{"availability imports C", "examples/team imports C"},
		allowed: []string{"availability imports cmp"},
	},
}

func inProject(imported string) bool {
	return imported == modulePath || strings.HasPrefix(imported, modulePath+"/")
}

func isThirdParty(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return strings.Contains(first, ".") && !inProject(imported)
}

// violations returns the places in f at which the rule is broken.
func (r importRule) violations(f goFile) []string {
	if f.isTest() {
		return nil
	}
	var found []string
	for _, spec := range f.syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err == nil && r.except[f.path+" imports "+imported] != "" {
			continue
		}
		if err != nil || r.forbids(f.folder(), imported) {
			found = append(found, fmt.Sprintf("%s: imports %s", f.at(spec), spec.Path.Value))
		}
	}
	return found
}

func TestArchitectureImports(t *testing.T) {
	for _, r := range importRules {
		for _, f := range moduleFiles(t) {
			for _, v := range r.violations(f) {
				t.Errorf("%s\n\t%s: %s", v, r.name, r.why)
			}
		}
	}
}

func TestArchitectureImportExceptionsAreNeeded(t *testing.T) {
	for _, r := range importRules {
		for place, why := range r.except {
			name, imported, _ := strings.Cut(place, " imports ")
			needed := slices.ContainsFunc(moduleFiles(t), func(f goFile) bool {
				return f.path == name && r.forbids(f.folder(), imported) &&
					slices.ContainsFunc(f.syntax.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == strconv.Quote(imported) })
			})
			if !needed || why == "" {
				t.Errorf("%s: the exception for %s is needed no more, or has no reason", r.name, place)
			}
			if len(r.violations(snippet(t, "availability/other.go", fmt.Sprintf("package p\nimport _ %q\n", imported)))) != 1 {
				t.Errorf("%s: the exception for %s covers other files", r.name, place)
			}
		}
	}
}

func TestArchitectureImportRulesCatch(t *testing.T) {
	file := func(t *testing.T, example, base string) goFile {
		folder, imported, ok := strings.Cut(example, " imports ")
		if !ok {
			t.Fatalf("%q does not read as FOLDER imports PATH", example)
		}
		if imported == "noonmark" || strings.HasPrefix(imported, "noonmark/") {
			imported = path.Dir(modulePath) + "/" + imported
		}
		return snippet(t, path.Join(folder, base), fmt.Sprintf("package p\nimport _ %q\n", imported))
	}
	for _, r := range importRules {
		t.Run(r.name, func(t *testing.T) {
			if len(r.caught) == 0 || len(r.allowed) == 0 || r.why == "" {
				t.Error("the rule lacks a reason, something to catch or something to let pass")
			}
			for _, c := range r.caught {
				if len(r.violations(file(t, c, "x.go"))) != 1 {
					t.Errorf("does not catch: %s", c)
				}
				if len(r.violations(file(t, c, "x_test.go"))) != 0 {
					t.Errorf("catches it in a test: %s", c)
				}
			}
			for _, c := range r.allowed {
				if len(r.violations(file(t, c, "x.go"))) != 0 {
					t.Errorf("catches what is fine: %s", c)
				}
			}
		})
	}
}
