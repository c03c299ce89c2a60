package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/config"
	"rustadvisor/ui/tui/keymap"
)

// actions are what the [keys] of the settings can be given to.
func actions() []config.Action { return keymap.Actions() }

func actionNames() []string {
	var out []string
	for _, a := range actions() {
		out = append(out, a.Name)
	}
	return out
}

// settings reads the file that --config names, or else the user's own. Faults in that one keep nothing from
// starting: the default holds, and what is unused says why. A file that was named has to be right.
func (a *app) settings() (c config.Config, unused string, err error) {
	if a.settingsFile == "" {
		c, err = config.Load(actionNames()...)
		return c, unusedSettings(err), nil
	}
	c, err = config.Read(a.settingsFile, actionNames()...)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("--config: there is no %s; rustadvisor config example writes such a file",
			wording.Clean(a.settingsFile))
	}
	if err != nil {
		err = cmdutil.WrongUse{Err: strict.CleanError(err)}
	}
	return c, "", err
}

// settingsPath is where the settings stand.
func (a *app) settingsPath() string { return cmp.Or(a.settingsFile, config.Path()) }

// unusedSettings words faults of the settings for one line, or is empty where there are none.
func unusedSettings(err error) string {
	var problems strict.Problems
	if !errors.As(err, &problems) {
		return ""
	}
	first := problems[0]
	first.File = filepath.Base(first.File) // the line of a notice is short
	text := "your settings are not used: " + first.String()
	if n := len(problems) - 1; n > 0 {
		text += " (and " + wording.Counted(n, "more fault") + ": rustadvisor config check)"
	}
	return text
}

