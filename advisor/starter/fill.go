package starter

import (
	"fmt"
	"slices"
	"strings"
	texttemplate "text/template"

	"rustadvisor/advisor/manifest"
)

// template is how files are called that are filled in; one that comes out empty is left out.
const template = ".tmpl"

// toolchain is the Rust that the ledger's projects were built with; the starter pins it.
const toolchain = "1.95.0"

// filling is what such files can tell of the project.
type filling struct {
	*Project
	Name, Ident string // package and its name in code
	Toolchain   string
	Titles      []string // of the parts that are code
	Notes       []string
	Tools       []string
	Besides     manifest.Manifest // crates of the picks that the code does not use yet
	About       string            // what the archetype is
	Port        int
	Live, Ready string   // paths that tell how it is
	Steps       []string // what CI runs besides
}

func (b *builder) fill(name, text string) (string, error) {
	functions := texttemplate.FuncMap{"join": strings.Join, "fields": strings.Fields}
	t, err := texttemplate.New(name).Funcs(functions).Parse(text)
	if err != nil {
		return "", err
	}
	f := filling{Project: &b.out, Name: b.options.Name, Ident: ident(b.options.Name),
		Toolchain: toolchain, Besides: b.besides, About: b.archetype.Title, Port: b.archetype.Port,
		Live: b.archetype.Live, Ready: b.archetype.Ready, Steps: slices.Clone(b.archetype.Steps)}
	f.Notes = slices.Clone(b.archetype.Notes)
	for _, slot := range b.archetype.Slots {
		filled := slices.ContainsFunc(b.parts, func(p part) bool { return p.Slot == slot })
		if note := b.archetype.Bare[slot]; note != "" && !filled {
			f.Notes = append(f.Notes, note)
		}
	}
	if b.locked == "" && len(b.manifest.Crates) > 0 {
		f.Notes = append(f.Notes, "Cargo.lock is missing: private crates lead to packages that only your registry knows. "+
			"Run `cargo generate-lockfile` and commit what it writes.")
	}
	for _, p := range b.parts {
		if p.Title != "" {
			f.Titles = append(f.Titles, p.Title)
		}
		for _, m := range p.Moves {
			f.Notes = elsewhere(f.Notes, m)
		}
		f.Notes = append(f.Notes, p.Notes...)
		f.Tools = append(f.Tools, p.Tools...)
		f.Steps = append(f.Steps, p.Steps...)
	}
	var out strings.Builder
	if err := t.Execute(&out, f); err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return out.String(), nil
}

// elsewhere are the notes with a file's name as it is where the file goes.
func elsewhere(notes []string, m move) []string {
	for i := range notes {
		notes[i] = strings.ReplaceAll(notes[i], "`"+m.From+"`", "`"+m.To+"`")
	}
	return notes
}

// TestEnv are the variables that tests against the real thing want.
func (p *Project) TestEnv() []Env {
	var out []Env
	for _, e := range p.Env {
		if e.Test {
			out = append(out, e)
		}
	}
	return out
}

// Setting is the variable as a shell takes it before a command.
func (e Env) Setting() string {
	if strings.ContainsAny(e.Example, " &?*$'\"") {
		return e.Name + "='" + e.Example + "'"
	}
	return e.Name + "=" + e.Example
}

// TestCommand is what to type to test against the real servers.
func (p *Project) TestCommand() string {
	text := ""
	for _, e := range p.TestEnv() {
		text += e.Setting() + " "
	}
	return text + p.Test
}

// RunCommand is what to type to start it.
func (p *Project) RunCommand() string {
	text := ""
	for _, e := range p.TestEnv() {
		text += e.Setting() + " "
	}
	return text + p.Run
}

// Beside is the variable's value where the server is reached by its name, as in GitLab's pipelines.
func (e Env) Beside() string {
	if e.Server == "" {
		return e.Example
	}
	return strings.Replace(e.Example, "localhost", e.Server, 1)
}

// Commands are what to type in the project's folder: the servers, if there are any, the tests, and what starts it.
func (p *Project) Commands() []string {
	var out []string
	if len(p.Servers) > 0 {
		out = append(out, "docker compose up -d --wait")
	}
	out = append(out, p.TestCommand())
	if p.Run != "" && len(p.Servers) == 0 {
		out = append(out, p.RunCommand())
	}
	return out
}
