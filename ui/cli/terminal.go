package cli

import (
	"bytes"
	"os"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"rustadvisor/advisor/doc"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/typeset"
)

// Widths of rendered text, in columns. Longer lines are hard to read.
const (
	defaultWidth = 80
	minWidth     = 40
	maxWidth     = 120
)

// terminal sets a document for reading. The terminal is never asked anything: its width is known to the system, what
// colours it has to the environment, and its background is taken for dark unless the user says otherwise.
func (a *app) terminal(blocks []doc.Block, f adviseFlags) ([]byte, error) {
	look := styles.New(styles.Kind{Dark: !f.light, Few: a.profile(f.out) == colorprofile.ANSI})
	lines := typeset.Page{Look: look, Cells: a.width(f.out)}.Lines(blocks)
	var out bytes.Buffer
	w := colorprofile.Writer{Forward: &out, Profile: a.profile(f.out)}
	if _, err := w.Write([]byte(strings.Join(lines, "\n") + "\n")); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (a *app) width(file string) int {
	if file != "" && file != "-" {
		return defaultWidth
	}
	width, _, err := term.GetSize(a.out.Fd())
	if err != nil || width <= 0 {
		return defaultWidth
	}
	return min(max(width, minWidth), maxWidth)
}

// profile is which colours to write: none into a file, else what the environment says. CLICOLOR_FORCE asks for
// colours where there is no terminal; NO_COLOR, which a user sets for all programs, has the last word.
func (a *app) profile(file string) colorprofile.Profile {
	if file != "" && file != "-" {
		return colorprofile.NoTTY
	}
	profile := colorprofile.Detect(a.out, os.Environ())
	if os.Getenv("NO_COLOR") != "" {
		return min(profile, colorprofile.Ascii)
	}
	return profile
}
