package config

import (
	"encoding/json"
	"testing"

	"github.com/BurntSushi/toml"

	"rustadvisor/knowledge/schematest"
)

// The schema takes the example and all that it shows behind comment marks, and refuses what the program refuses.
func TestSchema(t *testing.T) {
	schema, err := Schema(actions)
	if err != nil {
		t.Fatal(err)
	}
	faults := func(text string) []string {
		var tree map[string]any
		if _, err := toml.Decode(text, &tree); err != nil {
			t.Fatal(err)
		}
		asJSON, err := json.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		return schematest.Validate(schema, asJSON)
	}
	example := Example(actions)
	for _, right := range []string{example, commented.ReplaceAllString(example, "$1"), "plain = true\n",
		"[keys]\nexport = [\"ctrl+e\", \"f5\"]\n"} {
		if found := faults(right); len(found) > 0 {
			t.Errorf("%v in\n%s", found, right)
		}
	}
	for _, wrong := range []string{"thme = \"dark\"\n", "theme = \"drak\"\n", "theme = 1\n", "plain = \"yes\"\n",
		"folder = true\n", "keys = 3\n", "[keys]\nexprt = [\"e\"]\n", "[keys]\nexport = \"e\"\n", "[keys]\nexport = []\n",
		"[keys]\nexport = [\"\"]\n", "[keys]\nexport = [7]\n"} {
		if found := faults(wrong); len(found) == 0 {
			t.Errorf("%q is taken", wrong)
		}
		if _, err := Parse("config.toml", wrong, "export", "search"); err == nil {
			t.Errorf("the program takes %q", wrong)
		}
	}
}
