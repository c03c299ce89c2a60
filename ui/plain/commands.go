package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rustadvisor/knowledge/wording"
)

// command is a word that means the same at every prompt.
type command struct {
	name string
	also []string // other words for it, taken whole
	arg  string   // what follows it; in brackets when it may be left out, "" when nothing may follow
	help string
	only string           // where it can be used, if not everywhere: "at a question"
	at   func(place) bool // the same for the program; nil is everywhere
	pair bool             // also while one of a pair answers
	run  func(t *talk, arg string) error
}

// task groups commands in the help.
type task struct {
	title    string
	commands []command
}

const atQuestion, inWhatIf, inExport, inAdvice = "at a question", "while you try a what-if", "while you export",
	"while you read the advice"

// tasks is the whole language, in the order that the help tells it.
func tasks() []task { return append(mainTasks(), moreTasks()...) }

// mainTasks are the commands that every conversation needs.
func mainTasks() []task {
	return []task{
		{"To answer", []command{
			{name: "why", also: []string{"w"}, help: "why the question is asked, and what each choice means", only: atQuestion,
				at: is[*question], pair: true, run: (*talk).why},
			{name: "not sure", also: []string{"s", "skip", "unsure"}, help: "leave it open; it speaks for no option",
				only: atQuestion, at: is[*question], pair: true, run: (*talk).unsure},
			{name: "star", also: []string{"*"}, arg: "[NUMBER]",
				help: "this answer matters most and counts double; once more takes it back",
				only: "at a question, or with a number in your answers or a what-if", at: starred, pair: true, run: (*talk).star},
			{name: "finish", also: []string{"f"}, help: "enough is answered; go on without the rest", pair: true,
				run: (*talk).finish},
			{name: "ask", also: []string{"d", "deeper", "questions"},
				help: "go on with the open questions, those that matter most first", run: (*talk).ask},
			{name: "settle", arg: "[SECTION]",
				help: "only the open questions that settle the picks, or that of a section; then back to the advice",
				run:  (*talk).settle},
		}},
		{"To see and change your answers", []command{
			{name: "review", also: []string{"r", "answers"}, help: "all your answers; a number there changes one", pair: true,
				run: (*talk).review},
			{name: "change", also: []string{"e", "edit"}, arg: "NUMBER",
				help: "change the answer that review lists under the number", pair: true, run: (*talk).change},
			{name: "also", arg: "[WORDS]",
				help: "what else is so: also pgbouncer finds and ticks it; also alone tells what is ticked", pair: true,
				run: (*talk).also},
			{name: "packages", arg: "[NAMES]",
				help: "which Python packages are in use: packages fastapi, celery or packages requirements.txt; " +
					"packages alone lists them", run: (*talk).usePackages},
		}},
		{"To read the advice", []command{
			{name: "advice", also: []string{"a"}, arg: "[SECTION]",
				help: "your stack so far; advice 3 or advice plan reads that section", run: (*talk).showAdvice},
			{name: "next", also: []string{"n"}, help: "the section after this one, or more of what is found", only: inAdvice +
				" or what is found", at: paged, run: (*talk).next},
			{name: "all", help: "the whole advice at once, or a whole comparison", only: inAdvice + " or a comparison",
				at: whole, run: (*talk).all},
			{name: "evidence", arg: "NUMBER", help: "what the advice cites under that number, with its sources",
				run: (*talk).evidence},
			{name: "picks", also: []string{"p", "standing"}, help: "where every decision stands, a line each", pair: true,
				run: (*talk).picks},
		}},
	}
}

