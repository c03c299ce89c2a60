package strict

import "github.com/BurntSushi/toml"

// Trusted reads what Decode is known to read, into the same values, and looks for nothing that could be wrong.
func Trusted(name, text string, into any) (*Lines, Problems) {
	lines := &Lines{text: text}
	if _, err := toml.Decode(text, into); err != nil {
		return lines, Problems{explain(name, text, lines, err)}
	}
	return lines, nil
}
