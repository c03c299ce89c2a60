package cli

import (
	"context"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/cli/kb"
	"rustadvisor/ui/plain"
	"rustadvisor/ui/session"
	"rustadvisor/ui/tui"
)

const about = `Answer a few questions about the service you start, or move from Python to Rust.
rustadvisor recommends a stack, says why with dated sources, what speaks against it,
and which answer would change its mind.`

const examples = `  Find a stack
    rustadvisor                            asks; continues where you left
    rustadvisor --journey migrate-python   goes straight to a migration
    rustadvisor --plain                    asks on plain lines
    rustadvisor --pin web-framework=axum   with an option that must be used

  Without questions
    rustadvisor questions > answers.toml   a file to fill in
    rustadvisor advise --answers answers.toml
    rustadvisor advise --answers answers.toml --set store=sqlite --format json

  Two or more people
    rustadvisor compare ana.toml ben.toml  which of their differences matter
    rustadvisor pair                       answer in turn, then settle them
    rustadvisor --present                  a workshop: count raised hands

  Keep the advice
    rustadvisor advise --answers answers.toml -o STACK.md
    rustadvisor adr --answers answers.toml
    rustadvisor sessions                   what is saved

  Look things up, or bring your own rules
    rustadvisor kb search compile time sql
    rustadvisor kb show database-layer.sqlx
    rustadvisor advise --answers answers.toml --kb our-rules`

func (a *app) root() *cobra.Command {
	var o interviewFlags
	var linesOnly *bool
	root := &cobra.Command{
		Use: "rustadvisor", Short: "Recommends a Rust stack from your needs, and says why", Long: about, Example: examples,
		Version: version(), SilenceUsage: true, SilenceErrors: true, Args: command,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE: func(c *cobra.Command, _ []string) error {
			if c.Flags().Changed("plain") {
				o.plain = linesOnly
			}
			return a.interview(o)
		},
	}
	root.SetVersionTemplate("rustadvisor {{.Version}}\n")
	root.SetFlagErrorFunc(cmdutil.FlagError)
	root.SetHelpFunc(a.printHelp)
	root.Flags().StringVar(&o.answers, "answers", "", "start from the answers in `FILE`")
	cmdutil.OnlyOnce(root, "answers")
	a.pinFlag(root, &o.pin)
	root.Flags().StringVar(&o.journey, "journey", "", "start with `JOURNEY`: "+journeyList())
	linesOnly = root.Flags().Bool("plain", false,
		"ask on plain lines, for screen readers, slow links and pipes; so do "+plainVariable+"=1, plain = true in the "+
			"settings, and a TERM that is dumb or not set; --plain=false never")
	root.Flags().BoolVar(&o.present, "present", false,
		"for a room and a projector: count raised hands instead of answering")
	_ = root.RegisterFlagCompletionFunc("journey", cobra.FixedCompletions(journeys(), cobra.ShellCompDirectiveNoFileComp))
	root.PersistentFlags().StringArrayVar(&a.KB, "kb", nil, cmdutil.KBUsage)
	_ = root.MarkPersistentFlagDirname("kb")
	root.PersistentFlags().StringVar(&a.settingsFile, "config", "", "take the settings from `FILE` instead of your own")
	_ = root.MarkPersistentFlagFilename("config", "toml")
	root.PersistentFlags().BoolVarP(&a.Quiet, "quiet", "q", false, "no notes on standard error, only what is wrong")
	root.AddCommand(a.advise(), a.compare(), a.pair(), a.questions(), a.records(), a.newProject(), kb.Command(&a.Env),
		a.sessions(), a.config(), a.completion(), a.man(), a.version())
	root.SetHelpCommand(help())
	return root
}

// command refuses what is no command; cobra asks before it runs the root.
func command(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return cmdutil.UnknownCommand(c, args)
}

type interviewFlags struct {
	answers, journey string
	pin              []string
	plain            *bool // nil when not given
	present          bool
}

