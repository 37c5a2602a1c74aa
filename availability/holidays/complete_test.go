package holidays

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const calPath = "github.com/rickar/cal/v2"

// unmapped are cal's lists, and its folders without one, that are no region.
var unmapped = map[string]string{
	"aa":              "holidays that countries share, in no list",
	"ch.Holidays":     "holidays that some cantons have: CH is what all have",
	"ecb.Holidays":    "the TARGET days of the European Central Bank: no region of ISO 3166",
	"tests":           "tests",
	"th.SongKranDays": "a part of th.Holidays",
}

// A new version of cal must not bring a country that nobody can ask for.
func TestAllOfCalIsMapped(t *testing.T) {
	lists := calLists(t)
	used := usedLists(t)
	for name := range lists {
		switch {
		case used[name] && unmapped[name] != "":
			t.Errorf("%s is mapped, and listed as unmapped", name)
		case !used[name] && unmapped[name] == "":
			t.Errorf("%s is not mapped to a region", name)
		}
	}
	for name := range unmapped {
		if !lists[name] {
			t.Errorf("cal has no %s any more", name)
		}
	}
	if len(lists) < 90 {
		t.Errorf("only %d lists: %v", len(lists), lists)
	}
}

// calLists returns the exported lists of holidays in the source of cal as "de.HolidaysBY", and
// the folders that have none by their names.
func calLists(t *testing.T) map[string]bool {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", calPath).Output()
	dir := strings.TrimSpace(string(out))
	if err != nil || dir == "" {
		t.Skipf("the source of cal is not here: %v", err)
	}
	lists := map[string]bool{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		files, err := filepath.Glob(filepath.Join(dir, e.Name(), "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		before := len(lists)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, name := range exportedLists(t, file) {
				lists[e.Name()+"."+name] = true
			}
		}
		if len(lists) == before {
			lists[e.Name()] = true
		}
	}
	return lists
}

// exportedLists returns the names of the exported variables of a file that hold
// lists: those that are made by a []T{…} or by append.
func exportedLists(t *testing.T, file string) []string {
	syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, d := range syntax.Decls {
		d, ok := d.(*ast.GenDecl)
		if !ok || d.Tok != token.VAR {
			continue
		}
		for _, spec := range d.Specs {
			spec := spec.(*ast.ValueSpec)
			for i, name := range spec.Names {
				if name.IsExported() && (isList(spec.Type) || i < len(spec.Values) && isList(spec.Values[i])) {
					found = append(found, name.Name)
				}
			}
		}
	}
	return found
}

func isList(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ArrayType:
		return true
	case *ast.CompositeLit:
		return isList(e.Type)
	case *ast.CallExpr:
		name, ok := e.Fun.(*ast.Ident)
		return ok && name.Name == "append"
	}
	return false
}

// usedLists returns what this package takes from the folders of cal.
func usedLists(t *testing.T) map[string]bool {
	used := map[string]bool{}
	for _, file := range []string{"regions.go", "britain.go"} {
		syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		folders := map[string]bool{}
		for _, spec := range syntax.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if path.Dir(imported) == calPath {
				folders[path.Base(imported)] = true
			}
		}
		found := map[string]bool{}
		ast.Inspect(syntax, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && folders[x.Name] {
					found[x.Name+"."+s.Sel.Name] = true
				}
			}
			return true
		})
		maps.Copy(used, found)
	}
	return used
}

// A list under the wrong code would be somebody else's holidays.
func TestCodesFitTheirLists(t *testing.T) {
	syntax, err := parser.ParseFile(token.NewFileSet(), "regions.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	ast.Inspect(syntax, func(n ast.Node) bool {
		row, ok := n.(*ast.CompositeLit)
		if !ok || len(row.Elts) != 3 {
			return true
		}
		code, ok := row.Elts[0].(*ast.BasicLit)
		list, isSelector := row.Elts[2].(*ast.SelectorExpr)
		if !ok || !isSelector {
			return true
		}
		rows++
		country, part, _ := strings.Cut(strings.Trim(code.Value, `"`), "-")
		want := strings.ToLower(country) + ".Holidays" + part
		if country == "GB" {
			want = "gb.Holidays"
		}
		if got := list.X.(*ast.Ident).Name + "." + list.Sel.Name; got != want {
			t.Errorf("%s has %s, want %s", code.Value, got, want)
		}
		return true
	})
	if rows < 80 {
		t.Errorf("only %d rows", rows)
	}
}
