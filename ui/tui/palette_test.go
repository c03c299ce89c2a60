package tui

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/screen"
	"rustadvisor/ui/tui/widget"
)

// ways lead to every screen, from the first one.
var ways = map[string][]string{"home": nil, "interview": {"1", "1"}, "review": {"1", "1", "tab"}, "advice": essentials,
	"read": append(essentials[:5:5], "enter"), "what-if": append(essentials[:5:5], "x"),
	"search":      append(essentials[:5:5], "/", "s"),
	"search-read": append(essentials[:5:5], "/", "s", "enter"), "export": append(essentials[:5:5], "e"),
	"sessions": {"1", "1", "ctrl+o"}}

// What the palette offers does what its key does.
func TestPaletteDoesWhatKeysDo(t *testing.T) {
	for name, way := range ways {
		by := func(press func(d *driver)) (string, bool) {
			d := start(t, options(t, t.TempDir()), 100, 30)
			d.press(way...)
			press(d)
			return d.view(), d.quit
		}
		d := start(t, options(t, t.TempDir()), 100, 30)
		d.press(way...)
		for _, c := range d.m.commands() {
			if c.press == nil || c.key == "ctrl+z" {
				continue
			}
			view, quit := by(func(d *driver) { d.send(keymap.Press(*c.press)) })
			chosen, quits := by(func(d *driver) {
				d.press("ctrl+p")
				d.send(tea.PasteMsg{Content: c.title})
				d.press("enter")
			})
			if diff := cmp.Diff(view, chosen); diff != "" || quit != quits {
				t.Errorf("%s: %q does something else by name (quits: %v, %v):\n%s", name, c.title, quit, quits, diff)
			}
		}
	}
}

// Every place can be gone to from every screen, and esc leads on from there.
func TestPaletteGoesToPlaces(t *testing.T) {
	for name, way := range ways {
		d := start(t, options(t, t.TempDir()), 100, 30)
		d.press(way...)
		tried := map[string]bool{}
		for _, c := range d.m.commands() {
			if c.does == nil || tried[placeOf(c)] {
				continue
			}
			tried[placeOf(c)] = true
			d := start(t, options(t, t.TempDir()), 100, 30)
			d.press(way...)
			d.press(":")
			if d.m.palette == nil {
				d.press("ctrl+p")
			}
			for i, h := range d.m.palette.hits {
				if d.m.palette.of(h).title == c.title {
					d.m.palette.cursor = i
				}
			}
			before := d.m.screen
			d.press("enter")
			if d.m.palette != nil || d.m.screen == before {
				t.Errorf("%s: %q leads nowhere", name, c.title)
			}
			at := d.m.screen
			if d.press("esc", "esc"); d.m.screen == at && placeOf(c) != screen.NameHome && placeOf(c) != screen.NameAdvice {
				t.Errorf("%s: esc does not lead on from %q", name, c.title)
			}
		}
	}
}

// A place that is added is in the palette, or is told here why not.
func TestEveryPlaceIsInThePalette(t *testing.T) {
	parsed, err := parser.ParseFile(token.NewFileSet(), "screen/place.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	have := []string{"ToQuestion", // the questions are there
		"ToWorkshop",         // while one is held
		"ToStopped", "again"} // lead to others
	for _, g := range screen.Goals {
		have = append(have, strings.TrimPrefix(fmt.Sprintf("%T", g.Place), "screen."))
	}
	found := 0
	for _, d := range parsed.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "Open" {
			found++
			if of := f.Recv.List[0].Type.(*ast.Ident).Name; !slices.Contains(have, of) {
				t.Errorf("%s is in no row of places: the palette cannot go there", of)
			}
		}
	}
	if found < 10 {
		t.Errorf("found %d places", found)
	}
}

// What begins with the letters typed stands before what only has them somewhere.
func TestPaletteRanksActionsFirst(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(essentials[:5:5], ":", "e", "x", "p")...)
	d.sees("› Export: reports, records")
}

func TestPaletteFindsAndMarks(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press("1", "1", ":")
	d.sees("Not sure", "Your stack", "What else is so", "more ─╯")
	d.press("s", "t", "a", "space", "a", "d", "v")
	d.sees("Your stack: the advice")
	d.lacks("Not sure: leaves")
	if !strings.Contains(d.m.View().Content, "\x1b[4m") {
		t.Error("what matches is not marked")
	}
	d.press("q", "?") // text as well
	d.sees("sta advq?", "No command has all these words")
	d.press("enter", "ctrl+u")
	d.sees("Not sure")
	d.press("esc")
	d.lacks("Not sure: leaves")
	d.press("ctrl+p", "ctrl+p")
	if d.m.palette != nil {
		t.Error("ctrl+p does not close it")
	}
	d.press(":")
	if d.press("ctrl+c"); !d.quit {
		t.Error("ctrl+c does not quit")
	}
}

