package availability_test

import (
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A callRule forbids something to the code of the library and the examples,
// tests aside. It sees syntax, not types: a method is known by its name.
type callRule struct {
	name, why string
	// in tells the files to which the rule applies; nil is all.
	in   func(f goFile) bool
	find func(f goFile) []ast.Node
	// except lists the places, as "file function", where it is right to do it
	// all the same, with the reason.
	except map[string]string
	// Statements, read as part of availability/x.go unless they start with a
	// file's name and a colon.
	caught, allowed []string
}

const (
	datePath  = "github.com/rickb777/date/v2"
	clockPath = "github.com/rickb777/date/v2/clock"
)

var callRules = []callRule{
	{
		name: "no wall time is resolved by package time",
		why:  "in a gap or fold the answer of time.Date depends on the sign of the offset; it makes civil values, with time.UTC, and Zone does the rest",
		find: func(f goFile) []ast.Node {
			return f.functionsUnless(func(call *ast.CallExpr) bool {
				return len(call.Args) > 0 && f.isFunction(call.Args[len(call.Args)-1], "time", "UTC")
			}, "time", "Date", "ParseInLocation")
		},
		caught: []string{
			"time.Date(2026, 3, 29, 2, 30, 0, 0, loc)", "time.Date(2026, 3, 29, 2, 30, 0, 0, time.Local)", "time.Date(2026, 3, 29, 2, 30, 0, 0, UTC)",
			"stdtime.Date(2026, 3, 29, 2, 30, 0, 0, loc)", "resolve := time.Date", "time.ParseInLocation(time.DateTime, s, loc)",
			"examples/team/main.go: time.Date(y, m, d, 9, 0, 0, 0, loc)",
		},
		allowed: []string{
			"time.Date(2026, 3, 29, 2, 30, 0, 0, time.UTC)", "stdtime.Date(2026, 3, 29, 2, 30, 0, 0, stdtime.UTC)", "t.Date()",
			"time.ParseInLocation(time.DateTime, s, time.UTC)", "time.Parse(time.RFC3339, s)",
		},
	},
	{
		name: "no date is resolved by date/v2",
		why:  "MidnightIn, Midnight and the methods of DateRange and TimeSpan go through time.Date, and are wrong on transition days",
		find: func(f goFile) []ast.Node {
			return f.selectors(func(s *ast.SelectorExpr) bool {
				methods := []string{"MidnightIn", "Midnight", "StartTimeIn", "EndTimeIn", "TimeSpanIn", "DateRangeIn", "DurationIn"}
				return slices.Contains(methods, s.Sel.Name) && !f.isFunction(s, clockPath, "Midnight")
			})
		},
		caught:  []string{"d.MidnightIn(loc)", "d.Midnight()", "r.StartTimeIn(loc)", "r.EndTimeIn(loc)", "r.TimeSpanIn(loc)", "ts.DateRangeIn(loc)", "r.DurationIn(loc)", "f := d.MidnightIn"},
		allowed: []string{"d.MidnightUTC()", "clock.Midnight.String()", "t.In(loc)", "s.In(w)"},
	},
	{
		name: "no clock time of a date is resolved by date/v2",
		why:  "date.Date.Time goes through time.Date, and is wrong on transition days",
		find: func(f goFile) []ast.Node {
			return f.calls(func(call *ast.CallExpr) bool {
				s, ok := call.Fun.(*ast.SelectorExpr)
				return ok && s.Sel.Name == "Time" && len(call.Args) == 2
			})
		},
		caught:  []string{"d.Time(nine, loc)", "date.New(2026, 3, 29).Time(clock.New(9, 0, 0, 0), loc)"},
		allowed: []string{"s.Time()", "zone.Time(civil)", "time.Time{}.Unix()"},
	},
	{
		name: "dates and clocks are parsed strictly, by the library itself",
		why:  "date/v2 accepts 30 February, clock.Parse accepts 99:99 and refuses 9:00",
		find: func(f goFile) []ast.Node {
			return append(
				f.functions(datePath, "ParseISO", "MustParseISO", "AutoParse", "MustAutoParse", "AutoParseUS", "MustAutoParseUS", "Parse", "MustParse"),
				f.functions(clockPath, "Parse", "MustParse")...)
		},
		caught:  []string{"date.ParseISO(s)", "date.MustParseISO(s)", "date.AutoParse(s)", "clock.Parse(s)", "parse := clock.Parse"},
		allowed: []string{"date.New(2026, 2, 28)", "clock.New(9, 0, 0, 0)", "hours.Parse(s)"},
	},
	{
		name: "no RFC 5545 text is written by date/v2",
		why:  "FormatRFC5545 prints local time with a Z",
		find: func(f goFile) []ast.Node {
			return f.selectors(func(s *ast.SelectorExpr) bool {
				return slices.Contains([]string{"FormatRFC5545", "ParseRFC5545InLocation"}, s.Sel.Name)
			})
		},
		caught:  []string{"ts.FormatRFC5545(true)", "timespan.ParseRFC5545InLocation(s, loc)"},
		allowed: []string{"t.Format(layout)"},
	},
	{
		name: "transitions are read in one place",
		why:  "Time.ZoneBounds can return an end that is not after the instant asked for (golang/go#81583), so a plain loop over it hangs",
		in:   func(f goFile) bool { return !isZoneFile(f) },
		find: func(f goFile) []ast.Node {
			return f.selectors(func(s *ast.SelectorExpr) bool { return s.Sel.Name == "ZoneBounds" })
		},
		caught:  []string{"t.ZoneBounds()", "overlap/zone.go: t.ZoneBounds()", "examples/team/main.go: t.ZoneBounds()"},
		allowed: []string{"availability/zone.go: t.ZoneBounds()", "availability/zone_table.go: t.ZoneBounds()", "t.Zone()"},
	},
	{
		name: "zones are loaded in one place",
		why:  `time.LoadLocation is not cached, and accepts "", "Local" and "Factory", which are no place's zone`,
		in:   func(f goFile) bool { return !isZoneFile(f) },
		find: func(f goFile) []ast.Node {
			return f.functions("time", "LoadLocation", "LoadLocationFromTZData")
		},
		caught:  []string{"time.LoadLocation(name)", "calendar/zone.go: time.LoadLocation(name)", "examples/team/main.go: time.LoadLocation(name)", "load := time.LoadLocation"},
		allowed: []string{"availability/zone.go: time.LoadLocation(name)", "availability.LoadZone(name)"},
	},
	{
		name: "the library reads no clock",
		why:  "the same input gives the same bytes: time comes in as an argument",
		in:   goFile.isLibrary,
		find: func(f goFile) []ast.Node {
			return append(
				f.functions("time", "Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"),
				f.functions(datePath, "Today", "TodayUTC", "TodayIn")...)
		},
		except: map[string]string{
			"calendar/builder.go now":   "how long a build took, for an operator, and when a body was last asked for",
			"calendar/builder.go after": "a body that nobody asks for is freed",
		},
		caught:  []string{"time.Now()", "time.Since(t)", "time.Until(t)", "calendar/feed.go: time.Now().UTC()", "now := time.Now", "date.Today()"},
		allowed: []string{"examples/team/main.go: time.Now()", "time.Unix(0, 0)", "t.After(u)", "schedule.Until(t)"},
	},
	{
		name: "the library reads no environment",
		why:  "the same input gives the same bytes, whatever the machine's zone",
		in:   goFile.isLibrary,
		find: func(f goFile) []ast.Node {
			local := f.calls(func(call *ast.CallExpr) bool {
				s, ok := call.Fun.(*ast.SelectorExpr)
				return ok && s.Sel.Name == "Local" && len(call.Args) == 0
			})
			return slices.Concat(local, f.functions("time", "Local"), f.functions("os", "Getenv", "LookupEnv", "Environ"))
		},
		except: map[string]string{
			"availability/tzrelease.go TZRelease": "it asks what package time has read, which reads ZONEINFO",
		},
		caught:  []string{"t.In(time.Local)", "t.Local()", `os.Getenv("TZ")`, `os.LookupEnv("TZ")`},
		allowed: []string{`examples/team/main.go: os.Getenv("TZ")`, "t.In(time.UTC)", "segment.local()"},
	},
	{
		name: "the library does not panic or end the program",
		why:  "nothing panics on input: reading, compiling and writing return errors, and the rest is total",
		in:   goFile.isLibrary,
		find: func(f goFile) []ast.Node {
			panics := f.calls(func(call *ast.CallExpr) bool {
				name, ok := call.Fun.(*ast.Ident)
				return ok && name.Name == "panic"
			})
			return slices.Concat(panics, f.functions("os", "Exit"), f.functions("runtime", "Goexit"),
				f.functions("log", "Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln"))
		},
		except: map[string]string{
			"calendar/handler.go NewHandler": "a nil source is a mistake of the program, not of its input, and would otherwise show at the first request",
		},
		caught:  []string{`panic("no")`, "calendar/feed.go: panic(err)", `log.Fatal("no")`, "os.Exit(1)", "go func() { panic(1) }()"},
		allowed: []string{"examples/team/main.go: os.Exit(2)", "recover()", "f.panic()"},
	},
	{
		name: "no dot imports",
		why:  "the other rules could not see through them",
		find: func(f goFile) []ast.Node {
			var found []ast.Node
			for _, spec := range f.syntax.Imports {
				if spec.Name != nil && spec.Name.Name == "." {
					found = append(found, spec)
				}
			}
			return found
		},
		caught:  []string{`availability/x.go: import . "time"`},
		allowed: []string{`availability/x.go: import _ "time"`, `availability/x.go: import t "time"`},
	},
}

func isZoneFile(f goFile) bool {
	ok, err := path.Match("availability/zone*.go", f.path)
	return err == nil && ok
}

// importName returns the name by which f refers to an imported package.
func (f goFile) importName(imported string) string {
	for _, spec := range f.syntax.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		switch {
		case err != nil || p != imported:
		case spec.Name != nil:
			return spec.Name.Name
		default:
			return path.Base(strings.TrimSuffix(p, "/v2"))
		}
	}
	return ""
}

