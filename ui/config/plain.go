package config

import (
	"fmt"
	"strings"

	"rustadvisor/knowledge"
)

// PlainVariable turns line mode on or off; it goes before the file.
const PlainVariable = "RUSTADVISOR_PLAIN"

// PlainBy tells whether questions are asked on plain lines, and what says so: the variable with that value, the file, or
// nothing, which is "". The error is that the variable is neither on nor off; then the file counts.
func (c Config) PlainBy(variable string) (on bool, by string, err error) {
	switch strings.ToLower(variable) {
	case "":
	case "1", "true", "yes", "on":
		return true, PlainVariable, nil
	case "0", "false", "no", "off":
		return false, PlainVariable, nil
	default:
		err = fmt.Errorf("%s is %q, which is neither on nor off; set it to 1 or 0", PlainVariable, knowledge.Clean(variable))
	}
	if c.Plain != nil {
		return *c.Plain, "config.toml", err
	}
	return false, "", err
}
