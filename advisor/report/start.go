package report

import (
	"slices"
	"strings"
	"unicode"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/manifest"
	"rustadvisor/knowledge"
)

// Parts of the start, each to be copied by itself.
const (
	PartStarter  = "starter"
	PartCommands = "commands"
	PartManifest = "manifest"
	PartMain     = "main"
)

// start is how to begin: the commands, one manifest of all picks, and the main function. Nothing where no code is due,
// or where there is a program and nobody has said what of it is to be built.
func (r *renderer) start() []doc.Block {
	if r.advice.Headline() != nil || r.goesOn() && !r.answered("artifact") {
		return nil
	}
	s := manifest.Begin(r.advice)
	if len(s.Crates) == 0 {
		return nil
	}
	var p page
	p.heading("Start now")
	p.text("Needs Rust ", s.Rust, " or newer.")
	r.project(&p, s)
	p.code(PartManifest, "toml", "Cargo.toml", s.Cargo())
	for _, c := range s.Conflicts {
		p.text(doc.Bold(c.Crate), ": ", c.By, " wants ", c.Wanted, ", others ", c.Taken, "; settle it before you begin.")
	}
	r.mainFunction(&p, s)
	if s.Program() && s.Library() {
		p.text("The library is `src/lib.rs` of the same package. Once both have code, make a workspace of three crates: " +
			"the program, the library, and what they share.")
	}
	if words := r.meanings(p.blocks); words != nil {
		p.blocks = slices.Insert(p.blocks, 2, doc.Block(doc.Paragraph{Text: words})) // below the Rust that it needs
	}
	return p.blocks
}

// project is how a project is begun, up to its manifest: by the starter or by hand; one that is improved is there.
func (r *renderer) project(p *page, s manifest.Start) {
	if r.improves() {
		p.text("What Cargo.toml should name, for all picks together; the plan says in which order:")
		return
	}
	if phases := r.advice.Phases; len(phases) > 0 && r.goesOn() {
		p.text("Not before the plan's first phase, “", phases[0].Title, "”, is done.")
	}
	if r.advice.Starter != "" {
		p.text(doc.Bold("A project whose tests run"), ", for these picks: ", lower(r.advice.Starter),
			", with CI, a lock file and decision records.")
		if r.brief && r.tight >= repeatsGo {
			p.text("`rustadvisor new " + s.Name() + "` with the answers that the last command here names; or by hand:")
		} else {
			p.code(PartStarter, "sh", "Starter project", answering(r.advice, "rustadvisor new "+s.Name()))
			p.text("Or by hand:")
		}
	}
	if s.Commands != nil {
		p.code(PartCommands, s.Commands.Language, codeName(s.Commands), s.Commands.Code)
	} else {
		p.code(PartCommands, "sh", "Shell", r.commands(s))
	}
	p.text("In place of its Cargo.toml, for all picks together:")
}

// mainFunction is what the program or library begins with, or what a program that is there is compared with.
func (r *renderer) mainFunction(p *page, s manifest.Start) {
	if s.Main == nil {
		return
	}
	file, before := "src/lib.rs", ""
	if s.Program() {
		file = "src/main.rs"
	}
	if r.improves() {
		before = "To compare yours with: "
	}
	p.text(before, doc.Bold(open(s.Main.Title)), r.cite(s.Main.Findings...))
	p.code(PartMain, s.Main.Language, file, s.Main.Code)
}

// commands make a package.
func (r *renderer) commands(s manifest.Start) string {
	begin, end := "cargo new ", ""
	switch {
	case s.Program() && s.Library():
		end = " && touch src/lib.rs"
	case !s.Program() && (s.Library() || r.said("artifact", "library")):
		begin += "--lib "
	}
	return begin + s.Name() + " && cd " + s.Name() + end
}

// goesOn tells that there is a program already, which moves or is improved.
func (r *renderer) goesOn() bool {
	return r.said(knowledge.JourneyQuestion, "migrate-python") || r.improves()
}

// improves tells that the program is in Rust already.
func (r *renderer) improves() bool { return r.said(knowledge.JourneyQuestion, "improve-rust") }

func (r *renderer) answered(question string) bool {
	return slices.ContainsFunc(r.advice.Answers, func(x advisor.Answered) bool { return x.Question == question })
}

