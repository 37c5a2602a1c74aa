package availability

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

func TestTeamSchemaGolden(t *testing.T) {
	const golden = "testdata/team.schema.json"
	if *update {
		if err := os.WriteFile(golden, TeamSchema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(TeamSchema())); diff != "" {
		t.Errorf("the schema has changed; if it should, run go test -run TeamSchemaGolden -update (-want +got):\n%s", diff)
	}
}

// docs returns the doc comment of a declaration in a file, with those of a struct's
// fields.
func docs(t *testing.T, file, name string) string {
	t.Helper()
	syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, d := range syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == name {
				text.WriteString(d.Doc.Text())
			}
		case *ast.GenDecl:
			spec, ok := d.Specs[0].(*ast.TypeSpec)
			if !ok || spec.Name.Name != name {
				continue
			}
			text.WriteString(d.Doc.Text())
			for _, f := range spec.Type.(*ast.StructType).Fields.List {
				text.WriteString(f.Doc.Text())
			}
		}
	}
	if text.Len() == 0 {
		t.Fatalf("%s: %s has no doc comment", file, name)
	}
	return text.String()
}

// documentedTeam returns the file in the doc comment of ReadTeam.
func documentedTeam(t *testing.T) []byte {
	t.Helper()
	_, sample, ok := strings.Cut(docs(t, "teamfile.go", "ReadTeam"), "\t{\n")
	sample, _, ok2 := strings.Cut(sample, "\n\t}\n")
	if !ok || !ok2 {
		t.Fatal("the doc comment of ReadTeam has no sample file")
	}
	return []byte("{\n" + sample + "\n}\n")
}

