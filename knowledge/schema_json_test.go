package knowledge

import (
	"encoding/json"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"

	"rustadvisor/knowledge/schematest"

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
			for _, fault := range append(schematest.Check(schema, value, file), schematest.Check(all, value, file)...) {
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
		"unknown key": {"questions.toml", "colour = 1", "unknown colour"},
		"unknown key deep down": {"decisions/x.toml", "[[option]]\nid = \"a\"\n[option.fit.b]\nvalue = 1\nweight = 2",
			"unknown weight"},
		"mark of the loader": {"sources.toml", "[[source]]\nid = \"a\"\nhouse = true", "unknown house"},
		"wrong type":         {"plan.toml", "[[phase]]\nid = \"a\"\nweeks = \"1-2\"", "string"},
		"no id":              {"practices/x.toml", "[[practice]]\ntitle = \"a\"", "lacks id"},
		"fit out of range":   {"decisions/x.toml", "[[option]]\nid = \"a\"\nfit = { b = { value = 3 } }", "3"},
		"points out of range": {"questions.toml",
			"[[question]]\nid = \"a\"\n[[question.choice]]\nid = \"b\"\nadds = { \"c.d\" = 10 }", "10"},
		"points for nothing": {"questions.toml",
			"[[question]]\nid = \"a\"\n[[question.choice]]\nid = \"b\"\nadds = { \"c\" = 1 }", "c"},
		"several as a word": {"questions.toml", "[[question]]\nid = \"a\"\nseveral = \"yes\"", "boolean"},
		"was as a word":     {"questions.toml", "[[question]]\nid = \"a\"\nwas = { b = \"c\" }", "array"},
		"per as a list":     {"decisions/x.toml", "per = [\"a\"]", "string"},
		"any as a word":     {"decisions/x.toml", "[[need]]\nany = \"yes\"", "boolean"},
		"points of a situation": {"situations/x.toml",
			"[[situation]]\nid = \"a\"\nadds = { \"c.d\" = 10 }", "10"},
		"weight of a mind": {"situations/x.toml",
			"[[situation]]\nid = \"a\"\n[[situation.mind]]\nid = \"b\"\nweight = 4", "4"},
		"expects as a word":  {"situations/x.toml", "[[situation]]\nid = \"a\"\nexpects = \"b\"", "array"},
		"unknown key beside": {"decisions/x.toml", "[[finding]]\nid = \"a\"\nclaims = \"b\"", "unknown claims"},
		"unknown ring":       {"decisions/x.toml", "[[option]]\nid = \"a\"\nring = \"adapt\"", "adapt"},
		"no date":            {"findings/x.toml", "[[finding]]\nid = \"a\"\ndate = \"yesterday\"", "yesterday"},
		"unknown scale":      {"decisions/x.toml", "[[criterion]]\nid = \"a\"\nscale = { \"3\" = \"\" }", "3"},
		"no address":         {"sources.toml", "[[source]]\nid = \"a\"\nurl = \"example.org\"", "example.org"},
	} {
		schema := schemaOf(t, base, kindOf(test.file).name)
		faults := schematest.Check(schema, decoded(t, test.text), test.file)
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
				keys["."+f.key], keys[f.of.Name()+"."+f.key] = true, true
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
		for _, fault := range schematest.Check(schema, value, base.Decisions[i].ID) {
			t.Error(fault)
		}
	}
}