// said tells whether a question was answered so.
func (r *renderer) said(question, choice string) bool {
	return slices.ContainsFunc(r.advice.Answers, func(x advisor.Answered) bool {
		return x.Question == question &&
			slices.Contains(x.Choices, choice)
	})
}

// Command is the command line that prints the advice again in a format of rustadvisor advise; "" is Markdown. It
// names the answers that count, also those that are "not sure", and the house rules, in lines that are not long and
// quoted for a POSIX shell.
func Command(a *advisor.Advice, format string) string {
	command := "rustadvisor advise"
	if format != "" {
		command += " --format " + format
	}
	return answering(a, command)
}

// answering is a command with the answers of an advice.
func answering(a *advisor.Advice, command string) string {
	words := []string{command}
	answers := slices.DeleteFunc(slices.Concat(a.Answers, a.Unsure), func(x advisor.Answered) bool { return x.Fixed })
	if len(answers) == 0 {
		words[0] += " --answers /dev/null" // that nothing is answered has to be said
	}
	for _, x := range answers {
		words = append(words, "--set "+ShellWord(x.Question+"="+x.Choice))
	}
	words = append(words, ticked("--situation ", a.Situations)...)
	if len(a.Python) > 0 {
		words = append(words, "--packages "+ShellWord(strings.Join(packages(a), ",")))
	}
	for _, dir := range a.Houses {
		words = append(words, "--kb "+ShellWord(dir))
	}
	if a.Star != "" {
		words = append(words, "--star "+ShellWord(a.Star))
	}
	if a.Price != nil {
		for _, p := range a.Price.Pins {
			words = append(words, "--pin "+ShellWord(p.Pin.String()))
		}
	}
	return broken(words)
}

// lineOfCommand is how wide the lines of a command are, where its words allow it: as a window of 80 columns shows whole
// beside the list of sections.
const lineOfCommand = 50

// broken joins words of a shell, those that do not fit on a line on one that continues it.
func broken(words []string) string {
	out, at := words[0], len(words[0])
	for _, w := range words[1:] {
		if at+1+len(w)+len(" \\") > lineOfCommand {
			out, at = out+" \\\n ", 1
		}
		out, at = out+" "+w, at+1+len(w)
	}
	return out
}

// ticked are situations behind a flag, as many as a line has room for.
func ticked(flag string, all []advisor.Ticked) []string {
	var out []string
	for _, s := range all {
		id := ShellWord(s.ID)
		if n := len(out) - 1; n >= 0 && len("  "+out[n]+","+id+" \\") <= lineOfCommand {
			out[n] += "," + id
		} else {
			out = append(out, flag+id)
		}
	}
	return out
}

// packages are the Python packages in use, by what an answers file calls them.
func packages(a *advisor.Advice) []string {
	var out []string
	for _, u := range a.Python {
		if u.PythonPackage != nil {
			out = append(out, u.ID)
		} else {
			out = append(out, u.Name)
		}
	}
	return out
}

// reproduce is the last page: the command that prints the report again.
func (r *renderer) reproduce() []doc.Block {
	var p page
	p.heading("Reproduce")
	if r.brief {
		p.text("The full report, with all reasons, tasks, standards and sources: the same command with `--full`.")
	}
	p.text("This prints the report again, byte for byte, with knowledge ", r.advice.Knowledge, ". ",
		rules(r.advice), " ", oneLine)
	p.add(doc.Code{Language: "sh", Name: "Shell", Text: Command(r.advice, r.format)})
	return p.blocks
}

// oneLine is what shells have to be told that end no line with a backslash.
const oneLine = "PowerShell and cmd want it on one line, without the backslashes."

// rules says which house rules it takes beside those that the command names. A user's own count without being named, so
// those of whoever runs it would.
func rules(a *advisor.Advice) string {
	if a.OwnHouse {
		return "It takes the house rules in the configuration folder of whoever made it."
	}
	return "Should you have house rules of your own, add `--kb -`."
}

// ShellWord is data as one word of a POSIX shell.
func ShellWord(s string) string {
	s = plain(s)
	safe := func(r rune) bool {
		return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_=.,:/@%+", r))
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !safe(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
