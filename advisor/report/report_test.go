package report

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

var update = flag.Bool("update", false, "write the golden files anew")

func engine(t *testing.T) *advisor.Engine {
	t.Helper()
	base, err := knowledge.Load(os.DirFS("testdata/base"))
	if err != nil {
		t.Fatal(err)
	}
	return advisor.New(base)
}

var golden = advisor.Answers{Star: "artifact", Choices: map[string][]string{
	"journey": {"new-service"}, "artifact": {"http-service"}, "store": {"postgres"}, "query-style": {"sql"},
	"load": {"io"}, "stakes": {"low-risk"},
}}

func TestGolden(t *testing.T) {
	e := engine(t)
	for name, answers := range map[string]advisor.Answers{
		"golden":  golden,
		"empty":   {},
		"mongodb": golden.With("store", "mongodb"),
		"partial": golden.With("query-style", "").With("stakes", "not-sure").With("load", ""),
	} {
		compare(t, name+".md", Markdown(e.Advise(answers)))
	}
	text, err := JSON(e.Advise(golden))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "golden.json", text)
}

func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got), -update writes it anew:\n%s", name, diff)
	}
}