// isFunction reports whether e is one of the names of an imported package.
func (f goFile) isFunction(e ast.Expr, imported string, names ...string) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok || !slices.Contains(names, s.Sel.Name) {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == f.importName(imported)
}

// selectors returns every x.y that match picks, called or not: a function that
// is kept in a variable is as bad as one that is called.
func (f goFile) selectors(match func(*ast.SelectorExpr) bool) []ast.Node {
	return f.nodes(func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		return ok && match(s)
	})
}

func (f goFile) calls(match func(*ast.CallExpr) bool) []ast.Node {
	return f.nodes(func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		return ok && match(c)
	})
}

func (f goFile) functions(imported string, names ...string) []ast.Node {
	return f.selectors(func(s *ast.SelectorExpr) bool { return f.isFunction(s, imported, names...) })
}

// functionsUnless is as functions is, without the calls that are fine.
func (f goFile) functionsUnless(fine func(*ast.CallExpr) bool, imported string, names ...string) []ast.Node {
	var pardoned []ast.Node
	for _, n := range f.calls(fine) {
		pardoned = append(pardoned, n.(*ast.CallExpr).Fun)
	}
	return slices.DeleteFunc(f.functions(imported, names...), func(n ast.Node) bool { return slices.Contains(pardoned, n) })
}