// What the documentation shows is read, and leaves out nothing that there is.
func TestDocumentedTeam(t *testing.T) {
	file := documentedTeam(t)
	team, err := ReadTeam(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if err := schemaRefuses(file); err != nil {
		t.Errorf("the schema refuses it: %v", err)
	}
	var people, leaves, moves, blocks []reflect.Value
	for _, p := range team.People {
		people = append(people, reflect.ValueOf(p))
		for _, l := range p.Leave {
			leaves = append(leaves, reflect.ValueOf(l))
		}
		for _, m := range p.Moves {
			moves = append(moves, reflect.ValueOf(m))
		}
		for _, b := range p.Recurring {
			blocks = append(blocks, reflect.ValueOf(b))
		}
	}
	for _, values := range [][]reflect.Value{people, leaves, moves, blocks} {
		for i := range values[0].NumField() {
			if !slices.ContainsFunc(values, func(v reflect.Value) bool { return !v.Field(i).IsZero() }) {
				t.Errorf("%s.%s has no key, or the sample does not show it", values[0].Type(), values[0].Type().Field(i).Name)
			}
		}
	}
}

// Each key is known to the reader, the writer, the schema and the documentation.
func TestTeamKeysAreInStep(t *testing.T) {
	team, err := ReadTeam(bytes.NewReader(documentedTeam(t)))
	if err != nil {
		t.Fatal(err)
	}
	var written strings.Builder
	if err := WriteTeam(&written, team); err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs map[string]struct {
			Required   []string
			Properties map[string]struct {
				Description string
				Examples    []any
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(TeamSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	readTeam := docs(t, "teamfile.go", "ReadTeam")
	check := func(def, comment string, keys, required []string) {
		d := schema.Defs[def]
		if diff := cmp.Diff(slices.Sorted(slices.Values(keys)), slices.Sorted(maps.Keys(d.Properties))); diff != "" {
			t.Errorf("the keys of a %s in the schema (-want +got):\n%s", def, diff)
		}
		if diff := cmp.Diff(required, d.Required); diff != "" {
			t.Errorf("the required keys of a %s in the schema (-want +got):\n%s", def, diff)
		}
		for _, key := range keys {
			if p := d.Properties[key]; p.Description == "" || len(p.Examples) == 0 {
				t.Errorf("the schema does not say what the %s of a %s is", key, def)
			}
			if !strings.Contains(written.String(), `"`+key+`": `) {
				t.Errorf("the %s of a %s is not written", key, def)
			}
			word := regexp.MustCompile(`\b` + key + `\b`)
			if !word.MatchString(readTeam) {
				t.Errorf("ReadTeam does not document the %s of a %s", key, def)
			}
			if !word.MatchString(comment) {
				t.Errorf("the type of a %s does not document the key %s", def, key)
			}
		}
	}
	person := docs(t, "person.go", "Person")
	check("person", person, personObject.keys(), []string{"name", "zone", "hours"})
	for _, key := range personObject.keys() {
		if !regexp.MustCompile(`Key:\s` + key + `\b`).MatchString(person) {
			t.Errorf("no field of Person has the comment Key: %s", key)
		}
	}
	check("block", person, blockObject.keys(), []string{"state", "start", "length"})
	check("move", person, moveObject.keys(), []string{"date", "zone"})
	check("leave", person, leaveObject.keys(), []string{"days"})
}

// The examples in the schema are accepted by the schema and by ReadTeam.
func TestTeamSchemaExamples(t *testing.T) {
	for _, f := range personObject.fields {
		// What a field needs beside it comes with it.
		person := jsonObject{{"name", "Bo"}, {"zone", "UTC"}, {"hours", "24/7"}}
		if i := slices.IndexFunc(person, func(m jsonMember) bool { return m.key == f.key }); i >= 0 {
			person[i].value = f.example
		} else {
			person = append(person, jsonMember{f.key, f.example})
		}
		if f.key == "core" {
			person = append(person, jsonMember{"daily", "6h"})
		}
		file := appendJSON(nil, jsonObject{{"people", []any{person}}}, "")
		if _, err := ReadTeam(bytes.NewReader(file)); err != nil {
			t.Error(err)
		}
		if err := schemaRefuses(file); err != nil {
			t.Errorf("%s: the schema refuses it: %v", file, err)
		}
	}
}

// What text the schema accepts, beside what is read.
func TestTeamSchemaTexts(t *testing.T) {
	reads := map[string]func(string) error{
		"days":     func(s string) error { _, err := parseTimeOff(s); return err },
		"date":     func(s string) error { _, err := parseDate(s); return err },
		"civil":    func(s string) error { _, err := parseCivil(s); return err },
		"duration": func(s string) error { _, err := parseDuration(s); return err },
		"state":    func(s string) error { _, err := parseOneState(s); return err },
		"region":   func(s string) error { _, err := regionByShape(s); return err },
		"holiday":  func(s string) error { _, _, _, err := parseNamedDays(s); return err },
	}
	for _, c := range []struct{ def, texts string }{
		{"days", "2026-12-24, 2026-12-24 am, 2026-12-24 pm, 2026-12-24/2026-12-28, 2026-12-24T13:00/15:30, 2026-12-24T13:00:30/15:30:59, " +
			"2026-12-24T13:00/2026-12-28T12:00, 2026-12-24T13:00/2026-12-28, 2026-12-24/2026-12-28T12:00, 2026-12-24T13:00/24:00, !2026-12-24T13:00, " +
			"!2026-12-24 noon, !2026-12-24/15:30, !24.12.2026, !2026-12-24/, !2026-12-24T9:00/10:00, !2026-13-24, !2026-12-24/2026-12-25/2026-12-26, ! 2026-12-24, !2026-12-24 , !"},
		{"date", "2026-12-24, 2024-02-29, !2026-12-32, !2026-00-01, !2026-1-1, !2026-12-24T09:00, !"},
		{"civil", "2026-12-24T09:00, 2026-12-24T09:00:30, 2026-12-24T24:00, !2026-12-24, !2026-12-24 09:00, !2026-12-24T25:00, !2026-12-24T09:60, !2026-12-24T09:00Z, !"},
		{"duration", "1h, 1h30m, 1.5h, .5h, 1.h, 0, 0s, +1h, -1h, 90m, 1h0m30s, 5ms, 5us, 5µs, 5μs, 5ns, !1, !h, !1d, !1 h, !1h 30m, !., !.h, !1h30, !-, !"},
		{"state", "free, focus, busy, stretch, off hours, rest day, holiday, leave, !Busy, !off-hours, !none, !free|focus, !"},
		{"region", "DE, DE-BY, GB-SCT, AU-NSW, FR-01, !de, !DE-by, !DE_BY, !DEU, !Bavaria, !DE-BAYERN, !2026-05-01, !"},
		{"holiday", "2026-05-01, 2026-05-01 May Day, 2026-12-24/2026-12-31, 2026-12-24/2026-12-31 Closed, " +
			"!DE-BY, !2026-5-1, !2026-05-01T00:00, !1 May, !"},
	} {
		for text := range strings.SplitSeq(c.texts, ", ") {
			text, refused := strings.CutPrefix(text, "!")
			schema := parsedSchema()["$defs"].(map[string]any)[c.def]
			if err := validate(schema, text); (err != nil) != refused {
				t.Errorf("%s %q: the schema says %v", c.def, text, err)
			}
			if err := reads[c.def](text); (err != nil) != refused {
				t.Errorf("%s %q: the reader says %v", c.def, text, err)
			}
		}
	}
}

var parsedSchema = func() func() map[string]any {
	var schema map[string]any
	if err := json.Unmarshal(TeamSchema(), &schema); err != nil {
		panic(err)
	}
	return func() map[string]any { return schema }
}()

// schemaRefuses reports why the schema does not accept a file.
func schemaRefuses(file []byte) error {
	var value any
	if err := json.Unmarshal(bytes.TrimPrefix(file, []byte("\ufeff")), &value); err != nil {
		return err
	}
	return validate(parsedSchema(), value)
}

// validate is JSON Schema, as far as the schema of team files uses it. It knows no other
// keywords, so that none can be there that does nothing.
func validate(schema, value any) error {
	s := schema.(map[string]any)
	text, isText := value.(string)
	list, isList := value.([]any)
	object, isObject := value.(map[string]any)
	for keyword, want := range s {
		number, _ := want.(float64)
		ok := true
		switch keyword {
		case "$schema", "$defs", "title", "description", "examples":
		case "$ref":
			name := strings.TrimPrefix(want.(string), "#/$defs/")
			if err := validate(parsedSchema()["$defs"].(map[string]any)[name], value); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		case "type":
			ok = want == "string" && isText || want == "array" && isList || want == "object" && isObject
		case "enum":
			ok = slices.Contains(want.([]any), value)
		case "pattern":
			ok = !isText || regexp.MustCompile(want.(string)).MatchString(text)
		case "minLength":
			ok = !isText || utf8.RuneCountInString(text) >= int(number)
		case "maxLength":
			ok = !isText || utf8.RuneCountInString(text) <= int(number)
		case "minItems":
			ok = !isList || len(list) >= int(number)
		case "maxItems":
			ok = !isList || len(list) <= int(number)
		case "items":
			for i, e := range list {
				if err := validate(want, e); err != nil {
					return fmt.Errorf("%d: %w", i, err)
				}
			}
		case "required":
			for _, key := range want.([]any) {
				if _, there := object[key.(string)]; isObject && !there {
					return fmt.Errorf("%s is missing", key)
				}
			}
		case "additionalProperties":
			ok = want == false
			for key := range object {
				if s["properties"].(map[string]any)[key] == nil {
					return fmt.Errorf("%s is unknown", key)
				}
			}
		case "properties":
			for key, value := range object {
				if of := want.(map[string]any)[key]; of != nil {
					if err := validate(of, value); err != nil {
						return fmt.Errorf("%s: %w", key, err)
					}
				}
			}
		case "anyOf":
			ok = slices.ContainsFunc(want.([]any), func(one any) bool { return validate(one, value) == nil })
		default:
			return fmt.Errorf("the keyword %s is not known here", keyword)
		}
		if !ok {
			return fmt.Errorf("%v: %s is %v", value, keyword, want)
		}
	}
	return nil
}
