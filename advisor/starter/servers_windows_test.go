package starter

import (
	"os"
	"os/exec"
)

// as runs a server's program; nobody is root here.
func as(_, program string, args ...string) *exec.Cmd { return exec.Command(program, args...) }

// end ends a server.
func end(p *os.Process) { p.Kill() }