// moreTasks are the commands beside the conversation: to try, search, keep and get about.
func moreTasks() []task {
	return []task{
		{"To try things out", []command{
			{name: "what if", also: []string{"x", "whatif"}, arg: "[NUMBER]",
				help: "try other answers beside yours; at a question, what if 2 tells what its choice 2 would do",
				run:  (*talk).whatIf},
			{name: "must", arg: "OPTION",
				help: "what it costs to use an option whatever your answers say, such as must diesel; nothing changes",
				run:  (*talk).must},
			{name: "pin", arg: "[OPTION]",
				help: "use that option in the advice and in what you export, and tell what it costs; pin alone tells what is " +
					"pinned", run: (*talk).pin},
			{name: "release", also: []string{"unpin"}, arg: "[OPTION]",
				help: "take the pin of an option back; release alone takes all back", run: (*talk).release},
			{name: "keep", also: []string{"k"}, help: "make what you tried your answers", only: inWhatIf, at: trial,
				run: (*talk).keep},
			{name: "discard", help: "leave your answers as they are", only: inWhatIf, at: trial, run: (*talk).discard},
			{name: "undo", also: []string{"u"}, help: "take back the last thing you tried", only: inWhatIf, at: trial,
				run: (*talk).undo},
			{name: "compare", arg: "FILE",
				help: "which differences between your answers and those in the file matter; several files may be named",
				run:  (*talk).compare},
		}},
		{"To look something up", []command{
			{name: "search", also: []string{"/", "find"}, arg: "WORDS",
				help: "all that is known about the words; a number then reads one entry", run: (*talk).search},
		}},
		{"To keep the advice", []command{
			{name: "export", help: "write reports, answers and decision records into files", run: (*talk).export},
			{name: "folder", arg: "FOLDER", help: "write into that folder", only: inExport, at: is[*export], run: (*talk).chdir},
			{name: "project", arg: "FOLDER", help: "make the starter project in that folder", only: inExport, at: is[*export],
				run: (*talk).project},
			{name: "replace", arg: "NUMBER", help: "write that file over the one that is there", only: inExport,
				at: is[*export], run: (*talk).replace},
		}},
		{"To get about", []command{
			{name: "back", also: []string{"b"}, help: "to where you were before", pair: true, run: func(t *talk,
				_ string) error {
				return t.back()
			}},
			{name: "again", help: "read this place once more", pair: true, run: func(t *talk,
				_ string) error {
				t.here().show(t)
				return nil
			}},
			{name: "help", also: []string{"?", "h"}, arg: "[COMMAND]",
				help: "what you can type here; help and a command tells about that", pair: true, run: (*talk).help},
			{name: "quit", also: []string{"q", "exit"}, help: "save and leave; the next start continues", pair: true,
				run: func(t *talk, _ string) error { return t.quit() }},
		}},
	}
}

// is tells whether a place is of that kind.
func is[P place](p place) bool {
	_, ok := p.(P)
	return ok
}

func trial(p place) bool {
	q, ok := p.(*question)
	return is[*whatIf](p) || ok && q.trial != nil
}

func starred(p place) bool { return is[*question](p) || is[*review](p) || is[*whatIf](p) }
func paged(p place) bool   { return is[*overview](p) || is[*section](p) || is[*found](p) }
func whole(p place) bool   { return is[*overview](p) || is[*section](p) || is[*comparison](p) }

// works tells whether a command can be used where the developer is.
func (t *talk) works(c *command) bool {
	return (c.pair || !t.pair) && (c.at == nil || c.at(t.here()))
}

// commands lists them all, or those that can be used here.
func (t *talk) commands(here bool) []command {
	var out []command
	for _, k := range tasks() {
		for _, c := range k.commands {
			if (c.pair || !t.pair) && (!here || t.works(&c)) {
				out = append(out, c)
			}
		}
	}
	return out
}

// prompt tells what can be typed here: the numbers, the words most used, and always how to go back and to get help.
func (t *talk) prompt() string {
	var out []string
	switch n := t.here().count(t); {
	case n == 1, n == 2:
		out = []string{"1", "2"}[:n]
	case n > 2:
		out = append(out, fmt.Sprintf("1 to %d", n))
	}
	return wording.Listed(append(append(out, t.here().words()...), "back", "help"), "or")
}

// obey does what a line says: a number chooses; then come a command alone, the words of a choice, a command with what
// follows it, and one cut short.
func (t *talk) obey(said string) error {
	p := t.here()
	if n, err := strconv.Atoi(strings.TrimSuffix(said, ".")); err == nil {
		if n < 1 || n > p.count(t) {
			t.say("There is no %d here. Type %s.", n, t.prompt())
			return nil
		}
		return p.choose(t, n)
	}
	low := strings.Join(strings.Fields(said), " ")
	c, arg := called(t.commands(false), low)
	if q, ok := p.(*question); ok && (c == nil || arg != "") { // “A library” is more than the a of advice
		if n := q.meant(t, low); n > 0 {
			return q.choose(t, n)
		}
		if choices := q.listed(t, low); len(choices) > 0 {
			return q.answer(t, choices)
		}
	}
	if c != nil {
		return t.do(c, arg)
	}
	if asked, is := p.(*packages); is {
		return asked.take(t, low)
	}
	if low == "" {
		t.say("Nothing is typed. Type %s.", t.prompt())
		return nil
	}
	return t.short(low)
}

// short does what a command cut short says, if it can be only one.
func (t *talk) short(low string) error {
	var could []command
	for _, c := range t.commands(true) {
		if _, ok := begun(c.name, low); ok {
			could = append(could, c)
		}
	}
	switch len(could) {
	case 1:
		arg, _ := begun(could[0].name, low)
		return t.do(&could[0], arg)
	case 0:
		t.say("%s is not understood here. %sType %s.", quoted(low), t.nearest(low), t.prompt())
		return nil
	}
	var names []string
	for _, c := range could {
		names = append(names, c.name)
	}
	t.say("%s could be %s. Type more of it.", quoted(low), wording.Listed(names, "or"))
	return nil
}