// interview opens the TUI, or line mode where the TUI cannot be.
func (a *app) interview(o interviewFlags) error {
	vocabulary, err := a.Prepare()
	if err != nil {
		return err
	}
	if err := checkJourney(vocabulary, o.journey); err != nil {
		return err
	}
	if err := a.presentable(&o); err != nil {
		return err
	}
	settings, unused, err := a.settings()
	if err != nil {
		return err
	}
	on, cause, err := lineMode(o.plain, settings)
	if err != nil {
		return err
	}
	if !on && (!term.IsTerminal(a.In.Fd()) || !term.IsTerminal(a.Out.Fd())) {
		return cmdutil.Misuse("there is no terminal on standard input or output; use rustadvisor advise --answers FILE for " +
			"a run without questions, or rustadvisor --plain for questions on plain lines")
	}
	given, err := a.begun(o)
	if err != nil {
		return err
	}
	file, err := whole(o.answers)
	if err != nil {
		return err
	}
	if on {
		if unused != "" {
			a.Note(unused)
		}
		return a.lines(plain.Options{Answers: given, File: file, Journey: o.journey, Cause: cause, Exports: settings.Folder})
	}
	return tui.Run(context.Background(), tui.Options{Vocabulary: vocabulary, Load: a.sparing, Store: session.Default(),
		Answers: given, File: file, Journey: o.journey, Present: o.present, Config: settings, Notice: unused, Now: time.Now,
		Tell: a.Note, Input: a.In, Output: a.Out,
		Reports: session.Reports(), Version: version()})
}

// whole is a file with its whole path, or none.
func whole(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	return filepath.Abs(file)
}

// begun is what the interview begins with by the command line, or nil. A journey stands beside it unless something
// is pinned: then it is an answer among the others.
func (a *app) begun(o interviewFlags) (*advisor.Answers, error) {
	switch {
	case o.answers == "-":
		return nil, cmdutil.Misuse("standard input is for your answers to the questions; name a file with --answers, or " +
			"see rustadvisor advise")
	case o.answers == "" && o.pin == nil:
		return nil, nil
	}
	engine, err := a.Load()
	if err != nil {
		return nil, err
	}
	answers, err := a.given(engine, answerFlags{answers: o.answers, pin: o.pin})
	if o.journey != "" && o.answers == "" {
		answers = answers.With(knowledge.JourneyQuestion, o.journey)
	}
	return &answers, err
}

// sparing loads the base for a program that stays open: from here on, garbage is collected before it piles up,
// which costs little because what stays is small. Before the first screen it would cost more than all the rest.
func (a *app) sparing() (*advisor.Engine, error) {
	debug.SetGCPercent(25)
	return a.Load()
}

// presentable tells why a workshop cannot be shown, if it was asked for. What else asks for plain lines gives way
// to it.
func (a *app) presentable(o *interviewFlags) error {
	switch {
	case !o.present:
		return nil
	case o.plain != nil && *o.plain:
		return cmdutil.Misuse("--present needs the whole screen, and --plain does without; leave one of them out")
	case !term.IsTerminal(a.In.Fd()) || !term.IsTerminal(a.Out.Fd()):
		return cmdutil.Misuse("--present needs a terminal on standard input and output: it shows one question " +
			"at a time to a room")
	case unable() != "":
		return cmdutil.Misuse("--present needs a terminal that can place text; this one cannot, by %s", unable())
	}
	never := false
	o.plain = &never
	return nil
}

func checkJourney(vocabulary knowledge.Vocabulary, journey string) error {
	if journey == "" {
		return nil
	}
	var known []string
	for _, j := range vocabulary.Journeys {
		if j.ID == journey {
			return nil
		}
		known = append(known, j.ID)
	}
	return cmdutil.Misuse("unknown journey %q; %s", wording.Clean(journey), wording.Suggest(journey, known))
}

// words is the embedded vocabulary, for help, version and completion, which must work even with a faulty knowledge
// base.
var words = sync.OnceValue(func() knowledge.Vocabulary {
	v, _ := knowledge.LoadVocabulary(knowledge.Embedded())
	return v
})

func journeys() []string {
	var out []string
	for _, j := range words().Journeys {
		out = append(out, j.ID)
	}
	return out
}

func journeyList() string { return strings.Join(journeys(), ", ") }
