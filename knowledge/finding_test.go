package knowledge

import (
	"os"
	"testing"
)

func TestCitations(t *testing.T) {
	base, err := Load(Embedded(), House{Name: "acme", FS: os.DirFS("testdata/house")})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, c := range base.Citations("acme-data-audit") {
		kinds[c.Kind]++
	}
	if kinds["fit"] != 8 || kinds["need"] != 1 || kinds[KindOption] != 1 || len(kinds) != 3 {
		t.Errorf("cited by %v", kinds)
	}
}
