package availability_test

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// receiver returns the name of the type that fn is a method of.
func receiver(fn *ast.FuncDecl) string { return typeName(fn.Recv.List[0].Type) }

// typeName returns the name of a type written as T, *T or T[P], and "" for
// others, those of other packages among them.
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.IndexExpr:
		return typeName(e.X)
	case *ast.IndexListExpr:
		return typeName(e.X)
	}
	return ""
}

// undocumented returns the exported names of f that lack a doc comment or have
// one that does not start with the name, which go doc and readers rely on.
func undocumented(f goFile) []string {
	var found []string
	report := func(n ast.Node, format string, args ...any) {
		found = append(found, f.at(n)+": "+fmt.Sprintf(format, args...))
	}
	named := func(n ast.Node, name string, comment *ast.CommentGroup) {
		text := comment.Text()
		if text == "" {
			report(n, "%s has no doc comment", name)
			return
		}
		_, last, ok := strings.Cut(name, ".")
		if !ok {
			last = name
		}
		for _, article := range []string{"A ", "An ", "The "} {
			text = strings.TrimPrefix(text, article)
		}
		if rest, ok := strings.CutPrefix(text, last); !ok || rest == "" || !strings.ContainsRune(" ,.:;\n'’", []rune(rest)[0]) {
			report(n, "the doc comment of %s does not start with its name", name)
		}
	}
	for _, d := range f.syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if !d.Name.IsExported() {
				continue
			}
			name := d.Name.Name
			if d.Recv != nil {
				if !ast.IsExported(receiver(d)) {
					continue
				}
				name = receiver(d) + "." + name
			}
			named(d, name, d.Doc)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if !spec.Name.IsExported() {
						continue
					}
					comment := spec.Doc
					if comment == nil && !d.Lparen.IsValid() {
						comment = d.Doc
					}
					named(spec, spec.Name.Name, comment)
					for _, member := range undocumentedMembers(f, spec.Type) {
						report(member, "%s.%s has no doc comment", spec.Name.Name, member.Name)
					}
				case *ast.ValueSpec:
					if d.Doc.Text() != "" || spec.Doc.Text() != "" || spec.Comment.Text() != "" {
						continue
					}
					for _, name := range spec.Names {
						if name.IsExported() {
							report(name, "%s has no doc comment", name.Name)
						}
					}
				}
			}
		}
	}
	return found
}

// undocumentedMembers returns the exported fields of a struct and methods of an
// interface that have no comment. One above holds for all the lines that follow,
// up to the first empty one; one beside holds for its own line.
func undocumentedMembers(f goFile, typ ast.Expr) []*ast.Ident {
	var members *ast.FieldList
	switch typ := typ.(type) {
	case *ast.StructType:
		members = typ.Fields
	case *ast.InterfaceType:
		members = typ.Methods
	default:
		return nil
	}
	var found []*ast.Ident
	documented, last := false, 0
	for _, m := range members.List {
		if f.line(m.Pos()) != last+1 {
			documented = false
		}
		last = f.line(m.End())
		if m.Doc.Text() != "" {
			documented = true
		}
		for _, name := range m.Names {
			if name.IsExported() && !documented && m.Comment.Text() == "" {
				found = append(found, name)
			}
		}
	}
	return found
}

func TestArchitectureDocComments(t *testing.T) {
	packages := map[string][]goFile{}
	for _, f := range moduleFiles(t) {
		if f.isTest() {
			continue
		}
		packages[f.folder()] = append(packages[f.folder()], f)
		if f.isLibrary() {
			for _, v := range undocumented(f) {
				t.Error(v)
			}
		}
	}
	for folder, files := range packages {
		if v := packageComment(files); v != "" {
			t.Errorf("%s: %s", folder, v)
		}
	}
}

// packageComment tells what is wrong with the comment of a package.
func packageComment(files []goFile) string {
	var comments []string
	for _, f := range files {
		if text := f.syntax.Doc.Text(); text != "" {
			comments = append(comments, text)
		}
	}
	name := files[0].syntax.Name.Name
	switch {
	case len(comments) == 0:
		return "no package comment"
	case len(comments) > 1:
		return fmt.Sprintf("%d package comments", len(comments))
	case name != "main" && !strings.HasPrefix(comments[0], "Package "+name+" "):
		return fmt.Sprintf("the package comment does not start with %q", "Package "+name)
	}
	return ""
}

