package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/files"
	"rustadvisor/ui/plain"
	"rustadvisor/ui/signals"
)

func (a *app) pair() *cobra.Command {
	var journey string
	f := &folder{}
	c := &cobra.Command{
		Use: "pair", Short: "Two people answer in turn, then settle the differences that matter",
		Long: "Two people answer the same questions at one terminal, the one without seeing what the other says. Then " +
			"it shows\n" +
			"which decisions come out differently, and only the answers that make the difference are settled, one by one.\n" +
			"It writes NAME.toml for each of them and " + plain.Agreed +
			" with what they agree on. On plain lines, for pipes too.",
		Example: "    rustadvisor pair\n    rustadvisor pair --journey new-service --dir answers",
		Args:    cmdutil.NoArgs("names are asked for"),
		RunE:    func(*cobra.Command, []string) error { return a.runPair(f, journey) },
	}
	c.Flags().StringVar(&f.dir, "dir", ".", "write the answers files to `DIR`")
	c.Flags().BoolVar(&f.force, "force", false, "replace files that exist")
	c.Flags().StringVar(&journey, "journey", "", "answer for `JOURNEY`: "+journeyList())
	_ = c.RegisterFlagCompletionFunc("journey", cobra.FixedCompletions(journeys(), cobra.ShellCompDirectiveNoFileComp))
	_ = c.MarkFlagDirname("dir")
	return c
}

func (a *app) runPair(f *folder, journey string) error {
	if err := f.check(); err != nil {
		return err
	}
	engine, err := a.Load()
	if err != nil {
		return err
	}
	if err := checkJourney(engine.Base().Words, journey); err != nil {
		return err
	}
	clear := term.IsTerminal(a.In.Fd()) && term.IsTerminal(a.Out.Fd()) && unable() == ""
	o := a.plainOptions()
	o.Engine, o.Journey = engine, journey
	return interruptible(func() error { return plain.Pair(o, clear, f) })
}

// interruptible runs a conversation that a signal ends at once: all answers but the one being typed are saved.
func interruptible(talk func() error) error {
	got := make(chan os.Signal, 1)
	signal.Notify(got, signals.Endings...)
	defer signal.Stop(got)
	ended := make(chan error, 1)
	go func() { ended <- unharmed("talking", talk) }()
	select {
	case err := <-ended:
		return err
	case s := <-got:
		return signals.By(s)
	}
}

// folder is where files go that belong together.
type folder struct {
	dir   string
	force bool // replace files
}

// check refuses a folder that cannot take the files, before anybody has answered anything.
func (f *folder) check() error {
	info, err := os.Stat(f.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return cmdutil.Misuse("there is no folder %s; make it, or name another with --dir", wording.Clean(f.dir))
	case err != nil:
		return cmdutil.Misuse("cannot use the folder: %w; name another with --dir", err)
	case !info.IsDir():
		return cmdutil.Misuse("%s is no folder; name another with --dir", wording.Clean(f.dir))
	}
	if why := f.Refuses(plain.Agreed); why != "" {
		return cmdutil.Misuse("%s", why)
	}
	return nil
}

// Refuses tells why a file of that name may not be written, or "".
func (f *folder) Refuses(name string) string {
	path := filepath.Join(f.dir, name)
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ""
	case err != nil:
		return fmt.Sprintf("%s cannot be written: %v", wording.Clean(path), err)
	case !info.Mode().IsRegular():
		return wording.Clean(path) + " is no regular file; use another name or folder"
	case !f.force:
		return wording.Clean(path) + " exists already; use another name or folder, or replace it with --force"
	}
	return ""
}

// Write writes the files, all of them or none.
func (f *folder) Write(texts map[string][]byte) (where string, err error) {
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if why := f.Refuses(name); why != "" {
			return "", errors.New(why)
		}
	}
	if err := files.SaveAll(f.dir, texts); err != nil {
		return "", err
	}
	return wording.Clean(f.dir), nil
}

// undisturbed does what is to be done wholly or not at all: a signal that comes meanwhile is obeyed once it is.
func undisturbed(do func() error) error {
	got := make(chan os.Signal, 1)
	signal.Notify(got, signals.Endings...)
	defer signal.Stop(got)
	if err := do(); err != nil {
		return err
	}
	select {
	case by := <-got:
		return signals.By(by)
	default:
		return nil
	}
}
