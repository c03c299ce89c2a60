package screen

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// packages are the Python packages that the team uses: ticked, or taken from a list that is pasted or read from a
// file. What nothing is known of is kept as such.
type packages struct{}

func (packages) asks() string  { return "Python packages in use?" }
func (packages) short() string { return "Packages?" }
func (packages) hint() string  { return "type: celery · paste a list · or name requirements.txt" }
func (packages) nothing() string {
	return "That can be no name of a package. Write it as pip install takes it."
}
func (packages) entries(b *knowledge.Base) []search.Entry { return b.PackageEntries() }
func (packages) given(a advisor.Answers) []string         { return a.Packages }
func (packages) toggled(e Env, id string) advisor.Answers {
	return e.Answers.ToggledPackage(e.Engine.Base(), id)
}

// Kinds of hits that are in no index.
const (
	kindFile    = "file"
	kindUnknown = "unknown"
)

func (packages) also(e Env, text string) []search.Hit {
	base := e.Engine.Base()
	hit := func(kind, id, title string) search.Hit {
		return search.Hit{Entry: search.Entry{Kind: kind, ID: id, Title: title}}
	}
	text = strings.TrimSpace(text)
	if path := wording.Clean(text); isPath(text) {
		return []search.Hit{hit(kindFile, text, "Read "+path)}
	}
	var out []search.Hit
	for _, name := range e.Answers.Packages {
		if _, known := base.PackageID(name); !known && text == "" {
			out = append(out, hit(kindUnknown, name, name))
		}
	}
	if id, known := base.PackageID(text); id != "" && !known {
		out = append(out, hit(kindUnknown, id, id+": not known here"))
	}
	return out
}

// isPath tells a file from a package.
func isPath(text string) bool {
	known := []string{".txt", ".toml", ".lock", ".in", ".cfg", ".yml", ".yaml"}
	return text != "" && (strings.ContainsAny(text, `/\`) || slices.Contains(known, filepath.Ext(text)) ||
		text == "Pipfile")
}

func (packages) pasted(e Env, text string) Actions {
	if text = strings.TrimSpace(text); !strings.ContainsAny(text, " \t\r\n,=<>[") {
		return nil // a name, or a path
	}
	return added(e, e.Engine.Base().ParseRequirements(text))
}

// added puts what a list names to the packages in use.
func added(e Env, found knowledge.Requirements) Actions {
	names := found.Packages()
	if len(names) == 0 {
		return say("That names no Python package.")
	}
	said := DoneMark + wording.Counted(len(found.Known), "package") + " known"
	if n := len(found.Unknown); n > 0 {
		said += fmt.Sprintf("; %d not: %s", n, wording.Clean(strings.Join(found.Unknown, ", ")))
	}
	if len(found.Notes) > 0 {
		said += ". " + found.Notes[0]
	}
	return Ask(Answer{e.Answers.WithPackages(e.Engine.Base(), append(slices.Clone(e.Answers.Packages), names...)...)},
		Say{said})
}

// requirementsMsg brings what a file names.
type requirementsMsg struct {
	asked *ticks
	found knowledge.Requirements
	err   error
}

func (m requirementsMsg) take(e Env) Actions {
	if m.err != nil {
		return say(wording.Upper(strict.CleanError(m.err).Error()))
	}
	m.asked.field = widget.Field{}
	return added(e, m.found)
}

func (packages) taken(e Env, s *ticks, hit search.Hit) tea.Cmd {
	if hit.Kind != kindFile {
		return nil
	}
	disk, base := e.Disk, e.Engine.Base()
	return func() tea.Msg {
		found, err := disk.Requirements(base, hit.ID)
		return requirementsMsg{s, found, err}
	}
}

func (packages) beside(e Env, hit search.Hit, cells int) []string {
	said := func(text string) []string { return widget.Wrap(text, cells, e.Styles.Plain) }
	switch hit.Kind {
	case kindFile:
		return said("Enter ticks what it names: requirements.txt, pyproject.toml, Pipfile and their like.")
	case kindUnknown:
		return said("Nothing is known of it here. Ticked, the advice names it among what you have to look for yourself.")
	}
	p := e.Engine.Base().PythonPackage(hit.ID)
	out := widget.Wrap(p.Name()+": "+p.What, cells, e.Styles.Strong)
	place := strings.Join(p.Crates, ", ")
	switch {
	case p.Keep:
		place = "keep it in Python"
	case place == "":
		place = "the standard library, or your own code"
	}
	out = append(out, widget.Wrap("→ "+place, cells, e.Styles.Accent)...)
	return append(append(out, ""), said(wording.Sentence(p.Advice))...)
}

// packagesKey opens the list of Python packages, where a program is moved from there.
func packagesKey(e Env) key.Binding {
	return keymap.When(e.Answers.FromPython(), keymap.With(e.Keys.Situations.Packages,
		"Python packages in use: tick or paste them"))
}
