package knowledge

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

// Where things stand is known in the base and in the rules over it.
func TestPlaces(t *testing.T) {
	p := Locate(Embedded(), House{Name: "acme", FS: os.DirFS("testdata/house")})
	for sentence, want := range map[string]string{
		"database-layer.acme-data never wins":                             "acme/decisions/database-layer.toml",
		"database-layer.sqlx never wins":                                  "acme/decisions/database-layer.toml",
		"database-layer.diesel-async never wins":                          "decisions/database-layer.toml",
		"criterion database-layer.checked changes nothing":                "decisions/database-layer.toml",
		"question footprint changes nothing":                              "acme/questions.toml",
		"choices journey = new-service, store = sqlite are one":           "vocabulary.toml",
		"web-framework.axum requires async-runtime.tokio changes nothing": "constraints.toml",
		"testing-depth is left without an option":                         "decisions/testing-depth.toml",
		"nothing": "",
	} {
		file, line := p.Of(sentence)
		if _, err := fs.Stat(Embedded(), want); err != nil && want != "" && !strings.HasPrefix(want, "acme/") {
			continue // not in this base
		}
		if file != want || (line == 0) != (want == "") {
			t.Errorf("%s: %s:%d, want %s", sentence, file, line, want)
		}
	}
}
