package cli

import (
	"encoding/json"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"rustadvisor/ui/cli/cmdutil"
)

// build is what this program is. Format is that of its JSON.
type build struct {
	Format    int    `json:"format"`
	Version   string `json:"version"`            // of the module, or (devel)
	Knowledge string `json:"knowledge"`          // of the data that are built in
	Revision  string `json:"revision,omitempty"` // of the repository it was built in
	Modified  bool   `json:"modified,omitempty"` // the files there were changed since
	Go        string `json:"go"`
	Platform  string `json:"platform"`
}

func thisBuild() build {
	out := build{Format: 1, Version: "(devel)", Knowledge: words().Version, Go: runtime.Version(),
		Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return out
	}
	if info.Main.Version != "" {
		out.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			out.Revision = s.Value
		case "vcs.modified":
			out.Modified = s.Value == "true"
		}
	}
	return out
}

// version names the build and the knowledge in it.
func version() string {
	b := thisBuild()
	if b.Knowledge == "" {
		return b.Version
	}
	return b.Version + ", knowledge " + b.Knowledge
}

func (a *app) version() *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use: "version", Short: "What this program is, and which knowledge is in it",
		Example: "    rustadvisor version\n    rustadvisor version --json",
		Args:    cmdutil.NoArgs("--json adds how it was built"),
		RunE: func(*cobra.Command, []string) error {
			if !asJSON {
				return a.Write([]byte("rustadvisor "+version()+"\n"), "")
			}
			text, err := json.MarshalIndent(thisBuild(), "", "  ")
			if err != nil {
				return err
			}
			return a.Write(append(text, '\n'), "")
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON, with how it was built")
	return c
}
