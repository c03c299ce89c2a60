package cli

import "runtime/debug"

// version names the build and the knowledge in it.
func version() string {
	out := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		out = info.Main.Version
	}
	if v := words().Version; v != "" {
		out += ", knowledge " + v
	}
	return out
}
