package availability

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// The objects of a team file are tables. Each field is one row that says how its
// value is read, how it is written and what editors are told of it, so that
// none of these can forget a field that another knows.

// A spot is where in a person something is read, and takes down what is
// wrong there.
type spot struct {
	found *[]*FieldError
	field string // the person's field, or "" for the person as a whole
	in    string // where in the field, such as "block 2: start"
	what  string // what the n-th element of the list is called, to be said when needed
	n     int
}

func (p spot) wrong(err error) {
	if in := p.where(); in != "" {
		err = within(in, err)
	}
	*p.found = append(*p.found, &FieldError{Field: p.field, Err: err})
}

func (p spot) where() string {
	switch {
	case p.what == "":
		return p.in
	case p.in == "":
		return fmt.Sprintf("%s %d", p.what, p.n)
	}
	return fmt.Sprintf("%s: %s %d", p.in, p.what, p.n)
}

// full reports whether so much is wrong that the rest need not be looked at.
func (p spot) full() bool { return len(*p.found) > MaxTeamMistakes }

// key returns the place of a key in the object at p.
func (p spot) key(key string) spot {
	if p.field == "" {
		return spot{found: p.found, field: key}
	}
	if in := p.where(); in != "" {
		key = in + ": " + key
	}
	return spot{found: p.found, field: p.field, in: key}
}

// element returns the place of the n-th element, from 1, of the list at p.
func (p spot) element(what string, n int) spot {
	p.what, p.n = what, n
	return p
}

// A kind is how values of a type stand in a team file.
type kind[V any] struct {
	// read returns the value, or false, having said what is wrong.
	read func(value json.RawMessage, at spot) (V, bool)
	// write returns what appendJSON takes.
	write func(V) any
	// isEmpty reports whether a field with this value is left out; nil says no.
	isEmpty func(V) bool
	// schema says in JSON Schema what read accepts.
	schema jsonObject
}

// A field is a key of an object.
type field[T any] struct {
	key      string
	about    string // one sentence or two, for people who edit a file
	example  any
	required bool
	read     func(t *T, value json.RawMessage, at spot) bool
	write    func(t *T) any // nil to leave it out
	schema   jsonObject
	// assume, if set, gives t a harmless value in the place of one that could not be
	// read, so that the rest of t can be checked and nobody hears of a mistake
	// twice. n is t's place in its list.
	assume func(t *T, n int)
}

// keep returns the field of T that get points to, with values of the given kind.
func keep[T, V any](key string, k kind[V], get func(*T) *V, example any, about string) field[T] {
	return field[T]{
		key: key, about: about, example: example, schema: k.schema,
		read: func(t *T, value json.RawMessage, at spot) bool {
			v, ok := k.read(value, at)
			if ok {
				*get(t) = v
			}
			return ok
		},
		write: func(t *T) any {
			if v := *get(t); !k.isEmpty(v) {
				return k.write(v)
			}
			return nil
		},
	}
}

// must marks a field as required.
func (f field[T]) must() field[T] {
	f.required = true
	return f
}

func (f field[T]) orAssume(assume func(t *T, n int)) field[T] {
	f.assume = assume
	return f
}

// An object is a JSON object with the fields of a T.
type object[T any] struct {
	example string
	fields  []field[T]
	names   map[string]string // what others call some of its keys
	// whole: compiling says which required fields are missing, and they are written
	// even if empty.
	whole bool
}

func (o *object[T]) keys() []string {
	keys := make([]string, len(o.fields))
	for i, f := range o.fields {
		keys[i] = f.key
	}
	return keys
}

// read reads t. It returns the keys whose values are not known because something
// is wrong with them, and for which nothing is assumed.
func (o *object[T]) read(t *T, value json.RawMessage, at spot) (unread []string) {
	known := o.keys()
	keys := newKeyCheck(known, o.names)
	var wrong []string
	if isObject(value) {
		for key, value := range members(value) {
			use, err := keys.use(key)
			if err != nil {
				at.wrong(err)
			}
			if use && !o.fields[slices.Index(known, key)].read(t, value, at.key(key)) {
				wrong = append(wrong, key)
			}
			if at.full() {
				break
			}
		}
		wrong = append(wrong, keys.misspelled()...)
	} else {
		at.wrong(fmt.Errorf("%s is not an object: write %s", shorten(value), o.example))
		wrong = known
	}
	for _, f := range o.fields {
		unknown := slices.Contains(wrong, f.key)
		if !unknown && f.required && !o.whole && keys.seen[f.key] == 0 {
			unknown = true
			at.key(f.key).wrong(errors.New("missing: write it, such as " + string(appendJSON(nil, f.example, " "))))
		}
		switch {
		case !unknown:
		case f.assume != nil:
			f.assume(t, at.n)
		default:
			unread = append(unread, f.key)
		}
	}
	return unread
}

// write returns what is written for t. The keys of values that JSON cannot hold are
// reported.
func (o *object[T]) write(t *T, wrong func(key string)) jsonObject {
	var members jsonObject
	for _, f := range o.fields {
		v := f.write(t)
		if v == nil && o.whole && f.required {
			v = ""
		}
		if v == nil {
			continue
		}
		if wrong != nil && !isText(v) {
			wrong(f.key)
		}
		members = append(members, jsonMember{f.key, v})
	}
	return members
}

// schema describes the object in JSON Schema.
func (o *object[T]) schema(about string) jsonObject {
	var properties jsonObject
	var required []any
	for _, f := range o.fields {
		property := append(jsonObject{{"description", f.about}}, f.schema...)
		properties = append(properties, jsonMember{f.key, append(property, jsonMember{"examples", []any{f.example}})})
		if f.required {
			required = append(required, f.key)
		}
	}
	return jsonObject{
		{"description", about},
		{"type", "object"},
		{"required", required},
		{"additionalProperties", false},
		{"properties", properties},
	}
}

// reference is the schema of what stands under a name among the definitions.
func reference(name string) jsonObject { return jsonObject{{"$ref", "#/$defs/" + name}} }

// valueOf is the kind of the values that are objects. A value of which a part is
// unknown is left out.
func valueOf[T any](name string, o *object[T]) kind[T] {
	return kind[T]{
		read: func(value json.RawMessage, at spot) (t T, ok bool) {
			unread := o.read(&t, value, at)
			return t, !slices.ContainsFunc(o.fields, func(f field[T]) bool { return f.required && slices.Contains(unread, f.key) })
		},
		write:  func(t T) any { return o.write(&t, nil) },
		schema: reference(name),
	}
}

// listOf is the kind of the lists of values of a kind. what is what messages call an
// element that has parts. Elements that cannot be read are left out.
func listOf[V any](k kind[V], what string, limit int, example string) kind[[]V] {
	return kind[[]V]{
		read: func(value json.RawMessage, at spot) ([]V, bool) {
			if !isList(value) {
				at.wrong(fmt.Errorf("%s is not a list: write %s", shorten(value), example))
				return nil, false
			}
			var list []V
			n := 0
			for element := range elements(value) {
				if n++; n > limit {
					at.wrong(&LimitError{What: "entries", Limit: limit})
					break
				}
				if v, ok := k.read(element, at.element(what, n)); ok {
					list = append(list, v)
				}
				if at.full() {
					break
				}
			}
			return list, len(list) > 0 || n == 0
		},
		write: func(list []V) any {
			values := make([]any, len(list))
			for i, v := range list {
				values[i] = k.write(v)
			}
			return values
		},
		isEmpty: func(list []V) bool { return len(list) == 0 },
		schema:  jsonObject{{"type", "array"}, {"items", k.schema}, {"maxItems", limit}},
	}
}
