package knowledge

import (
	"strings"
	"testing"
)

func TestTechnology(t *testing.T) {
	b := embedded(t)
	axum := b.Technology("axum")
	if axum == nil || axum.Name != "Axum" || len(axum.Options) != 1 || axum.Options[0] != "web-framework.axum" {
		t.Errorf("axum is %+v", axum)
	}
	if other := b.Technology("no-such-thing"); other != nil {
		t.Errorf("found %+v", other)
	}
}

// Faults are told with file, line and mend.
func TestTechnologyFaults(t *testing.T) {
	const sound = "[[technology]]\nid = \"a\"\nname = \"A\"\naliases = []\nwhat = \"w\"\n"
	other := strings.NewReplacer(`"a"`, `"b"`, `"A"`, `"B"`).Replace(sound)
	for _, c := range []struct{ name, text, want string }{
		{"text", strings.Replace(sound, `"w"`, `""`, 1),
			`technologies.toml:1: technology "a" lacks its id or a text; add id, name and what`},
		{"twice", sound + strings.Replace(other, `"b"`, `"a"`, 1),
			`technologies.toml:6: technology "a" stands already at technologies.toml:1; give one`},
		{"alias taken", sound + strings.Replace(other, `[]`, `["A"]`, 1),
			`technologies.toml:9: technology "b" is named "A", which stands already with "a"; keep`},
		{"empty alias", strings.Replace(sound, `[]`, `[" "]`, 1),
			`technologies.toml:4: technology "a" has an empty name; remove it`},
		{"finding", sound + "findings = [\"web-axum-profil\"]\n",
			`technologies.toml:6: unknown finding "web-axum-profil"; did you mean web-axum-profile`},
		{"option", sound + "options = [\"axum\"]\n",
			`technologies.toml:6: unknown option "axum"; did you mean web-framework.axum`},
		{"key", sound + "kind = \"x\"\n", `technologies.toml:6: unknown key "technology.kind"; remove it`},
	} {
		wantFault(t, c.name, with("technologies.toml", c.text), c.want)
	}
	// Capitals tell two things apart.
	if _, err := Load(with("technologies.toml", sound+strings.Replace(other, `[]`, `["a"]`, 1))); err != nil {
		t.Error(err)
	}
}
