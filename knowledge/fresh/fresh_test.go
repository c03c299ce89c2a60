package main

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"fresh": main})
}

// The clients are stand-ins on the PATH: shell scripts that answer as cargo, cargo audit, curl and go do.
func TestFresh(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-ins are shell scripts")
	}
	self, err := exec.LookPath("fresh") // where testscript has put it
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Dir: "testdata", Setup: func(e *testscript.Env) error {
		e.Setenv("SELF", filepath.Dir(self))
		return nil
	}})
}