func (a *app) config() *cobra.Command {
	c := &cobra.Command{
		Use: "config COMMAND", Short: "Your settings: theme, keys, line mode, folder for exports",
		Long: "Settings stand in one TOML file, which need not be there. A file with faults is not used, and the faults " +
			"are told:\n" +
			"it keeps nothing from starting.",
		Example: "    rustadvisor config example > config.toml    a file to change\n    rustadvisor config check " +
			"config.toml\n" +
			"    rustadvisor config path                     where it belongs\n    rustadvisor config show",
		Args: cmdutil.Subcommand,
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	c.AddCommand(a.configCheck(), a.configShow(), a.configPath(), a.configExample(), a.configSchema())
	return c
}

func (a *app) configCheck() *cobra.Command {
	return &cobra.Command{
		Use: "check [FILE]", Short: "Name every fault in the settings, with line and fix",
		Long: "Reads the settings in FILE, or your own, and names every fault with file, line and fix. With faults " +
			"the exit code is 2.",
		Example: "    rustadvisor config check\n    rustadvisor config check config.toml",
		Args:    cmdutil.AtMost(1, "name one file"),
		RunE: func(_ *cobra.Command, args []string) error {
			path := a.settingsPath()
			if len(args) == 1 {
				path = args[0]
			}
			c, err := config.Read(path, actionNames()...)
			if err == nil {
				err = conflicts(path, c)
			}
			switch {
			case errors.Is(err, fs.ErrNotExist) && path == config.Path():
				return a.Write([]byte(wording.Clean(path)+" is not there: nothing is set, and nothing is wrong\n"), "")
			case errors.Is(err, fs.ErrNotExist):
				return cmdutil.Misuse("%s is not there; rustadvisor config example writes such a file", wording.Clean(path))
			case err != nil:
				return cmdutil.WrongUse{Err: strict.CleanError(err)}
			}
			return a.Write([]byte(wording.Clean(path)+" is sound\n"), "")
		},
	}
}

// conflicts are the keys that do something else already, as faults with their lines; nil where there are none.
func conflicts(path string, c config.Config) error {
	var problems strict.Problems
	lines := config.Where(path)
	for action, why := range keymap.Conflicts(c.Keys) {
		problems = append(problems, strict.Problem{File: path, Line: lines["keys."+action], What: action + ": " + why,
			Mend: "take another key, or give other keys to that"})
	}
	if len(problems) == 0 {
		return nil
	}
	slices.SortFunc(problems, func(p, q strict.Problem) int { return p.Line - q.Line })
	return problems
}

func (a *app) configPath() *cobra.Command {
	return &cobra.Command{
		Use: "path", Short: "Where your settings stand",
		Args: cmdutil.NoArgs("rustadvisor config check FILE checks another file"),
		RunE: func(*cobra.Command, []string) error { return a.Write([]byte(a.settingsPath()+"\n"), "") },
	}
}

func (a *app) configExample() *cobra.Command {
	var out cmdutil.Output
	c := &cobra.Command{
		Use: "example", Short: "Settings explained, as a file to change",
		Long: "Writes a file with every setting explained, each with its default behind a comment mark: as it stands " +
			"it sets nothing.\n" +
			"With -o its JSON Schema is written beside it, by which editors complete the file.",
		Example: "    rustadvisor config example > config.toml\n    rustadvisor config example -o config.toml",
		Args:    cmdutil.NoArgs("rustadvisor config example -o FILE writes a file"),
		RunE: func(*cobra.Command, []string) error {
			if err := cmdutil.CheckOutput(out.File, out.Force); err != nil {
				return err
			}
			schema, err := config.Schema(actions())
			if err != nil {
				return err
			}
			return a.SaveWithSchema([]byte(config.Example(actions())), out, schema, "config.schema.json")
		},
	}
	out.Flags(c)
	return c
}

func (a *app) configSchema() *cobra.Command {
	return &cobra.Command{
		Use: "schema", Short: "A JSON Schema of the settings, for editors",
		Long: "Writes a JSON Schema (draft 2020-12) of the settings. Editors that check TOML by a schema take it where the " +
			"first\nline of a file is #:schema and its path; rustadvisor config example -o FILE writes both.",
		Example: "    rustadvisor config schema > config.schema.json",
		Args:    cmdutil.NoArgs("rustadvisor config schema > FILE writes a file"),
		RunE: func(*cobra.Command, []string) error {
			text, err := config.Schema(actions())
			if err != nil {
				return err
			}
			return a.Write(text, "")
		},
	}
}

func (a *app) configShow() *cobra.Command {
	return &cobra.Command{
		Use: "show", Short: "What is in force, and what says so",
		Args: cmdutil.NoArgs("rustadvisor config check FILE checks a file"),
		RunE: func(*cobra.Command, []string) error {
			c, unused, err := a.settings()
			if err != nil {
				return err
			}
			var there map[string]int
			if unused == "" {
				there = config.Where(a.settingsPath())
			} else {
				a.Note(unused)
			}
			text, err := inForce(c, a.settingsPath(), there)
			if err != nil {
				return err
			}
			return a.Write(text, "")
		},
	}
}

// inForce lists the settings with what each comes from: a line of the file, the environment, or the default. The
// error is a variable that says nothing it can.
func inForce(c config.Config, path string, there map[string]int) ([]byte, error) {
	from := func(setting string) string {
		if line := there[setting]; line > 0 {
			return fmt.Sprintf("%s:%d", wording.Clean(filepath.Base(path)), line)
		}
		return "default"
	}
	plain, cause, err := lineMode(nil, c)
	if err != nil {
		return nil, err
	}
	by := from("plain")
	switch said := os.Getenv(plainVariable); {
	case said != "":
		by = plainVariable + "=" + said
	case c.Plain == nil && plain:
		by = cause
	}
	rows := [][]string{
		{"theme", c.Theme, from("theme")},
		{"plain", strconv.FormatBool(plain), by},
		{"folder", cmp.Or(c.Folder, "."), from("folder")},
	}
	for _, action := range slices.Sorted(maps.Keys(c.Keys)) {
		setting := "keys." + action
		rows = append(rows, []string{setting, strings.Join(c.Keys[action], " "), from(setting)})
	}
	var out bytes.Buffer
	missing := ""
	if there == nil {
		missing = " (not there, or not used)"
	}
	fmt.Fprintf(&out, "settings in %s%s\n\n", wording.Clean(path), missing)
	out.Write(cmdutil.Table(rows))
	return out.Bytes(), nil
}
