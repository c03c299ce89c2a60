package knowledge

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// schemaOf is the schema of one kind of file, as a tree.
func schemaOf(t *testing.T, base *Base, kind string) object {
	t.Helper()
	text, err := JSONSchema(base, kind)
	if err != nil {
		t.Fatal(err)
	}
	var schema object
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	return schema
}

// decoded is TOML as JSON has it.
func decoded(t *testing.T, text string) any {
	t.Helper()
	var tree map[string]any
	if _, err := toml.Decode(text, &tree); err != nil {
		t.Fatal(err)
	}
	asJSON, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(asJSON, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// Every real file, and every file of house rules, is valid by the schema of its kind and by the one for all.
func TestSchemaAdmitsTheData(t *testing.T) {
	base := embedded(t)
	all := schemaOf(t, base, "")
	for _, folder := range []fs.FS{Embedded(), os.DirFS("testdata/house")} {
		err := fs.WalkDir(folder, ".", func(file string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(file, ".toml") {
				return err
			}
			text, err := fs.ReadFile(folder, file)
			if err != nil {
				return err
			}
			value, schema := decoded(t, string(text)), schemaOf(t, base, kindOf(file).name)
			for _, fault := range append(validate(schema, schema, value, file), validate(all, all, value, file)...) {
				t.Error(fault)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// What the loader refuses for its form, the schema refuses.
func TestSchemaRefuses(t *testing.T) {
	base := embedded(t)
	for name, test := range map[string]struct{ file, text, want string }{
		"unknown key":           {"questions.toml", "colour = 1", "unknown colour"},
		"unknown key deep down": {"decisions/x.toml", "[[option]]\nid = \"a\"\n[option.fit.b]\nvalue = 1\nweight = 2", "unknown weight"},
		"mark of the loader":    {"sources.toml", "[[source]]\nid = \"a\"\nhouse = true", "unknown house"},
		"wrong type":            {"plan.toml", "[[phase]]\nid = \"a\"\nweeks = \"1-2\"", "string"},
		"no id":                 {"practices/x.toml", "[[practice]]\ntitle = \"a\"", "lacks id"},
		"fit out of range":      {"decisions/x.toml", "[[option]]\nid = \"a\"\nfit = { b = { value = 3 } }", "3"},
		"points out of range":   {"questions.toml", "[[question]]\nid = \"a\"\n[[question.choice]]\nid = \"b\"\nadds = { \"c.d\" = 10 }", "10"},
		"points for nothing":    {"questions.toml", "[[question]]\nid = \"a\"\n[[question.choice]]\nid = \"b\"\nadds = { \"c\" = 1 }", "c"},
		"unknown ring":          {"decisions/x.toml", "[[option]]\nid = \"a\"\nring = \"adapt\"", "adapt"},
		"no date":               {"findings/x.toml", "[[finding]]\nid = \"a\"\ndate = \"yesterday\"", "yesterday"},
		"unknown scale":         {"decisions/x.toml", "[[criterion]]\nid = \"a\"\nscale = { \"3\" = \"\" }", "3"},
		"no address":            {"sources.toml", "[[source]]\nid = \"a\"\nurl = \"example.org\"", "example.org"},
	} {
		schema := schemaOf(t, base, kindOf(test.file).name)
		faults := validate(schema, schema, decoded(t, test.text), test.file)
		if len(faults) != 1 || !strings.Contains(faults[0], test.want) {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func TestSchemaOfNothing(t *testing.T) {
	base := embedded(t)
	if _, err := JSONSchema(base, "decisions"); err == nil || !strings.Contains(err.Error(), "did you mean decision") {
		t.Error(err)
	}
}

// Every description is of a key there is.
func TestSchemaDescriptions(t *testing.T) {
	keys := map[string]bool{}
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		switch t.Kind() {
		case reflect.Slice, reflect.Map, reflect.Pointer:
			walk(t.Elem())
		case reflect.Struct:
			for f := range tomlFields(t) {
				keys["."+f.key], keys[t.Name()+"."+f.key] = true, true
				walk(f.Type)
			}
		}
	}
	for _, f := range fileKinds {
		walk(f.shape)
	}
	for key := range descriptions {
		if !keys[key] {
			t.Errorf("there is no %s", key)
		}
	}
}

// A thing of the base reads like its file, and is valid by the schema of its type.
func TestData(t *testing.T) {
	base := embedded(t)
	schema := schemaOf(t, base, "decision")
	for i := range base.Decisions {
		text, err := json.Marshal(Data(&base.Decisions[i]))
		if err != nil {
			t.Fatal(err)
		}
		var value any
		if err := json.Unmarshal(text, &value); err != nil {
			t.Fatal(err)
		}
		for _, fault := range validate(schema, schema, value, base.Decisions[i].ID) {
			t.Error(fault)
		}
	}
}

// validate checks a value against as much of JSON Schema as the schemas here use, and panics at what it does not know.
func validate(root, schema object, value any, at string) (faults []string) {
	for word, rule := range schema {
		faults = append(faults, rules[word](root, schema, rule, value, at)...)
	}
	return faults
}

var rules map[string]func(root, schema object, rule, value any, at string) []string

func init() {
	nothing := func(object, object, any, any, string) []string { return nil }
	limit := func(holds func(v, limit float64) bool) func(object, object, any, any, string) []string {
		return func(_, _ object, rule, value any, at string) []string {
			if v, ok := value.(float64); ok && !holds(v, rule.(float64)) {
				return []string{fmt.Sprintf("%s is %v, beyond %v", at, value, rule)}
			}
			return nil
		}
	}
	rules = map[string]func(root, schema object, rule, value any, at string) []string{
		"$schema": nothing, "$defs": nothing, "title": nothing, "description": nothing,
		"minimum": limit(func(v, limit float64) bool { return v >= limit }),
		"maximum": limit(func(v, limit float64) bool { return v <= limit }),
		"$ref": func(root, _ object, rule, value any, at string) []string {
			return validate(root, root["$defs"].(object)[strings.TrimPrefix(rule.(string), "#/$defs/")].(object), value, at)
		},
		"anyOf": func(root, _ object, rule, value any, at string) []string {
			for _, s := range rule.([]any) {
				if len(validate(root, s.(object), value, at)) == 0 {
					return nil
				}
			}
			return []string{at + " fits none of anyOf"}
		},
		"enum": func(_, _ object, rule, value any, at string) []string {
			if !slices.Contains(rule.([]any), value) {
				return []string{fmt.Sprintf("%s is %v, not one of %v", at, value, rule)}
			}
			return nil
		},
		"pattern": func(_, _ object, rule, value any, at string) []string {
			if v, ok := value.(string); ok && !regexp.MustCompile(rule.(string)).MatchString(v) {
				return []string{fmt.Sprintf("%s is %v, not %v", at, value, rule)}
			}
			return nil
		},
		"maxItems": func(_, _ object, rule, value any, at string) []string {
			if v, ok := value.([]any); ok && len(v) > int(rule.(float64)) {
				return []string{fmt.Sprintf("%s has %d items", at, len(v))}
			}
			return nil
		},
		"required":      required,
		"type":          typed,
		"items":         items,
		"properties":    properties,
		"propertyNames": propertyNames,

		"additionalProperties": additional,
	}
}

func required(_, _ object, rule, value any, at string) (faults []string) {
	table, _ := value.(object)
	for _, key := range rule.([]any) {
		if _, ok := table[key.(string)]; !ok {
			faults = append(faults, fmt.Sprintf("%s lacks %s", at, key))
		}
	}
	return faults
}

func typed(_, _ object, rule, value any, at string) []string {
	is := map[reflect.Kind]string{reflect.Map: "object", reflect.Slice: "array", reflect.String: "string", reflect.Bool: "boolean",
		reflect.Float64: "integer"}[reflect.ValueOf(value).Kind()]
	if f, ok := value.(float64); ok && f != float64(int(f)) {
		is = "number"
	}
	if is != rule {
		return []string{fmt.Sprintf("%s is %s, not %v", at, is, rule)}
	}
	return nil
}

func items(root, _ object, rule, value any, at string) (faults []string) {
	list, _ := value.([]any)
	for i, item := range list {
		faults = append(faults, validate(root, rule.(object), item, fmt.Sprintf("%s[%d]", at, i))...)
	}
	return faults
}

func properties(root, _ object, rule, value any, at string) (faults []string) {
	table, _ := value.(object)
	for key, member := range table {
		if s, ok := rule.(object)[key]; ok {
			faults = append(faults, validate(root, s.(object), member, at+"."+key)...)
		}
	}
	return faults
}

func additional(root, schema object, rule, value any, at string) (faults []string) {
	table, _ := value.(object)
	known, _ := schema["properties"].(object)
	for key, member := range table {
		if _, ok := known[key]; ok {
			continue
		}
		if s, ok := rule.(object); ok {
			faults = append(faults, validate(root, s, member, at+"."+key)...)
		} else {
			faults = append(faults, fmt.Sprintf("%s has an unknown %s", at, key))
		}
	}
	return faults
}

func propertyNames(root, _ object, rule, value any, at string) (faults []string) {
	table, _ := value.(object)
	for key := range table {
		faults = append(faults, validate(root, rule.(object), key, at+"."+key)...)
	}
	return faults
}
