package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/session"
)

const sessionTime = "2006-01-02 15:04"

func (a *app) sessions() *cobra.Command {
	var format string
	var deleted bool
	c := &cobra.Command{
		Use: "sessions [COMMAND]", Short: "Your saved answers: list, name, print, delete, bring back",
		Long: "Every interview is saved as a session. Without a command, lists them, the one saved last first.\n" +
			"A session is named by its id or its name; a name may be in other capitals.",
		Example: "    rustadvisor sessions\n    rustadvisor sessions rename 20261122-093000 Payments\n" +
			"    rustadvisor sessions show Payments > answers.toml\n    rustadvisor sessions delete Payments\n    " +
			"rustadvisor sessions restore",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return cmdutil.Subcommand(c, args)
		},
		RunE: func(*cobra.Command, []string) error { return a.listSessions(format, deleted) },
	}
	cmdutil.FormatFlag(c, &format)
	c.Flags().BoolVar(&deleted, "deleted", false, "list what can be brought back")
	c.AddCommand(a.sessionsShow(), a.sessionsRename(), a.sessionsDelete(), a.sessionsRestore())
	return c
}

// sessionEntry is a session in the JSON list.
type sessionEntry struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Journey  string     `json:"journey,omitempty"`
	Answered *progress  `json:"answered,omitempty"`
	Picks    []string   `json:"picks,omitempty"`
	Saved    *time.Time `json:"saved,omitempty"`
	Deleted  *time.Time `json:"deleted,omitempty"`
	File     string     `json:"file,omitempty"`

	progress string
}

// progress is how much of a session is answered.
type progress struct {
	Essential int `json:"essential"`
	Of        int `json:"of"`
	Deeper    int `json:"deeper"`
}

func (a *app) listSessions(format string, deleted bool) error {
	if _, err := a.Base(format); err != nil {
		return err
	}
	list := []sessionEntry{}
	if deleted {
		for _, d := range session.Default().Deleted() {
			list = append(list, sessionEntry{ID: d.ID, Name: d.Name, Deleted: &d.When})
		}
	} else {
		list = a.entries()
	}
	switch {
	case format == "json":
		return a.JSON(list)
	case len(list) == 0 && deleted:
		return a.Write([]byte("nothing was deleted in the last 30 days\n"), "")
	case len(list) == 0:
		return a.Write([]byte("no session is saved yet; rustadvisor begins one\n"), "")
	}
	rows := [][]string{{"ID", "NAME", "SAVED", "ANSWERS", "PICKS"}}
	if deleted {
		rows = [][]string{{"ID", "NAME", "DELETED"}}
	}
	for _, s := range list {
		rows = append(rows, s.row())
	}
	return a.Write(cmdutil.Table(rows), "")
}

func (a *app) entries() []sessionEntry {
	list := []sessionEntry{}
	for _, i := range a.allSessions() {
		var p progress
		p.Essential, p.Of, p.Deeper = i.Count(a.Engine)
		list = append(list, sessionEntry{ID: i.ID, Name: i.Name, Journey: i.Answers.Choice(knowledge.JourneyQuestion),
			Answered: &p,
			Picks:    i.Picks(a.Engine), Saved: &i.When, File: session.Default().Path(i.ID), progress: i.Progress(a.Engine)})
	}
	return list
}

func (s sessionEntry) row() []string {
	name := s.Name
	if name == "" {
		name = "-"
	}
	id := wording.Clean(s.ID)
	if s.Deleted != nil {
		return []string{id, name, s.Deleted.Local().Format(sessionTime)}
	}
	return []string{id, name, s.Saved.Local().Format(sessionTime), s.progress, strings.Join(s.Picks, " · ")}
}

// allSessions reads all sessions; the knowledge is loaded. What cannot be used is told.
func (a *app) allSessions() []session.Info {
	list, notes := session.Default().List(a.Engine.Base())
	a.Notes(notes)
	return list
}

// called finds a session by its id or name.
func (a *app) called(word string) (session.Info, error) {
	if _, err := a.Load(); err != nil {
		return session.Info{}, err
	}
	var known []string
	list := a.allSessions()
	for _, i := range list {
		if i.ID == word || i.Name != "" && strings.EqualFold(i.Name, session.CleanName(word)) {
			return i, nil
		}
		known = append(known, i.ID)
		if i.Name != "" {
			known = append(known, i.Name)
		}
	}
	if len(list) == 0 {
		return session.Info{}, cmdutil.Misuse("no session is saved yet; rustadvisor begins one")
	}
	mend := wording.Clean(wording.Suggest(word, known))
	if mend == "" {
		mend = "rustadvisor sessions lists them"
	}
	return session.Info{}, cmdutil.Misuse("unknown session %q; %s", wording.Clean(word), mend)
}

