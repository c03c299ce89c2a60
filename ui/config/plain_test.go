package config

import "testing"

func TestPlainBy(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		variable string
		file     *bool
		on       bool
		by       string
		faulty   bool
	}{
		{"", nil, false, "", false},
		{"", &yes, true, "config.toml", false},
		{"", &no, false, "config.toml", false},
		{"1", &no, true, PlainVariable, false},
		{"Yes", nil, true, PlainVariable, false},
		{"0", &yes, false, PlainVariable, false},
		{"off", nil, false, PlainVariable, false},
		{"maybe", &yes, true, "config.toml", true},
		{"maybe", nil, false, "", true},
	} {
		on, by, err := Config{Plain: c.file}.PlainBy(c.variable)
		if on != c.on || by != c.by || (err != nil) != c.faulty {
			t.Errorf("%q over %v: %v by %q, %v", c.variable, c.file, on, by, err)
		}
	}
}
