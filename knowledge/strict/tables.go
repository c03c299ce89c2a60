package strict

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// The TOML library takes "adds = 3" where a table belongs in a map for no entries at all. An error must not be read as
// nothing, so what looks like one is looked for in the text, and if there is any the file is read once more to be sure.

// noTables finds the plain values that stand where the type has a map.
func noTables(name, text string, into any, lines *Lines) (out Problems) {
	of := reflect.TypeOf(into)
	if !mayLackTable(text, mapKeys(of)) {
		return nil
	}
	var tree map[string]any
	if _, err := toml.Decode(text, &tree); err != nil {
		return nil // told already
	}
	plainValues(of, tree, "", func(path string, found any) {
		out = append(out, Problem{name, lines.Of(path), fmt.Sprintf("%q is of type %s, not table",
			Plain(path), tomlType(fmt.Sprintf("%T", found))),
			"write it as the other entries have it"})
	})
	return out
}

// plainValues walks a tree beside the type it is read into.
func plainValues(t reflect.Type, v any, path string, found func(path string, v any)) {
	table, isTable := v.(map[string]any)
	switch t.Kind() {
	case reflect.Pointer:
		plainValues(t.Elem(), v, path, found)
	case reflect.Slice:
		if tables, ok := v.([]map[string]any); ok {
			for i, e := range tables {
				plainValues(t.Elem(), e, Element(path, i), found)
			}
		} else if values, ok := v.([]any); ok {
			for i, e := range values {
				plainValues(t.Elem(), e, Element(path, i), found)
			}
		}
	case reflect.Map:
		if !isTable {
			found(path, v)
		}
		for _, key := range slices.Sorted(maps.Keys(table)) {
			plainValues(t.Elem(), table[key], Join(path, key), found)
		}
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Anonymous && f.Tag.Get("toml") == "" {
				plainValues(f.Type, v, path, found)
			} else if e, ok := table[keyOf(f)]; ok {
				plainValues(f.Type, e, Join(path, keyOf(f)), found)
			}
		}
	}
}

func keyOf(f reflect.StructField) string {
	if tag, _, _ := strings.Cut(f.Tag.Get("toml"), ","); tag != "" {
		return tag
	}
	return f.Name
}

// mapKey is a key under which a type has a map.
type mapKey struct {
	name   string
	nested bool // of maps: the keys within have no names to look for
}

// keysOfMaps remembers mapKeys by type: the types are few, the files many.
var keysOfMaps sync.Map

// mapKeys are the keys of maps wherever in a type.
func mapKeys(t reflect.Type) []mapKey {
	if known, ok := keysOfMaps.Load(t); ok {
		return known.([]mapKey)
	}
	var keys []mapKey
	collect(t, map[reflect.Type]bool{}, func(k mapKey) { keys = append(keys, k) })
	keysOfMaps.Store(t, keys)
	return keys
}

func collect(t reflect.Type, seen map[reflect.Type]bool, found func(mapKey)) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if seen[t] || t.Kind() != reflect.Struct {
		return
	}
	seen[t] = true
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type.Kind() == reflect.Map {
			found(mapKey{keyOf(f), f.Type.Elem().Kind() == reflect.Map})
		}
		collect(f.Type, seen, found)
	}
}

// mayLackTable tells whether one of the keys seems to have a value other than a table. It may err on that side alone.
func mayLackTable(text string, keys []mapKey) bool {
	for _, key := range keys {
		for rest := text; ; {
			i := strings.Index(rest, key.name)
			if i < 0 {
				break
			}
			rest = rest[i+len(key.name):]
			after := strings.TrimLeft(rest, "\"' \t")
			value, ok := strings.CutPrefix(after, "=")
			if key.nested || ok && !strings.HasPrefix(strings.TrimLeft(value, " \t"), "{") {
				return true
			}
		}
	}
	return false
}