func (a *app) sessionsShow() *cobra.Command {
	return &cobra.Command{
		Use: "show SESSION", Aliases: []string{"export"}, Short: "Print the answers of a session, as a file for --answers",
		Example: "    rustadvisor sessions show Payments > answers.toml\n    rustadvisor sessions show " +
			"Payments | rustadvisor advise --answers -",
		Args:              cmdutil.Exactly(1, "rustadvisor sessions lists them"),
		ValidArgsFunction: a.completeSession,
		RunE: func(_ *cobra.Command, args []string) error {
			i, err := a.called(args[0])
			if err != nil {
				return err
			}
			return a.Write(answerfile.Format(a.Engine.Base(), i.Answers, a.Engine.Active(i.Answers)), "")
		},
	}
}

func (a *app) sessionsRename() *cobra.Command {
	return &cobra.Command{
		Use: "rename SESSION NAME", Short: "Give a session a name of its own",
		Long: "Gives a session another name, of at most 60 characters; \"\" takes the name away. No two sessions " +
			"have the same.",
		Example: "    rustadvisor sessions rename 20261122-093000 Payments", Args: cmdutil.Exactly(2,
			"quote a name of several words"),
		ValidArgsFunction: a.completeSession,
		RunE: func(_ *cobra.Command, args []string) error {
			i, err := a.called(args[0])
			if err != nil {
				return err
			}
			name, err := session.Default().Rename(i.ID, args[1])
			if _, taken := err.(*session.Taken); taken {
				return cmdutil.WrongUse{Err: err}
			}
			if err != nil {
				return err
			}
			if name == "" {
				return a.Write([]byte(fmt.Sprintf("%s has no name now\n", wording.Clean(i.ID))), "")
			}
			return a.Write([]byte(fmt.Sprintf("%s is called “%s” now\n", wording.Clean(i.ID), name)), "")
		},
	}
}

func (a *app) sessionsDelete() *cobra.Command {
	return &cobra.Command{
		Use: "delete SESSION", Short: "Delete a session; for 30 days it can be brought back",
		Args: cmdutil.Exactly(1, "rustadvisor sessions lists them"), ValidArgsFunction: a.completeSession,
		RunE: func(_ *cobra.Command, args []string) error {
			i, err := a.called(args[0])
			if err != nil {
				return err
			}
			if err := session.Default().Delete(i.ID, time.Now()); err != nil {
				return err
			}
			return a.Write([]byte(fmt.Sprintf("deleted “%s”; rustadvisor sessions restore brings it back\n",
				i.Title(a.Engine))), "")
		},
	}
}

func (a *app) sessionsRestore() *cobra.Command {
	return &cobra.Command{
		Use: "restore [SESSION]", Short: "Bring back a deleted session: that one, or the one deleted last",
		Example: "    rustadvisor sessions restore\n    rustadvisor sessions --deleted",
		Args:    cmdutil.AtMost(1, "name one session"),
		RunE: func(_ *cobra.Command, args []string) error {
			store, word := session.Default(), strings.Join(args, "")
			id, err := deletedCalled(store, word)
			if err != nil {
				return err
			}
			h, err := store.Restore(id, time.Now())
			if err != nil {
				return err
			}
			if h.Name != "" {
				return a.Write([]byte(fmt.Sprintf("“%s” is back, as %s\n", h.Name, wording.Clean(h.ID))), "")
			}
			return a.Write([]byte(wording.Clean(h.ID)+" is back\n"), "")
		},
	}
}

// deletedCalled finds what was deleted by its id or name; "" is the one deleted last.
func deletedCalled(store session.Store, word string) (id string, err error) {
	list := store.Deleted()
	if len(list) == 0 {
		return "", cmdutil.Misuse("nothing was deleted in the last 30 days")
	}
	var known []string
	for _, d := range list {
		if word == "" || d.ID == word || d.Name != "" && strings.EqualFold(d.Name, session.CleanName(word)) {
			return d.ID, nil
		}
		known = append(known, d.ID)
		if d.Name != "" {
			known = append(known, d.Name)
		}
	}
	mend := wording.Clean(wording.Suggest(word, known))
	if mend == "" {
		mend = "rustadvisor sessions --deleted lists them"
	}
	return "", cmdutil.Misuse("no deleted session is called %q; %s", wording.Clean(word), mend)
}

// completeSession completes ids, with the names beside them. It only looks: what cannot be used is for others to tell.
func (a *app) completeSession(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, h := range session.Default().Names() {
		if len(args) == 0 {
			out = append(out, wording.Clean(h.ID)+"\t"+h.Name)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
