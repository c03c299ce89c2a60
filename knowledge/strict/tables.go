package strict

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// The TOML library takes "adds = 3" where a table belongs in a map for no entries at all. An error must not be read as
// nothing, so the tree that it was read from is walked beside the type.

// misplaced is a plain value where the type has a map, with the path to it.
type misplaced struct {
	path  string
	value any
}

// noTables finds the plain values of a tree that stand where the type has a map.
func noTables(t reflect.Type, v any) (out []misplaced) {
	switch t.Kind() {
	case reflect.Pointer:
		return noTables(t.Elem(), v)
	case reflect.Slice:
		if kind := t.Elem().Kind(); kind == reflect.String || kind == reflect.Int {
			return nil
		}
		if tables, ok := v.([]map[string]any); ok {
			for i, e := range tables {
				out = append(out, within(Element("", i), noTables(t.Elem(), e))...)
			}
		} else if values, ok := v.([]any); ok {
			for i, e := range values {
				out = append(out, within(Element("", i), noTables(t.Elem(), e))...)
			}
		}
	case reflect.Map:
		table, ok := v.(map[string]any)
		if !ok {
			return []misplaced{{"", v}}
		}
		if t.Elem().Kind() == reflect.String {
			return nil
		}
		for _, key := range slices.Sorted(maps.Keys(table)) {
			out = append(out, within(key, noTables(t.Elem(), table[key]))...)
		}
	case reflect.Struct:
		table, _ := v.(map[string]any)
		for _, f := range fieldsOf(t) {
			if f.embedded {
				out = append(out, noTables(f.of, v)...)
			} else if e, ok := table[f.key]; ok {
				out = append(out, within(f.key, noTables(f.of, e))...)
			}
		}
	}
	return out
}

// within are the same, seen from outside of what stands at the path.
func within(path string, found []misplaced) []misplaced {
	for i, f := range found {
		if found[i].path = Join(path, f.path); strings.HasPrefix(f.path, "[") || f.path == "" {
			found[i].path = path + f.path
		}
	}
	return found
}

// field is one of a struct in which a map may be found.
type field struct {
	key      string
	of       reflect.Type
	embedded bool
}

// fields remembers fieldsOf by type: the types are few, the values many.
var fields sync.Map

func fieldsOf(t reflect.Type) []field {
	if known, ok := fields.Load(t); ok {
		return known.([]field)
	}
	var out []field
	for i := range t.NumField() {
		f := t.Field(i)
		switch f.Type.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Struct:
			out = append(out, field{keyOf(f), f.Type, f.Anonymous && f.Tag.Get("toml") == ""})
		}
	}
	fields.Store(t, out)
	return out
}

func keyOf(f reflect.StructField) string {
	if tag, _, _ := strings.Cut(f.Tag.Get("toml"), ","); tag != "" {
		return tag
	}
	return f.Name
}
