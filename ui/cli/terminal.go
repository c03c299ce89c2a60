package cli

import (
	"bytes"
	"os"

	"charm.land/glamour/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"rustadvisor/ui/styles"
)

// Widths of rendered text, in columns. Longer lines are hard to read.
const (
	defaultWidth = 80
	minWidth     = 40
	maxWidth     = 120
)

// terminal renders Markdown for reading. The terminal is never asked anything: its width is known to the system, what
// colours it has to the environment, and its background is taken for dark unless the user says otherwise.
func (a *app) terminal(markdown []byte, f adviseFlags) ([]byte, error) {
	r, err := glamour.NewTermRenderer(glamour.WithStyles(styles.New(styles.Kind{Dark: !f.light, Few: a.profile(f.out) == colorprofile.ANSI}).Markdown()),
		glamour.WithWordWrap(a.width(f.out)-2)) // glamour lets a comma stand beyond the edge
	if err != nil {
		return nil, err
	}
	text, err := r.RenderBytes(markdown)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := colorprofile.Writer{Forward: &out, Profile: a.profile(f.out)}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	return trimRight(out.Bytes()), nil
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

// profile is which colours to write: none into a file, else what the environment says. CLICOLOR_FORCE asks for colours where
// there is no terminal; NO_COLOR, which a user sets for all programs, has the last word.
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

// trimRight drops the spaces that fill lines up.
func trimRight(text []byte) []byte {
	lines := bytes.Split(text, []byte("\n"))
	for i, line := range lines {
		lines[i] = bytes.TrimRight(line, " ")
	}
	return bytes.Join(lines, []byte("\n"))
}
