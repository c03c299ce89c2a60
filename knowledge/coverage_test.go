package knowledge

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The lists in testdata/coverage say what the report contains: its statements with their addresses and figures, the
// technologies it names, and the places where it is wrong. Whatever of it the knowledge base loses fails here.

type reportStatement struct {
	ID          string   `json:"id"`
	URLs        []string `json:"urls"`
	Figures     []string `json:"figures"`
	Corrections []string `json:"corrections"`
}

type reportTechnology struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"`
}

func TestCoverageFindings(t *testing.T) {
	b := embedded(t)
	statements := coverage[reportStatement](t, "findings.json", 305)
	for _, s := range statements {
		f := b.carrier(s.ID)
		if f == nil {
			t.Errorf("%s: no finding has this id or covers it", s.ID)
			continue
		}
		for _, url := range s.URLs {
			if !slices.ContainsFunc(f.Sources, func(id string) bool { return b.Source(id).URL == url }) {
				t.Errorf("%s: finding %s does not name the source %s", s.ID, f.ID, url)
			}
		}
		for _, figure := range s.Figures {
			if text := f.Title + ". " + f.Claim; !states(text, figure) {
				t.Errorf("%s: finding %s does not state %q: %s", s.ID, f.ID, figure, text)
			}
		}
		for _, c := range s.Corrections {
			if !slices.ContainsFunc(b.Corrections(f.ID), func(f *Finding) bool { return f.ID == c }) {
				t.Errorf("%s: correction %s does not correct finding %s", s.ID, c, f.ID)
			}
		}
	}
}

func TestCoverageCorrections(t *testing.T) {
	b := embedded(t)
	for _, id := range coverage[string](t, "corrections.json", 44) {
		if f := b.Finding(id); f == nil || len(f.Corrects) == 0 {
			t.Errorf("%s: there is no such correction", id)
		}
	}
}

func TestCoverageTechnologies(t *testing.T) {
	b := embedded(t)
	for _, want := range coverage[reportTechnology](t, "technologies.json", 145) {
		i := slices.IndexFunc(b.Technologies, func(t Technology) bool { return t.Name == want.Name })
		if i < 0 {
			t.Errorf("%s: there is no such technology", want.Name)
			continue
		}
		have := b.Technologies[i]
		for _, alias := range want.Aliases {
			if !slices.Contains(have.Aliases, alias) {
				t.Errorf("%s: lacks the alias %s", want.Name, alias)
			}
		}
		if len(have.Findings) == 0 {
			t.Errorf("%s: nothing is known of it", want.Name)
		}
	}
}

// What the figures of the report may look like in a claim of ours.
func TestStates(t *testing.T) {
	for _, c := range []struct {
		text, figure string
		want         bool
	}{
		{"It became 2–10x faster.", "2-10x", true}, // another dash
		{"Generally available (GA) since November 2023.", "GA November 2023", true},
		{"Keep it under 0.1% of all errors.", "<0.1%", true},
		{"Keep it at 0.1% of all errors.", "<0.1%", false}, // the limit lost its direction
		{"Over 80 % of the code.", ">80%", true},           // a space before the sign
		{"Some 180% of the code, over all.", ">80%", false},
		{"In weeks 1-4 begin.", "Weeks 1-4", true},
		{"In weeks 1-44 begin.", "Weeks 1-4", false},
	} {
		if got := states(c.text, c.figure); got != c.want {
			t.Errorf("states(%q, %q) = %v", c.text, c.figure, got)
		}
	}
}

// carrier is the finding that makes the report's statement: of the same id, or covering it.
func (b *Base) carrier(id string) *Finding {
	if f := b.Finding(id); f != nil {
		return f
	}
	for i := range b.Findings {
		if slices.Contains(b.Findings[i].Covers, id) {
			return &b.Findings[i]
		}
	}
	return nil
}

var (
	figureParts = regexp.MustCompile(`[\p{L}\d][\p{L}\d.-]*[\p{L}\d]?[%+]?`)
	// A limit may be worded as well as drawn.
	limits = map[string]*regexp.Regexp{
		"<": regexp.MustCompile(`<|\b(under|below|less than|fewer than|within)\b`),
		">": regexp.MustCompile(`>|\b(over|above|more than|at least)\b`),
	}
)

// states tells whether the text gives the figure, whatever the typography and the order of the words around it.
func states(text, figure string) bool {
	text, figure = plain(text), plain(figure)
	if limit := limits[figure[:1]]; limit != nil && !limit.MatchString(text) {
		return false
	}
	have := parts(text)
	for _, part := range parts(figure) {
		if !slices.Contains(have, part) {
			return false
		}
	}
	return true
}

func parts(s string) []string {
	found := figureParts.FindAllString(s, -1)
	for i := range found {
		found[i] = strings.TrimRight(found[i], ".-")
	}
	return found
}

func plain(s string) string {
	s = strings.NewReplacer("–", "-", "—", "-", "−", "-", "‑", "-", "×", "x", "\u00a0", " ", "\u202f",
		" ").Replace(s)
	return strings.ReplaceAll(strings.ToLower(s), " %", "%")
}

// coverage reads a list of what the report contains; want guards against a list cut short.
func coverage[T any](t *testing.T, file string, want int) []T {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "coverage", file))
	if err != nil {
		t.Fatal(err)
	}
	var list []T
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if len(list) != want {
		t.Fatalf("%s has %d entries instead of %d", file, len(list), want)
	}
	return list
}

// overstated are claims that were wrong as they stood once, by what is wrong with them.
var overstated = map[string]string{
	`(?i)clean (security )?record`:              "say of which advisories, and when somebody looked",
	`(?i)nothing to rotate`:                     "who logs in to a store or a broker has credentials to rotate",
	`(?i)tokio (does not|cannot) (work|run)`:    "that holds for wasm32-unknown-unknown alone; name the target",
	`(?i)newest (stable )?(release of )?rocket`: "Rocket's releases stand in one place, the evidence of C19",
	`rocket = "0\.5\.[0-9]`:                     "a patch release is the registry's to choose",
	`channel = "1\.`:                            "the stable channel, with the least Rust that the stack needs",
	`prepare --check` + "`":                     "with --workspace, as prepare has it",
	`(?i)cmake-build"\]`:                        "without ssl librdkafka has no encryption",

	`note = "(none|HTTP|the other direction|made for people)"`: "a note reads alone",
}

// TestNothingOverstated: no text of the base says again what was found wrong in it.
func TestNothingOverstated(t *testing.T) {
	err := fs.WalkDir(Embedded(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".toml" {
			return err
		}
		text, err := fs.ReadFile(Embedded(), path)
		for i, line := range strings.Split(string(text), "\n") {
			told := strings.HasPrefix(line, "text = ") || strings.HasPrefix(line, "claim = ") ||
				strings.HasPrefix(line, "summary = ") || strings.Contains(line, "note = ") ||
				strings.HasPrefix(line, "code") || strings.HasPrefix(line, "channel = ")
			for pattern, why := range overstated {
				if told && regexp.MustCompile(pattern).MatchString(line) {
					t.Errorf("%s:%d: %s: %s", path, i+1, line, why)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