func (f goFile) nodes(match func(ast.Node) bool) []ast.Node {
	var found []ast.Node
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if n != nil && match(n) {
			found = append(found, n)
		}
		return true
	})
	return found
}

// function names the top-level function around n as "Name" or "Type.Name".
func (f goFile) function(n ast.Node) string {
	for _, d := range f.syntax.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Pos() <= n.Pos() && n.End() <= fn.End() {
			if fn.Recv != nil {
				return receiver(fn) + "." + fn.Name.Name
			}
			return fn.Name.Name
		}
	}
	return ""
}

// violations returns the places in f at which the rule is broken, and the
// exceptions of which f makes use.
func (r callRule) violations(f goFile) (found, excepted []string) {
	if f.isTest() || r.in != nil && !r.in(f) {
		return nil, nil
	}
	for _, n := range r.find(f) {
		place := f.path + " " + f.function(n)
		if _, ok := r.except[place]; ok {
			excepted = append(excepted, place)
		} else {
			found = append(found, f.at(n))
		}
	}
	return found, excepted
}

func TestArchitectureBannedCalls(t *testing.T) {
	for _, r := range callRules {
		var used []string
		for _, f := range moduleFiles(t) {
			found, excepted := r.violations(f)
			for _, v := range found {
				t.Errorf("%s\n\t%s: %s", v, r.name, r.why)
			}
			used = append(used, excepted...)
		}
		for place := range r.except {
			if !slices.Contains(used, place) {
				t.Errorf("%s: the exception for %s is needed no more", r.name, place)
			}
		}
	}
}

