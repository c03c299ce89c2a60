package tui

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge"
	"rustadvisor/ui/files"
	"rustadvisor/ui/session"
	"rustadvisor/ui/tui/screen"
)

// noon is when the tests take place.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func fixture(t testing.TB) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Load(os.DirFS("testdata/kb"))
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// driver is a program without a terminal: commands run at once, in order, and their messages come back.
type driver struct {
	t    testing.TB
	m    *root
	quit bool
}

func options(t testing.TB, dir string) Options {
	base := fixture(t)
	return Options{
		Vocabulary: base.Words,
		Store:      session.Store{Dir: dir},
		Now:        func() time.Time { return noon },
		Load:       func() (*advisor.Engine, error) { return advisor.New(base), nil },
	}
}

func start(t testing.TB, o Options, width, height int) *driver {
	t.Helper()
	d := &driver{t: t, m: newRoot(o)}
	d.m.env.Disk = &fakeDisk{}
	// messages come in order here, so nothing is slow
	d.m.env.Patience = 0
	d.m.env.Tick = func(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil } // tests send the seconds
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
	d.run(d.m.Init())
	return d
}

func (d *driver) send(msg tea.Msg) {
	_, cmd := d.m.Update(msg)
	d.run(cmd)
}

func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case tea.QuitMsg:
		d.quit = true
	default:
		if strings.HasPrefix(reflect.TypeOf(msg).PkgPath(), "rustadvisor/") {
			d.send(msg)
		}
	}
}

// press sends keys by name, as a terminal would.
func (d *driver) press(names ...string) {
	for _, name := range names {
		d.send(keyPress(name))
	}
}

// fakeDisk has a folder with a report in it, a folder where the JSON would go, and no records.
type fakeDisk struct {
	files []files.File
	saved *adr.Plan
	err   error

	started *files.Starter
}

func (k *fakeDisk) Inspect(folder string, names []string) files.Found {
	out := files.Found{Folder: files.Usable(folder), Full: "/home/me/project",
		Files: map[string]files.There{"STACK.md": files.Regular, "advice.json": files.Other}}
	if folder != "." {
		out.Wrong, out.Files = "there is no such folder", nil
	}
	return out
}

func (k *fakeDisk) Check(folder string, list []files.File) error { return nil }

func (k *fakeDisk) Write(folder string, f files.File) (string, error) {
	if k.err != nil && len(k.files) > 0 {
		return "", k.err
	}
	k.files = append(k.files, f)
	return filepath.Join(folder, f.Name), nil
}

func (k *fakeDisk) Plan(a *advisor.Advice, dir string, o adr.Options) (*adr.Plan, error) {
	return adr.Make(a, nil, o)
}

func (k *fakeDisk) Save(dir string, plan *adr.Plan) error {
	k.saved = plan
	return k.err
}

// Theirs has the answers of ben, who wants models and young crates, and with him those of cai, who also has MongoDB.
// CheckNew finds one folder that is there already.
func (k *fakeDisk) CheckNew(dir string) error {
	if filepath.Base(dir) == "taken" {
		return errors.New(dir + " is not empty: it holds README.md")
	}
	return nil
}

func (k *fakeDisk) Start(s *files.Starter) error {
	k.started = s
	return nil
}

// Requirements finds one file.
func (k *fakeDisk) Requirements(b *knowledge.Base, path string) (knowledge.Requirements, error) {
	if path != "requirements.txt" {
		return knowledge.Requirements{}, errors.New("cannot read the packages: there is no " + path)
	}
	return b.ParseRequirements("SQLAlchemy[asyncio]>=2\ninhouse==1.2\n"), nil
}

func (k *fakeDisk) Theirs(e *advisor.Engine, path string) (list []screen.Others, notes []string, err error) {
	ben := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "kind": {"service"},
		"store":       {"postgres"},
		"query-style": {"models"}, "experience": {"new"}, "young-crates": {"yes"}}}
	all := []screen.Others{{Name: "ben", About: "ben.toml · 6 answers", File: "ben.toml", Answers: ben},
		{Name: "cai", About: "cai.toml · 5 answers", File: "cai.toml", Answers: ben.With("store", "mongodb")}}
	switch path {
	case "ben.toml":
		return all[:1], nil, nil
	case "*.toml":
		return all, []string{"cai.toml was made with knowledge 2020-01; this is 2026-11"}, nil
	}
	return nil, nil, errors.New("no such file or directory: " + path)
}

var codes = map[string]rune{"enter": tea.KeyEnter, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft,
	"right": tea.KeyRight,
	"esc":   tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp,
	"space": tea.KeySpace, "home": tea.KeyHome, "end": tea.KeyEnd, "f1": tea.KeyF1,
	"delete": tea.KeyDelete}

func keyPress(name string) tea.KeyPressMsg {
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}
	}
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// view is the window's text, without colours and trailing spaces.
func (d *driver) view() string {
	lines := strings.Split(ansi.Strip(d.m.View().Content), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

func (d *driver) sees(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if view := d.view(); !strings.Contains(view, text) {
			d.t.Errorf("%q is not on the screen:\n%s", text, view)
		}
	}
}

func (d *driver) lacks(text string) {
	d.t.Helper()
	if view := d.view(); strings.Contains(view, text) {
		d.t.Errorf("%q is on the screen:\n%s", text, view)
	}
}

// essentials answers the essential questions of a new service: a service, PostgreSQL, plain SQL, new to Rust.
var essentials = []string{"1", "1", "1", "1", "1"}

var errDisk = errors.New("cannot save answers: no space left on device")
