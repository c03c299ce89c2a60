package tui

import (
	"fmt"
	"image/color"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/ui/config"
	"rustadvisor/ui/session"
	"rustadvisor/ui/tui/screen"
	"rustadvisor/ui/tui/widget"
)

// world is the program with all that can happen to it. Commands wait until a step runs them; their messages may wait
// too.
type world struct {
	engine  *advisor.Engine
	store   session.Store
	now     time.Time
	m       *root
	pending []tea.Cmd
	late    []tea.Msg
	recent  []tea.Msg
	foreign map[string]string // by session, what another program wrote
	screen  *emulator         // what a terminal shows of it
	set     int               // which of settings holds
	quit    bool
}

func newWorld(t testing.TB, e *advisor.Engine) *world {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "monkey") // where there is none to wait for
	if err != nil {
		dir, err = os.MkdirTemp("", "monkey")
	}
	if err != nil {
		t.Fatal(err)
	}
	w := &world{engine: e, store: session.Store{Dir: dir}, now: noon, foreign: map[string]string{}}
	t.Cleanup(w.leave)
	w.begin()
	return w
}

func (w *world) leave() { _ = os.RemoveAll(w.store.Dir) }

// begin starts the program on what is in the store.
func (w *world) begin() {
	o := Options{Vocabulary: w.engine.Base().Words, Store: w.store, Now: func() time.Time { return w.now },
		Load: func() (*advisor.Engine, error) { return w.engine, nil }}
	starts[w.set%len(starts)](&o)
	w.m = newRoot(o)
	w.m.env.Disk, w.m.env.Patience = &fakeDisk{}, 0
	// home leads to a workshop, too, whose clock nobody waits for
	w.m.env.Tick = func(_ time.Duration, then func(time.Time) tea.Msg) tea.Cmd {
		return func() tea.Msg { return then(w.now) }
	}
	w.pending, w.late, w.recent, w.quit = nil, nil, nil, false
	w.screen = newEmulator()
	w.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	w.pending = append(w.pending, w.m.Init())
}

// starts are ways to start the program.
var starts = []func(*Options){
	func(o *Options) {},
	func(o *Options) { o.Journey = "new-service" },
	func(o *Options) {
		o.Answers = &advisor.Answers{Choices: map[string][]string{"journey": {"migrate-python"}, "store": {"postgres"}},
			Star: "store"}
	},
	func(o *Options) {
		o.Config = config.Config{Theme: "high-contrast", Keys: map[string][]string{"quit": {"f10"}, "export": {"f5"},
			"search": {"ctrl+f"},
			"up":     {"i"}, "back": {"alt+left"}, "choose": {"ctrl+y"}, "commands": {"f2"}}}
	},
	func(o *Options) { o.Config = config.Config{Theme: "light", Folder: "docs"} },
	func(o *Options) { o.Present = true },
	func(o *Options) {
		o.Present, o.Answers = true, &advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}}}
	},
}

// bound are the keys that do something now, as the user has set them.
func (w *world) bound() []key.Binding {
	if w.m.palette != nil {
		return append(w.m.hinted(), w.m.env.Keys.Text.Down, w.m.env.Keys.Text.Clear)
	}
	all := append(slices.Concat(w.m.help().FullHelp()...), w.m.hinted()...)
	return slices.DeleteFunc(all, func(b key.Binding) bool { return !b.Enabled() || len(b.Keys()) == 0 })
}

// where is the screen shown.
func (w *world) where() string {
	if w.m.palette != nil {
		return "palette"
	}
	return screen.Name(w.m.screen)
}

