package starter

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/adr"
	"rustadvisor/advisor/manifest"
	"rustadvisor/advisor/report"
)

// Options say what the project is called and what else is put into it.
type Options struct {
	Name    string // of the package; CheckName tells whether it can be one
	Date    string // of the decision records, YYYY-MM-DD
	Answers []byte // the answers file that the advice follows from
}

// File is one of the project's.
type File struct {
	Path       string // with slashes
	Text       []byte
	Executable bool
}

// Project is a folder to be written.
type Project struct {
	Archetype string // its id
	Title     string
	Parts     []string // "slot/part" that lie over it, in the order of the slots
	Instead   string   // why it is no Rust project, or ""
	Files     []File   // by path
	Missing   []Missing
	Test, Run string // commands for its folder; Run may be ""
	Env       []Env
	Servers   []Server
}

// Missing is a pick that no file follows from, with what to do by hand.
type Missing struct {
	Decision, Pick string   // titles
	Add            []string // lines for a shell; may be empty
}

// Declined tells why an advice has no starter project. It is an error of nobody: what was picked has no archetype.
type Declined struct{ Why string }

func (d *Declined) Error() string { return d.Why }

// Make is the project of an advice. A *Declined error says why there is none, a *NameError what is wrong with the name.
func Make(a *advisor.Advice, o Options) (*Project, error) {
	all, err := kinds()
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(all, func(t archetype) bool { return holds(a, t.When) })
	if at < 0 {
		return nil, &Declined{declined(a)}
	}
	b := builder{advice: a, options: o, archetype: &all[at]}
	return b.build()
}

// declined names what was picked that no archetype is for, or says why nothing is due.
func declined(a *advisor.Advice) string {
	if d := a.Headline(); d != nil {
		return "no starter project is due; the advice is: " + d.Pick.Title
	}
	var picks []string
	for i := range a.Decisions {
		d := &a.Decisions[i]
		shapes := []string{"web-framework", "api-protocol", "interop-approach", "deployment"}
		if slices.Contains(shapes, d.ID) && d.Pick.ID != "" && d.Pick.ID != "none" {
			picks = append(picks, d.Pick.Title)
		}
	}
	if len(picks) == 0 {
		return "there is no starter project yet for what these answers describe; say what is built with --set artifact=…"
	}
	return "there is no starter project yet for these picks together: " + strings.Join(picks, ", ")
}

// builder puts one project together.
type builder struct {
	advice    *advisor.Advice
	options   Options
	archetype *archetype
	parts     []part
	manifest  manifest.Manifest
	besides   manifest.Manifest
	locked    string // Cargo.lock
	files     map[string]File
	out       Project
}

func (b *builder) build() (*Project, error) {
	b.out = Project{Archetype: b.archetype.ID, Title: b.archetype.Title, Test: b.archetype.Test, Run: b.archetype.Run}
	if err := b.choose(); err != nil {
		return nil, err
	}
	for _, step := range []func() error{b.crates, b.checkName, b.lock, b.copy, b.records} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	for _, f := range b.files {
		b.out.Files = append(b.out.Files, f)
	}
	slices.SortFunc(b.out.Files, func(x, y File) int { return strings.Compare(x.Path, y.Path) })
	return &b.out, nil
}

// choose takes the parts whose conditions hold: of a slot the first, and those that stand beside others.
func (b *builder) choose() error {
	known, err := b.archetype.parts()
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	b.wants(b.archetype.Env, b.archetype.Servers)
	for _, p := range known {
		if !holds(b.advice, p.When) || taken[p.Slot] && !p.Beside || !p.stands(b.parts) {
			continue
		}
		taken[p.Slot] = true
		b.parts = append(b.parts, p)
		b.out.Parts = append(b.out.Parts, p.name())
		b.wants(p.Env, p.Servers)
	}
	for _, slot := range b.archetype.Needs {
		if !taken[slot] {
			return &Declined{fmt.Sprintf("the starter project %q has no %s yet for these answers", b.archetype.Title, slot)}
		}
	}
	if d := b.advice.Headline(); d != nil {
		b.out.Instead = d.Option.Headline
	}
	return nil
}

// wants takes in variables and servers, each once.
func (b *builder) wants(env []Env, servers []Server) {
	for _, e := range env {
		if !slices.ContainsFunc(b.out.Env, func(f Env) bool { return f.Name == e.Name }) {
			b.out.Env = append(b.out.Env, e)
		}
	}
	for _, s := range servers {
		if !slices.ContainsFunc(b.out.Servers, func(t Server) bool { return t.Name == s.Name }) {
			b.out.Servers = append(b.out.Servers, s)
		}
	}
}