func TestArchitectureDocRulesCatch(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"function", "func F() {}", "F has no doc comment"},
		{"function, documented", "// F does.\nfunc F() {}", ""},
		{"function, its comment apart", "// F does.\n\nfunc F() {}", "F has no doc comment"},
		{"function, only a directive", "//go:noinline\nfunc F() {}", "F has no doc comment"},
		{"function, comment on something else", "// Does it.\nfunc F() {}", "the doc comment of F does not start with its name"},
		{"function, comment on a longer name", "// Find does.\nfunc F() {}", "the doc comment of F does not start with its name"},
		{"function, unexported", "func f() {}", ""},
		{"method", "func (T) M() {}", "T.M has no doc comment"},
		{"method of a pointer", "func (t *T) M() {}", "T.M has no doc comment"},
		{"method of a generic type", "func (t *T[P]) M() {}", "T.M has no doc comment"},
		{"method, documented", "// M does.\nfunc (T) M() {}", ""},
		{"method of an unexported type", "func (t) M() {}", ""},
		{"type", "type T int", "T has no doc comment"},
		{"type, documented", "// T is.\ntype T int", ""},
		{"type, with an article", "// A T is.\ntype T int", ""},
		{"type in a group with one comment for all", "// T is.\ntype (\n\tT int\n)", "T has no doc comment"},
		{"type in a group", "type (\n\t// T is.\n\tT int\n)", ""},
		{"constant", "const C = 1", "C has no doc comment"},
		{"constant, documented", "// C is.\nconst C = 1", ""},
		{"constant, documented beside", "const C = 1 // is", ""},
		{"constants in a documented group", "// Numbers.\nconst (\n\tC = 1\n\tD = 2\n)", ""},
		{"constants in a group, one forgotten", "const (\n\tC = 1 // one\n\tD = 2\n)", "D has no doc comment"},
		{"variable", "var V int", "V has no doc comment"},
		{"variable, unexported", "var v int", ""},
		{"field", "// T is.\ntype T struct {\n\tF int\n}", "T.F has no doc comment"},
		{"field, unexported", "// T is.\ntype T struct {\n\tf int\n}", ""},
		{"field, documented", "// T is.\ntype T struct {\n\t// F is.\n\tF int\n}", ""},
		{"field, documented beside", "// T is.\ntype T struct {\n\tF int // is\n}", ""},
		{"fields in a documented group", "// T is.\ntype T struct {\n\t// Both are.\n\tF int\n\tG int\n}", ""},
		{"field after a documented group", "// T is.\ntype T struct {\n\t// F is.\n\tF int\n\n\tG int\n}", "T.G has no doc comment"},
		{"fields, one forgotten between comments beside", "// T is.\ntype T struct {\n\tF int // is\n\tG int\n\tH int // is\n}", "T.G has no doc comment"},
		{"method of an interface", "// T is.\ntype T interface {\n\tM()\n}", "T.M has no doc comment"},
	} {
		got := undocumented(snippet(t, "availability/x.go", "package p\n\n"+c.src+"\n"))
		switch {
		case c.want == "" && len(got) > 0:
			t.Errorf("%s: catches what is fine: %s", c.name, got)
		case c.want != "" && (len(got) != 1 || !strings.HasSuffix(got[0], ": "+c.want)):
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		name  string
		files []string
		want  string
	}{
		{"documented", []string{"// Package p is.\npackage p", "package p"}, ""},
		{"not at all", []string{"package p", "package p"}, "no package comment"},
		{"apart", []string{"// Package p is.\n\npackage p"}, "no package comment"},
		{"twice", []string{"// Package p is.\npackage p", "// Package p does.\npackage p"}, "2 package comments"},
		{"not by its name", []string{"// Package q is.\npackage p"}, `the package comment does not start with "Package p"`},
		{"a program", []string{"// Team prints.\npackage main"}, ""},
	} {
		var files []goFile
		for _, src := range c.files {
			files = append(files, snippet(t, "availability/x.go", src))
		}
		if got := packageComment(files); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// withoutExample lists the exported types and functions, as "folder.Name", that
// need no example of their own, and why.
var withoutExample = map[string]string{}

// An exported is a type or function that needs an example.
type exported struct {
	name string
	decl ast.Node
	file goFile
	// prefixes are the names after which an example may be called: its own (a
	// type's methods follow after "_") and those of the functions and methods
	// that return it.
	prefixes []string
	// isFunc: for a function it is enough that an example calls it.
	isFunc bool
}

// unshown returns the exported types and functions of one package that no
// runnable example shows. Errors are shown where they arise, by the functions
// that return them.
func unshown(files []goFile) []exported {
	var tests []*ast.File
	types := map[string]*exported{}
	var functions []exported
	errorTypes := map[string]bool{}
	constructors := map[string]*ast.FuncDecl{} // by the names of their examples
	for _, f := range files {
		if f.isTest() {
			tests = append(tests, f.syntax)
			continue
		}
		for _, d := range f.syntax.Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				if d.Tok != token.TYPE {
					continue
				}
				for _, spec := range d.Specs {
					if spec := spec.(*ast.TypeSpec); spec.Name.IsExported() {
						name := spec.Name.Name
						types[name] = &exported{name: name, decl: spec, file: f, prefixes: []string{name}}
					}
				}
			case *ast.FuncDecl:
				switch name := d.Name.Name; {
				case d.Recv != nil:
					errorTypes[receiver(d)] = errorTypes[receiver(d)] || name == "Error"
					constructors[receiver(d)+"_"+name] = d
				case d.Name.IsExported():
					functions = append(functions, exported{name, d, f, []string{name}, true})
					constructors[name] = d
				}
			}
		}
	}
	for example, c := range constructors {
		if c.Type.Results == nil {
			continue
		}
		// T, but also []T and iter.Seq[T].
		ast.Inspect(c.Type.Results, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok && types[name.Name] != nil {
				types[name.Name].prefixes = append(types[name.Name].prefixes, example)
			}
			return true
		})
	}
	for name := range types {
		if !errorTypes[name] {
			functions = append(functions, *types[name])
		}
	}

	var shown []string // the names of the examples
	called := map[string]bool{}
	for _, e := range doc.Examples(tests...) {
		if e.Output == "" && !e.EmptyOutput {
			continue // not run, so it may be wrong
		}
		shown = append(shown, e.Name)
		ast.Inspect(e.Code, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if s, ok := call.Fun.(*ast.SelectorExpr); ok {
					called[s.Sel.Name] = true
				}
			}
			return true
		})
	}
	return slices.DeleteFunc(functions, func(e exported) bool {
		return e.isFunc && called[e.name] || slices.ContainsFunc(e.prefixes, func(prefix string) bool {
			return slices.ContainsFunc(shown, func(name string) bool {
				return name == prefix || strings.HasPrefix(name, prefix+"_")
			})
		})
	})
}