// take takes a step and returns what is wrong then, or "".
func (w *world) take(s step) (fault string) {
	defer func() {
		if r := recover(); r != nil {
			fault = fmt.Sprintf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	before, under, at := w.m.env.Answers, w.m.keeper, w.where()
	mayAnswer := false
	switch s.kind {
	case "key":
		k := pressed(s.text)
		mayAnswer = w.answers(k)
		w.send(k)
	case "run":
		mayAnswer = w.run(s.a, s.b%4 == 0)
	case "late":
		mayAnswer = w.deliver(s.a)
	case "again":
		if len(w.recent) > 0 {
			w.send(w.recent[s.a%len(w.recent)])
			mayAnswer = true
		}
	case "settle":
		mayAnswer = true
		w.settle()
	case "kill":
		w.set = s.a
		w.begin()
		return w.looks()
	case "other":
		w.other(s.a)
	default:
		mayAnswer = s.kind == "paste" && at == "ticks" // as a list of packages
		w.send(w.message(s))
	}
	if !mayAnswer && !before.Same(w.m.env.Answers) {
		return fmt.Sprintf("answers changed: from %v to %v", before, w.m.env.Answers)
	}
	if n := differing(before, w.m.env.Answers); n > 1 && s.kind == "key" && w.m.keeper == under && under != nil &&
		at != "whatIf" && !w.roomsOwn() {
		return fmt.Sprintf("many answers changed: from %v to %v", before, w.m.env.Answers)
	}
	if w.quit {
		return w.restart()
	}
	if s.kind == "settle" {
		if fault := w.saved(); fault != "" {
			return fault
		}
	}
	if s.kind == "size" || s.b%4 == 0 {
		return w.looks()
	}
	return ""
}

// message is what a terminal sends besides keys.
func (w *world) message(s step) tea.Msg {
	switch s.kind {
	case "size":
		return tea.WindowSizeMsg{Width: s.a, Height: s.b}
	case "paste":
		return tea.PasteMsg{Content: strings.Repeat(s.text, 1<<(2*s.a))}
	case "mouse":
		at := tea.Mouse{X: s.a, Y: s.b, Button: []tea.MouseButton{tea.MouseLeft, tea.MouseRight, tea.MouseWheelDown}[s.a%3]}
		return []tea.Msg{tea.MouseClickMsg(at), tea.MouseWheelMsg(at), tea.MouseReleaseMsg(at), tea.MouseMotionMsg(at)}[s.b%4]
	case "focus":
		return tea.FocusMsg{}
	case "blur":
		return tea.BlurMsg{}
	case "light":
		return tea.BackgroundColorMsg{Color: color.White}
	case "dark":
		return tea.BackgroundColorMsg{Color: color.Black}
	case "colours":
		return tea.ColorProfileMsg{Profile: []colorprofile.Profile{colorprofile.ANSI, colorprofile.TrueColor,
			colorprofile.Ascii}[s.a%3]}
	case "clock":
		w.now = w.now.Add(time.Duration(s.a*s.b) * time.Second)
		return nil
	case "resume":
		return tea.ResumeMsg{}
	}
	panic("no such step: " + s.kind)
}

func (w *world) send(msg tea.Msg) {
	_, cmd := w.m.Update(msg)
	if cmd != nil {
		w.pending = append(w.pending, cmd)
	}
}

// run runs a command that waits, the oldest ones first as a rule. It tells whether its message may bring answers.
func (w *world) run(n int, keep bool) bool {
	if len(w.pending) == 0 {
		return false
	}
	at := n % min(4, len(w.pending))
	cmd := w.pending[at]
	w.pending = slices.Delete(w.pending, at, at+1)
	if cmd == nil {
		return false
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		w.pending = append(w.pending, msg...)
	case tea.QuitMsg:
		w.quit = true
	case tea.SuspendMsg:
		w.send(tea.ResumeMsg{})
	default:
		if !strings.HasPrefix(reflect.TypeOf(msg).PkgPath(), "rustadvisor/") {
			return false
		}
		if w.late = append(w.late, msg); !keep {
			return w.deliver(len(w.late) - 1)
		}
	}
	return false
}

// deliver sends a message that a command has brought.
func (w *world) deliver(n int) bool {
	if len(w.late) == 0 {
		return false
	}
	at := n % len(w.late)
	msg := w.late[at]
	w.late = slices.Delete(w.late, at, at+1)
	if w.recent = append(w.recent, msg); len(w.recent) > 8 {
		w.recent = w.recent[1:]
	}
	w.send(msg)
	switch msg.(type) {
	case loadedMsg, reloadedMsg:
		return true
	}
	return fmt.Sprintf("%T", msg) == "screen.openedMsg"
}

// settle lets everything come to its end that does.
func (w *world) settle() {
	for n := 0; n < 500 && len(w.pending)+len(w.late) > 0 && !w.quit; n++ {
		if len(w.late) > 0 {
			w.deliver(0)
		} else {
			w.run(0, false)
		}
	}
}

// answers tells whether a key may change answers: one that does something, and not as text.
func (w *world) answers(k tea.KeyPressMsg) bool {
	workshop := slices.Contains([]string{"beginning", "asking", "ending"}, w.where()) // where a presenter turns pages
	if !workshop && key.Matches(k, key.NewBinding(key.WithKeys("up", "down", "pgup", "pgdown", "home", "end", "f1"))) ||
		w.m.keys > 0 {
		return false
	}
	for _, b := range w.bound() {
		if key.Matches(k, b) {
			return w.m.palette != nil || !w.m.typing() || k.Text == ""
		}
	}
	return false
}

// other is another program that answers a question of the session under way, or pins an option or none.
func (w *world) other(n int) {
	id := w.m.env.Session
	held, a, _, ok := w.store.Open(w.engine.Base(), id)
	if id == "" || !ok {
		return
	}
	flow := w.engine.Flow(a)
	q := flow[n%len(flow)].Question
	a = a.With(q.ID, q.Choices[n%len(q.Choices)].ID)
	if d := w.engine.Base().Decisions[n%len(w.engine.Base().Decisions)]; n%3 == 0 {
		a = a.Pinned(advisor.Pin{Decision: d.ID, Option: append([]knowledge.Option{{}},
			d.Options...)[n%(1+len(d.Options))].ID})
	}
	if kept, err := w.store.Keep(w.engine.Base(), held, a, w.now); err == nil {
		w.foreign[kept.ID] = w.text(a)
	}
}

func (w *world) text(a advisor.Answers) string {
	return string(answerfile.Format(w.engine.Base(), a, nil))
}

// differing counts the questions that have other answers, and the decisions that have other pins.
func differing(a, b advisor.Answers) (n int) {
	return different(a.Choices, b.Choices, slices.Equal) +
		different(a.Pins, b.Pins, func(x, y string) bool { return x == y })
}

func different[T any](a, b map[string]T, equal func(x, y T) bool) (n int) {
	for id, x := range a {
		if y, ok := b[id]; !ok || !equal(x, y) {
			n++
		}
	}
	for id := range b {
		if _, ok := a[id]; !ok {
			n++
		}
	}
	return n
}

// roomsOwn tells whether the session under way is that of a workshop, which takes all answers of the room at once.
func (w *world) roomsOwn() bool {
	return w.m.env.Workshop != nil && w.m.room == w.m.keeper
}

// saved compares what is in the store with what the program has. Nothing is under way.
func (w *world) saved() string {
	if len(w.pending)+len(w.late) > 0 || w.m.unsaved != nil {
		return ""
	}
	at := map[string]left{}
	for _, l := range append(slices.Clone(w.m.left), left{w.m.keeper, w.m.number, w.m.env.Answers, w.m.env.Session}) {
		if l.keeper != nil && l.number > 0 && !l.keeper.gone.Load() && worthSaving(l.keeper, l.answers) {
			at[l.keeper.held.ID] = l
		}
	}
	if p := w.m.env.Workshop; p != nil && p.Changed() {
		t, _, ok := w.store.LoadTally(w.engine.Base(), p.File.ID())
		if want := string(answerfile.FormatTally(w.engine.Base(), p.Tally)); !ok ||
			string(answerfile.FormatTally(w.engine.Base(), t)) != want {
			return "not saved: the tally is " + want
		}
	}
	for id, l := range at {
		want := w.text(l.answers)
		_, a, _, ok := w.store.Open(w.engine.Base(), id)
		switch {
		case ok && (w.text(a) == want || w.text(a) == w.foreign[id]):
		case l.keeper == w.m.keeper && ok:
			return fmt.Sprintf("not saved: session %q has\n%s\nnot\n%s", id, w.text(a), want)
		case !w.kept(want):
			return fmt.Sprintf("lost: the answers of session %q are nowhere\n%s", id, want)
		}
	}
	return ""
}

// kept tells whether the answers are anywhere, if only in the trash.
func (w *world) kept(want string) bool {
	found := false
	_ = filepath.WalkDir(w.store.Dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			text, _ := os.ReadFile(path)
			found = found || strings.HasSuffix(string(text), want)
		}
		return nil
	})
	return found
}