// crates merges what archetype and parts name with what the picks say of it.
func (b *builder) crates() error {
	own, err := b.archetype.crates()
	if err != nil {
		return err
	}
	code := []manifest.Wanted{{By: b.archetype.Title, Crates: own}}
	for _, p := range b.parts {
		code = append(code, manifest.Wanted{By: p.Title, Crates: p.crates})
	}
	b.manifest = b.merge(code)
	if len(b.manifest.Conflicts) > 0 {
		c := b.manifest.Conflicts[0]
		return &Declined{fmt.Sprintf("%s is wanted in two versions that cannot be one: %s, and %s by %s", c.Crate, c.Taken,
			c.Wanted, c.By)}
	}
	return b.missing()
}

// missing lists the picks that neither archetype nor parts are, and what the others bring that no code uses.
func (b *builder) missing() error {
	var besides []manifest.Wanted
	for i := range b.advice.Decisions {
		d := &b.advice.Decisions[i]
		if d.Option == nil || d.Waits || d.Pick.ID == "none" || slices.Contains(beyond, d.ID) {
			continue
		}
		lacking := manifest.Wanted{By: d.Pick.Title, Crates: maps.Clone(d.Option.Crates)}
		for _, known := range b.manifest.Crates {
			delete(lacking.Crates, known.Name)
		}
		if b.covers(d) {
			besides = append(besides, lacking)
			continue
		}
		add := manifest.Merge([]manifest.Wanted{lacking}).Add()
		b.out.Missing = append(b.out.Missing, Missing{d.Title, d.Pick.Title, add})
	}
	b.besides = manifest.Merge(besides)
	return nil
}

// covers tells whether the archetype or a part is what a pick asks for.
func (b *builder) covers(d *advisor.Decided) bool {
	return covers(b.archetype.Covers, b.archetype.When, d) ||
		slices.ContainsFunc(b.parts, func(p part) bool { return covers(p.Covers, p.When, d) })
}

// copy lays the files of the parts over those of the archetype and fills in what the project is called.
func (b *builder) copy() error {
	b.files = map[string]File{}
	for _, p := range b.parts {
		if p.Beneath {
			if err := b.lay(p.folders...); err != nil {
				return err
			}
		}
	}
	if err := b.lay(b.archetype.folder()); err != nil {
		return err
	}
	for _, p := range b.parts {
		if p.Beneath {
			continue
		}
		for _, m := range p.Moves {
			b.move(m)
		}
		if err := b.lay(p.folders...); err != nil {
			return err
		}
	}
	if b.locked != "" {
		b.put("Cargo.lock", b.locked)
	}
	return nil
}

// lay takes in the files of folders.
func (b *builder) lay(folders ...string) error {
	for _, folder := range folders {
		err := fs.WalkDir(embedded, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(embedded, name)
			if err != nil {
				return err
			}
			return b.file(strings.TrimPrefix(name, folder+"/"), string(text))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// move puts a file that was laid where a part wants it.
func (b *builder) move(m move) {
	text := string(b.files[m.From].Text)
	for _, from := range slices.Sorted(maps.Keys(m.Text)) {
		text = strings.ReplaceAll(text, from, m.Text[from])
	}
	delete(b.files, m.From)
	b.put(m.To, text)
}

// file takes in one file of an archetype or a part.
func (b *builder) file(name, text string) error {
	switch {
	case name == "archetype.toml" || name == "part.toml":
		return nil
	case name == "Cargo.toml":
		text = cargo(text, b.manifest)
	case strings.HasSuffix(name, template):
		name = strings.TrimSuffix(name, template)
		var err error
		if text, err = b.fill(name, text); err != nil {
			return err
		}
		if strings.TrimSpace(text) == "" {
			return nil
		}
	}
	b.put(b.rename(name), b.rename(text))
	return nil
}

// rename puts the project's name where the archetype's stands, as a package and as an identifier.
func (b *builder) rename(text string) string {
	return strings.NewReplacer(
		b.archetype.Package, b.options.Name,
		ident(b.archetype.Package), ident(b.options.Name),
	).Replace(text)
}

func (b *builder) put(name, text string) {
	b.files[name] = File{Path: name, Text: []byte(text), Executable: strings.HasPrefix(text, "#!")}
}

// records puts in the decision records, what coding assistants should know, and the answers.
func (b *builder) records() error {
	plan, err := adr.Make(b.advice, nil, adr.Options{Style: adr.MADR, Date: b.options.Date})
	if err != nil {
		return err
	}
	for _, r := range plan.New {
		b.put(path.Join("docs/decisions", r.Name), r.Text)
	}
	if b.out.Instead == "" {
		b.put("AGENTS.md", string(report.Agents(b.advice)))
	}
	if len(b.options.Answers) > 0 {
		b.put("answers.toml", string(b.options.Answers))
	}
	return nil
}