func TestArchitectureCallRulesCatch(t *testing.T) {
	place := regexp.MustCompile(`^([a-z/_]+\.go): `)
	file := func(t *testing.T, code string) goFile {
		name := "availability/x.go"
		if m := place.FindStringSubmatch(code); m != nil {
			name, code = m[1], strings.TrimPrefix(code, m[0])
		}
		if strings.HasPrefix(code, "import ") {
			return snippet(t, name, "package p\n"+code)
		}
		return snippet(t, name, fmt.Sprintf(`package p
			import (
				"log"
				"os"
				"time"

				%q
				%q
			)
			func f() { %s }
			`, datePath, clockPath, code))
	}
	for _, r := range callRules {
		t.Run(r.name, func(t *testing.T) {
			if len(r.caught) == 0 || len(r.allowed) == 0 || r.why == "" {
				t.Error("the rule lacks a reason, something to catch or something to let pass")
			}
			for _, code := range r.caught {
				f := file(t, code)
				if strings.Contains(code, "stdtime.") {
					renameTime(f)
				}
				if found, _ := r.violations(f); len(found) == 0 {
					t.Errorf("does not catch: %s", code)
				}
				f.path = strings.TrimSuffix(f.path, ".go") + "_test.go"
				if found, _ := r.violations(f); len(found) != 0 {
					t.Errorf("catches it in a test: %s", code)
				}
			}
			for _, code := range r.allowed {
				f := file(t, code)
				if strings.Contains(code, "stdtime.") {
					renameTime(f)
				}
				if found, _ := r.violations(f); len(found) != 0 {
					t.Errorf("catches what is fine: %s", code)
				}
			}
		})
	}
}

// renameTime has f import package time as stdtime.
func renameTime(f goFile) {
	for _, spec := range f.syntax.Imports {
		if spec.Path.Value == `"time"` {
			spec.Name = ast.NewIdent("stdtime")
		}
	}
}

func TestArchitectureExceptionsAreByFunction(t *testing.T) {
	r := callRules[slices.IndexFunc(callRules, func(r callRule) bool { return r.name == "the library does not panic or end the program" })]
	for place := range r.except {
		name, function, _ := strings.Cut(place, " ")
		inside := snippet(t, name, fmt.Sprintf("package p\nfunc %s() { panic(1) }", function))
		if found, excepted := r.violations(inside); len(found) != 0 || len(excepted) != 1 {
			t.Errorf("%s: the exception does not hold", place)
		}
		beside := snippet(t, name, "package p\nfunc another() { panic(1) }")
		if found, _ := r.violations(beside); len(found) != 1 {
			t.Errorf("%s: the exception covers the whole file", place)
		}
	}
}