// restart ends the program as Run does, and starts it again: it offers what was answered last.
func (w *world) restart() string {
	if err := w.m.flush(); err != nil {
		return "flush: " + err.Error()
	}
	pending := w.pending
	w.pending, w.late = nil, nil
	if fault := w.saved(); fault != "" {
		return fault
	}
	w.pending = pending
	for len(w.pending) > 0 { // some are still under way when the program has ended its work
		w.run(0, true)
	}
	was := w.m
	w.begin()
	w.settle()
	if was.keeper == nil || was.number == 0 || !worthSaving(was.keeper, was.env.Answers) || was.keeper.gone.Load() {
		return ""
	}
	if latest := w.m.env.Saved; latest.ID == was.keeper.held.ID && w.text(latest.Answers) != w.text(was.env.Answers) &&
		w.text(latest.Answers) != w.foreign[latest.ID] {
		return fmt.Sprintf("not resumed: offered\n%s\nnot\n%s", w.text(latest.Answers), w.text(was.env.Answers))
	}
	return ""
}

// looks draws the window: it is never larger than there is room, and holds nothing that a terminal obeys but colours.
func (w *world) looks() string {
	view := w.m.View()
	wide, high := w.m.env.Width, w.m.env.Height
	lines := strings.Split(view.Content, "\n")
	if len(lines) > high {
		return fmt.Sprintf("too high: %d lines in %d×%d\n%s", len(lines), wide, high, ansi.Strip(view.Content))
	}
	for _, l := range lines {
		if got := ansi.StringWidth(l); got > wide {
			return fmt.Sprintf("too wide: %d columns in %d×%d: %q", got, wide, high, l)
		}
		plain := ansi.Strip(l)
		if strings.ContainsFunc(plain, unicode.IsControl) || !utf8.ValidString(plain) {
			return fmt.Sprintf("control characters: %q", plain)
		}
	}
	if c := view.Cursor; c != nil && (c.X < 0 || c.Y < 0 || c.X >= wide || c.Y >= high) {
		return fmt.Sprintf("cursor outside: at %d,%d in %d×%d", c.X, c.Y, wide, high)
	}
	if fault := w.screen.show(w.m); fault != "" {
		return fault
	}
	return misfit(w.m)
}