func TestArchitectureExamples(t *testing.T) {
	packages := map[string][]goFile{}
	for _, f := range moduleFiles(t) {
		if f.isLibrary() {
			packages[f.folder()] = append(packages[f.folder()], f)
		}
	}
	unused := map[string]bool{}
	for name := range withoutExample {
		unused[name] = true
	}
	for folder, files := range packages {
		for _, e := range unshown(files) {
			name := folder + "." + e.name
			if withoutExample[name] == "" {
				t.Errorf("%s: %s has no runnable example", e.file.at(e.decl), name)
			}
			delete(unused, name)
		}
	}
	for name := range unused {
		t.Errorf("%s is there no more or has an example, and needs no exception", name)
	}
}

func TestArchitectureExampleRuleCatches(t *testing.T) {
	const output = "\n// Output: x\n"
	for _, c := range []struct{ name, src, test, want string }{
		{"a type without", "type T int", "", "T"},
		{"a type with", "type T int", "func ExampleT() {" + output + "}", ""},
		{"a type shown with a suffix", "type T int", "func ExampleT_more() {" + output + "}", ""},
		{"a type shown by a method", "type T int\nfunc (T) M() {}", "func ExampleT_M() {" + output + "}", ""},
		{"a type shown by a constructor", "type T int\nfunc New() (*T, error)", "func ExampleNew() {" + output + "}", ""},
		{"a type shown by a method that returns it", "type T int\ntype U int\nfunc (U) Ts() iter.Seq2[int, *T]", "func ExampleU_Ts() {" + output + "}", ""},
		{"a type that a method takes", "type T int\ntype U int\nfunc (U) Use(T)", "func ExampleU_Use() {" + output + "}", "T"},
		{"a type only used by an example", "type T int", "func ExampleU() { p.T(1).M()" + output + "}", "T"},
		{"a type whose name starts as another's", "type T int\ntype Tx int", "func ExampleTx() {" + output + "}", "T"},
		{"an example that is not run", "type T int", "func ExampleT() { p.F() }", "T"},
		{"an example that prints nothing and is run", "type T int", "func ExampleT() {\n// Output:\n}", ""},
		{"a function without", "func F()", "", "F"},
		{"a function with", "func F()", "func ExampleF() {" + output + "}", ""},
		{"a function that an example calls", "func F()\ntype T int", "func ExampleT() { p.F()" + output + "}", ""},
		{"a function that an example only mentions", "func F()\ntype T int", "func ExampleT() { _ = p.F" + output + "}", "F"},
		{"a function that a test calls", "func F()", "func TestF() { p.F() }", "F"},
		{"an unexported function", "func f()", "", ""},
		{"an error", "type E int\nfunc (*E) Error() string", "", ""},
	} {
		files := []goFile{
			snippet(t, "availability/x.go", "package p\n"+c.src+"\n"),
			snippet(t, "availability/x_test.go", "package p_test\n"+c.test+"\n"),
		}
		var got []string
		for _, e := range unshown(files) {
			got = append(got, e.name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q lack an example, want %q", c.name, got, c.want)
		}
	}
}
