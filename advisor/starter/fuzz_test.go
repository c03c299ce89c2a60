package starter

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"unicode"

	"github.com/BurntSushi/toml"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
)

// FuzzMake makes projects of any name from advice whose texts are any: each is refused, or its files are where they
// belong, are what they say that they are, and hold nothing that a terminal obeys.
func FuzzMake(f *testing.F) {
	for _, text := range []string{"Axum", `a"b`, "```\n# h", "{{.Name}}", "$(x)`y`", "]]>\\", "é\u200d: - x",
		"'''\"\"\""} {
		f.Add("shop", text, uint8(0))
		f.Add(text, "Axum", uint8(1))
	}
	e := engine(f)
	sets := []advisor.Answers{
		advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("store", "postgres"),
		advisor.Answers{}.With("journey", "new-service").With("artifact", "worker").With("store", "sqlite"),
		advisor.Answers{}.With("journey", "new-service").With("artifact", "cli"),
		advisor.Answers{}.With("journey", "migrate-python").With("artifact", "library").With("hosts", "python").
			With("bottleneck", "python-cpu").With("tried", "enough"),
		advisor.Answers{}.With("journey", "migrate-python"),
	}
	f.Fuzz(func(t *testing.T, name, text string, which uint8) {
		a := e.Advise(sets[int(which)%len(sets)])
		text = wording.Clean(text) // as the loader does with all texts of house rules
		for i := range a.Decisions {
			d := &a.Decisions[i]
			d.Title, d.Asks, d.Pick.Title, d.Fallback = text, text, text, text
			if d.Option != nil {
				d.Option.Summary, d.Option.Reversal, d.Option.Title = text, text, text
			}
		}
		p, err := Make(a, Options{Name: name, Date: "2026-11-22", Answers: []byte("[answers]\n")})
		var wrong *NameError
		var declined *Declined
		if err != nil {
			if !errors.As(err, &wrong) && !errors.As(err, &declined) || strings.ContainsFunc(err.Error(), unicode.IsControl) {
				t.Fatalf("%q: %v", name, err)
			}
			return
		}
		for _, file := range p.Files {
			if !fs.ValidPath(file.Path) {
				t.Errorf("%q is no place for a file", file.Path)
			}
			if strings.HasSuffix(file.Path, ".toml") {
				if _, err := toml.Decode(string(file.Text), new(any)); err != nil {
					t.Errorf("%s: %v\n%s", file.Path, err, file.Text)
				}
			}
			for _, r := range string(file.Text) {
				if r != '\n' && r != '\t' && unicode.IsControl(r) ||
					r == unicode.ReplacementChar && !strings.ContainsRune(text, r) {
					t.Errorf("%s holds %q", file.Path, r)
				}
			}
		}
	})
}