// misfit tells where the body of the screen does not keep to its room by itself.
func misfit(m *root) string {
	e := m.env
	if e.Width < widget.LeastWide || e.Height < widget.LeastHigh || e.Engine == nil {
		return ""
	}
	v := m.screen.View(e, m.size())
	body, room := v.Body, m.size().Body(v.Head)
	if len(body) > room {
		return fmt.Sprintf("body too high: %d lines in %d, %d×%d", len(body), room, e.Width, e.Height)
	}
	for _, l := range body {
		if widget.Width(l) > e.Wide() {
			return fmt.Sprintf("body too wide: %d columns in %d×%d: %q", widget.Width(l), e.Width, e.Height, ansi.Strip(l))
		}
	}
	return ""
}

// pressed is the key of that name, as bindings spell it.
func pressed(name string) tea.KeyPressMsg {
	k := tea.KeyPressMsg{}
	for _, m := range []struct {
		name string
		mod  tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if rest, ok := strings.CutPrefix(name, m.name); ok && rest != "" {
			name, k.Mod = rest, k.Mod|m.mod
		}
	}
	if code, ok := allCodes[name]; ok {
		k.Code = code
		if name == "space" && k.Mod == 0 {
			k.Text = " "
		}
		return k
	}
	runes := []rune(name)
	if len(runes) == 0 {
		return k
	}
	k.Code = runes[0]
	if k.Mod == 0 {
		k.Text = name
	}
	return k
}

// allCodes are the named keys, and what they are.
var allCodes = func() map[string]rune {
	out := map[string]rune{}
	for code := tea.KeyUp; code <= tea.KeyF20; code++ {
		out[tea.Key{Code: code}.String()] = code
	}
	for _, code := range []rune{tea.KeyEnter, tea.KeyTab, tea.KeyEscape, tea.KeyBackspace, tea.KeySpace} {
		out[tea.Key{Code: code}.String()] = code
	}
	return out
}()

// A notice that is longer than a line is read to its end, and moves nothing of the screen.
func TestLongNoticesAreRead(t *testing.T) {
	o := options(t, t.TempDir())
	d := start(t, o, 60, 16)
	d.press(essentials...)
	before := strings.Split(d.view(), "\n")
	d.m.notice = "Saved answers are set aside: state.toml cannot be read, line 3 has no value; they are in " +
		"state.toml.broken now."
	d.sees("! Saved answers", "broken now.")
	after := strings.Split(d.view(), "\n")
	if len(before) != len(after) || before[5] != after[5] {
		t.Errorf("%d lines became %d:\n%s", len(before), len(after), d.view())
	}
	d.m.notice = strings.Repeat("words of a long story ", 40)
	d.sees("…", "? keys")
	d.m.unsaved = errDisk // this one stays, and the cursor may be on any line
	if n := strings.Count(d.view(), "\n"); strings.Split(d.view(), "\n")[n-3] != before[n-3] {
		t.Errorf("a notice that stays lies over the screen:\n%s", d.view())
	}
}