// Where text is typed, every letter is text, whatever it means elsewhere, and keys with ctrl mean what they always do.
func TestTextFieldsTakeLettersOnly(t *testing.T) {
	letters := strings.Split("asdwxefqcn*:?/1 gG", "")
	for name, way := range map[string][]string{"search": {"1", "/"},
		"folder":  append(essentials[:5:5], "e", "f", "ctrl+u"),
		"palette": {"1", ":"}, "name": {"1", "1", "ctrl+o", "r", "ctrl+u"}} {
		d := start(t, options(t, t.TempDir()), 100, 30)
		d.press(way...)
		for _, l := range letters {
			d.press(map[bool]string{true: "space", false: l}[l == " "])
		}
		d.sees(strings.Join(letters, ""))
		if d.quit {
			t.Errorf("%s: a letter quits", name)
		}
		if name != "palette" {
			if d.press("ctrl+p"); d.m.palette == nil {
				t.Errorf("%s: ctrl+p does not open the palette", name)
			}
			d.press("esc")
			if d.press("f1"); d.m.keys == 0 {
				t.Errorf("%s: f1 does not list the keys", name)
			}
			d.press("esc")
		}
		if d.press("ctrl+c"); !d.quit {
			t.Errorf("%s: ctrl+c does not quit", name)
		}
	}
}

func TestOwnKeys(t *testing.T) {
	o := options(t, t.TempDir())
	o.Config.Keys = map[string][]string{"export": {"ctrl+e", "f5"}, "down": {"J", "down"}, "keys": {"f2"}, "new": {"N"}}
	d := start(t, o, 100, 30)
	d.press(essentials...)
	d.press("e")
	d.sees("Your stack", "ctrl+e/f5 export", "f2 keys")
	d.press("f2")
	d.sees("ctrl+e/f5", "J/↓")
	d.press("esc", "?")
	d.sees("Your stack")
	d.press("f5")
	d.sees("STACK.md")
	d.press("down", "J")
	d.sees("› [ ] Report as HTML")
	d.press("f", "ctrl+u", "J", "e")
	d.sees("Folder  Je") // a letter of one's own is text as well
}

func TestKeysThatMeetAreNotUsed(t *testing.T) {
	o := options(t, t.TempDir())
	o.Config.Keys = map[string][]string{"export": {"x"}, "not-sure": {"e"}, "search": {"ctrl+c"}}
	d := start(t, o, 120, 30)
	d.sees("Your keys for export and 1 more are not used")
	d.press(essentials...)
	d.press("e")
	d.sees("STACK.md")
}

// The keys of the palette are seen, however low the window, and beside it only what is wide enough to be read.
func TestPaletteLeavesItsKeys(t *testing.T) {
	for _, size := range [][2]int{{100, 30}, {80, 24}, {60, 16}, {50, 14}, {40, 15}, {30, 8}} {
		d := start(t, options(t, t.TempDir()), size[0], size[1])
		d.press("1", "1", ":")
		lines := strings.Split(strings.TrimSuffix(d.view(), "\n"), "\n")
		if last := lines[len(lines)-1]; !strings.Contains(last, "esc back") {
			t.Errorf("%v: the last line is %q", size, last)
		}
		for _, l := range lines {
			before, _, boxed := strings.Cut(l, "│ ")
			if at := widget.Width(before); boxed && at < sliver && strings.TrimSpace(before) != "" {
				t.Errorf("%v: %q is left beside the palette", size, before)
			}
		}
	}
}

// placeOf names where a command leads.
func placeOf(c command) string {
	for _, a := range c.does {
		if open, ok := a.(screen.Open); ok {
			return open.Place.Name()
		}
	}
	return ""
}

// Who asks for commands before the knowledge is there finds those that need it once it is.
func TestPaletteOpenedEarly(t *testing.T) {
	m := newRoot(options(t, t.TempDir()))
	d := &driver{t: t, m: m}
	d.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	d.press(":")
	d.typeText("comp")
	d.run(m.Init())
	d.sees("Compare with the answers of others")
}

// Who chooses before there is anything to choose from gets what is found once there is; whoever types on has not
// chosen.
func TestChosenEarly(t *testing.T) {
	for _, c := range []struct{ more, sees string }{
		{"", "Tick whose answers to compare"},
		{"a", "› compa"},
	} {
		d := &driver{t: t, m: newRoot(options(t, t.TempDir()))}
		d.m.env.Disk = &fakeDisk{}
		d.send(tea.WindowSizeMsg{Width: 100, Height: 30})
		d.press(":")
		d.typeText("comp")
		d.press("enter")
		d.typeText(c.more)
		d.run(d.m.Init()) // reads the knowledge
		d.sees(c.sees)
	}
}

// A palette that was opened while the program was still reading has the commands of the screen that was waited for.
func TestPaletteBeforeTheKnowledge(t *testing.T) {
	o := options(t, t.TempDir())
	o.Answers = &advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"service"}}}
	d := &driver{t: t, m: newRoot(o)}
	d.m.env.Disk = &fakeDisk{}
	d.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	d.press("ctrl+p", "a", "d", "v", "i")
	d.run(d.m.Init()) // reads the knowledge
	d.sees("› advi", "Your stack: the advice")
}