// do runs a command, unless it cannot be used here or what follows it is wrong.
func (t *talk) do(c *command, arg string) error {
	switch {
	case !t.works(c):
		t.say("%s can be used only %s. Here you can type %s.", c.name, c.only, t.prompt())
		return nil
	case c.arg == "" && arg != "":
		t.say("%s takes nothing after it. Type %s alone.", c.name, c.name)
		return nil
	case c.arg != "" && c.arg[0] != '[' && arg == "":
		t.say("%s needs something after it: %s %s.", c.name, c.name, c.arg)
		return nil
	}
	return c.run(t, arg)
}

// called finds the command that a line names whole, and what follows it.
func called(list []command, low string) (*command, string) {
	for i := range list {
		for _, name := range append([]string{list[i].name}, list[i].also...) {
			if head := low[:min(len(name), len(low))]; !strings.EqualFold(head, name) {
				continue
			}
			if rest := low[len(name):]; rest == "" || rest[0] == ' ' {
				return &list[i], strings.TrimSpace(rest)
			}
		}
	}
	return nil, ""
}

// begun tells whether a line begins with the beginning of a command, and what follows it.
func begun(name, low string) (arg string, ok bool) {
	head, rest, _ := strings.Cut(low, " ")
	for len(head) < len(name) && len(head) > 0 && strings.Contains(name, " ") && rest != "" && strings.HasPrefix(name,
		strings.ToLower(head)+" ") {
		var more string // "what i 2" for "what if 2"
		more, rest, _ = strings.Cut(rest, " ")
		head += " " + more
	}
	return rest, head != "" && strings.HasPrefix(name, strings.ToLower(head))
}

// nearest names the commands and choices that a word may have been meant to be.
func (t *talk) nearest(low string) string {
	known := []string{}
	for _, c := range t.commands(true) {
		known = append(known, c.name)
	}
	if q, ok := t.here().(*question); ok {
		for _, c := range t.Engine.Base().Question(q.id).Choices {
			known = append(known, c.ID)
		}
	}
	if near := wording.Nearest(low, known); len(near) > 0 {
		return "Did you mean " + wording.Listed(near, "or") + "? "
	}
	return ""
}

// quoted is what was typed, short enough to be heard.
func quoted(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + " and so on"
	}
	return "“" + s + "”"
}

// number understands the number after a command, from 1 to most; otherwise it says what is wrong.
func (t *talk) number(arg string, most int, where string) int {
	n, err := strconv.Atoi(arg)
	switch {
	case err == nil && n >= 1 && n <= most:
		return n
	case most == 0:
		t.say("There is nothing in %s yet.", where)
	default:
		t.say("There is no %s in %s. Use a number from 1 to %d.", quoted(arg), where, most)
	}
	return 0
}

// help tells what can be typed here, or about one command.
func (t *talk) help(arg string) error {
	if arg != "" {
		t.helpOn(arg)
		return nil
	}
	t.gap()
	t.say("Help. You are at %s.", t.here().name())
	if n := t.here().count(t); n > 0 {
		t.say("A number from 1 to %d chooses. The commands, by what they are for:", n)
	}
	for _, k := range tasks() {
		title := k.title + ":"
		for _, c := range k.commands {
			if !t.works(&c) {
				continue
			}
			if title != "" {
				t.gap()
				t.say("%s", title)
				title = ""
			}
			t.say("%s: %s.", usage(&c), c.help)
		}
	}
	t.gap()
	t.say("A command may be cut short while it is clear: rev is review.%s", t.elsewhere())
	return nil
}

// elsewhere names the commands that cannot be used here.
func (t *talk) elsewhere() string {
	var names []string
	for _, c := range t.commands(false) {
		if !t.works(&c) {
			names = append(names, c.name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " In other places there are also " + wording.Listed(names, "and") + "."
}

func (t *talk) helpOn(arg string) {
	list := t.commands(false)
	c, _ := called(list, arg)
	if c == nil {
		if i := slices.IndexFunc(list, func(c command) bool {
			return strings.HasPrefix(c.name,
				strings.ToLower(arg))
		}); i >= 0 {
			c = &list[i]
		}
	}
	if c == nil {
		t.say("There is no command %s. help lists them.", quoted(arg))
		return
	}
	text := usage(c) + ": " + c.help + "."
	if c.only != "" {
		text += " It can be used " + c.only + "."
	}
	if len(c.also) > 0 {
		text += " Also: " + strings.Join(c.also, ", ") + "."
	}
	t.say("%s", text)
}

// usage is a command with what follows it, for reading aloud: "star, or star NUMBER".
func usage(c *command) string {
	switch {
	case c.arg == "":
		return c.name
	case c.arg[0] == '[':
		return c.name + ", or " + c.name + " " + strings.Trim(c.arg, "[]")
	}
	return c.name + " " + c.arg
}
