package cli

import (
	"runtime/debug"

	"rustadvisor/knowledge"
)

// version names the build and the knowledge in it.
func version() string {
	out := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		out = info.Main.Version
	}
	words, err := knowledge.LoadVocabulary(knowledge.Embedded())
	if err != nil {
		return out
	}
	return out + ", knowledge " + words.Version
}
