package cmdutil

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/files"
)

// Widths of rendered text, in columns. Longer lines are hard to read.
const (
	defaultWidth = 80
	minWidth     = 40
	maxWidth     = 120
)

// Width is how wide text is to be set that goes to a file, or to standard output.
func (e *Env) Width(file string) int {
	if file != "" && file != "-" {
		return defaultWidth
	}
	width, _, err := term.GetSize(e.Out.Fd())
	if err != nil || width <= 0 {
		return defaultWidth
	}
	return min(max(width, minWidth), maxWidth)
}

// Profile is which colours to write: none into a file, else what the environment says. CLICOLOR_FORCE asks for
// colours where there is no terminal; NO_COLOR, which a user sets for all programs, has the last word.
func (e *Env) Profile(file string) colorprofile.Profile {
	if file != "" && file != "-" {
		return colorprofile.NoTTY
	}
	profile := colorprofile.Detect(e.Out, os.Environ())
	if os.Getenv("NO_COLOR") != "" {
		return min(profile, colorprofile.Ascii)
	}
	return profile
}

// Write puts a result where it belongs, over no file.
func (e *Env) Write(text []byte, name string) error { return e.Save(text, name, false) }

// Save puts a result where it belongs; into a file whole or not at all, and over one only by force: what has come
// up since it was checked stays.
func (e *Env) Save(text []byte, name string, force bool) error {
	if name == "" || name == "-" {
		_, err := io.Copy(e.Out, bytes.NewReader(text))
		return err
	}
	_, err := files.Write(filepath.Dir(name), files.File{Name: filepath.Base(name), Over: force, Text: text})
	if err != nil {
		return strict.CleanError(fmt.Errorf("cannot write %w", err))
	}
	return nil
}

// CheckOutput refuses to write over a file unasked, over what is no file at all, and over what is read.
func CheckOutput(name string, force bool, read ...string) error {
	if name == "" || name == "-" {
		return nil
	}
	info, err := os.Stat(name)
	_, link := os.Readlink(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && link == nil:
		return Misuse("%s is a link that leads nowhere; name another file with -o", wording.Clean(name))
	case errors.Is(err, fs.ErrNotExist) && os.IsPathSeparator(name[len(name)-1]):
		return Misuse("%s is no folder that is there; name a file with -o", wording.Clean(name))
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return Misuse("cannot write %w", err)
	case info.IsDir():
		return Misuse("%s is a folder; name a file in it with -o", wording.Clean(name))
	case !info.Mode().IsRegular():
		return Misuse("%s is no regular file; name another with -o", wording.Clean(name))
	case !force:
		return Misuse("%s exists already; name another file, or replace it with --force", wording.Clean(name))
	}
	for _, other := range read {
		if from, err := os.Stat(other); err == nil && os.SameFile(info, from) {
			return Misuse("%s is read, and would be lost; name another file to write to", wording.Clean(name))
		}
	}
	return nil
}

// JSON writes a value as JSON, the way all commands do.
func (e *Env) JSON(value any) error {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return err
	}
	return e.Write(out.Bytes(), "")
}

// Table aligns the columns of rows; the last one runs on.
func Table(rows [][]string) []byte {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], ansi.StringWidth(cell))
		}
	}
	var out bytes.Buffer
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", widths[i]-ansi.StringWidth(cell)+2))
			}
		}
		fmt.Fprintln(&out, strings.TrimRight(line.String(), " "))
	}
	return out.Bytes()
}

// Output is where a command writes to.
type Output struct {
	File  string
	Force bool // replaces a file that is there
}

// Flags adds those that say where to.
func (o *Output) Flags(c *cobra.Command) {
	c.Flags().StringVarP(&o.File, "output", "o", "", "write to `FILE` instead of standard output")
	c.Flags().BoolVar(&o.Force, "force", false, "let -o replace an existing file")
}

// SaveWithSchema writes a TOML file that names its JSON Schema in its first line, and beside it the schema, by which
// editors complete the file and tell mistakes. A schema of the same title that is there already is renewed.
func (e *Env) SaveWithSchema(text []byte, o Output, schema []byte, called string) error {
	if o.File == "" || o.File == "-" {
		return e.Write(text, o.File)
	}
	beside := filepath.Join(filepath.Dir(o.File), called)
	ours := o.Force || sameTitle(beside, schema)
	if err := CheckOutput(beside, ours, o.File); err != nil {
		return err
	}
	if err := e.Save(append([]byte("#:schema ./"+called+"\n"), text...), o.File, o.Force); err != nil {
		return err
	}
	if err := e.Save(schema, beside, ours); err != nil {
		return err
	}
	e.Note("editors complete " + wording.Clean(o.File) + " by " + wording.Clean(beside))
	return nil
}

// sameTitle tells whether a file is a schema of the same title.
func sameTitle(name string, schema []byte) bool {
	type titled struct {
		Title string `json:"title"`
	}
	var here, there titled
	text, err := os.ReadFile(name)
	return err == nil && json.Unmarshal(text, &there) == nil && json.Unmarshal(schema, &here) == nil && here == there
}
