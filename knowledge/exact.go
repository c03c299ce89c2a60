package knowledge

import (
	"reflect"
	"strings"
)

// inexact finds keys that are known but for their capitals. The TOML library takes them for the known ones, and
// where rules say Title and the base says title, which of them counts would be left to chance. It returns the path
// of each, and the right key.
func inexact(value any, t reflect.Type, path string) map[string]string {
	found := map[string]string{}
	add := func(more map[string]string) {
		for at, key := range more {
			found[at] = key
		}
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch v := value.(type) {
	case []map[string]any:
		for i := range v {
			add(inexact(v[i], t.Elem(), element(path, i)))
		}
	case map[string]any:
		if t.Kind() == reflect.Map {
			for key, inner := range v {
				add(inexact(inner, t.Elem(), join(path, key)))
			}
			return found
		}
		for f := range tomlFields(t) {
			for key, inner := range v {
				if key == f.key {
					add(inexact(inner, f.Type, join(path, key)))
				} else if strings.EqualFold(key, f.key) {
					found[join(path, key)] = f.key
				}
			}
		}
	}
	return found
}
