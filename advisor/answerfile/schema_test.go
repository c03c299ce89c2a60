package answerfile_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/BurntSushi/toml"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/schematest"
)

// The schema takes every answers file that the program writes, and refuses what the program refuses.
func TestAnswersSchema(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	schema, err := answerfile.Schema(base)
	if err != nil {
		t.Fatal(err)
	}
	faults := func(text []byte) []string {
		var tree map[string]any
		if _, err := toml.Decode(string(text), &tree); err != nil {
			t.Fatal(err)
		}
		asJSON, err := json.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		return schematest.Validate(schema, asJSON)
	}
	files, err := filepath.Glob("../testdata/own/*.toml")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		a, _, err := answerfile.Recall(base, file, text)
		if err != nil {
			t.Fatal(err)
		}
		a = a.WithPackages(base, "fastapi", "our-lib").Pinned(advisor.Pin{Decision: "database-layer", Option: "diesel"})
		if found := faults(answerfile.Format(base, a, nil)); len(found) > 0 {
			t.Errorf("%s: %v", file, found)
		}
	}
	for _, wrong := range []string{"[answers]\nstore = \"postgre\"\n", "[answers]\nstores = \"postgres\"\n",
		"store = \"postgres\"\n", "situations = [\"nothing\"]\n",
		"[pins]\ndatabase-layer = \"axum\"\n", "star = \"nothing\"\n"} {
		if found := faults([]byte(wrong)); len(found) == 0 {
			t.Errorf("%q is taken", wrong)
		}
		if _, _, err := answerfile.Parse(base, "a.toml", []byte(wrong)); err == nil {
			t.Errorf("the program takes %q", wrong)
		}
	}
}
