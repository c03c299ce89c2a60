//go:build unix

package starter

import (
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// as runs a server's program as the user that its package made, where we are root.
func as(name, program string, args ...string) *exec.Cmd {
	run := exec.Command(program, args...)
	run.Dir = "/"
	run.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if account, err := user.Lookup(name); err == nil && os.Geteuid() == 0 {
		uid, _ := strconv.Atoi(account.Uid)
		gid, _ := strconv.Atoi(account.Gid)
		run.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	return run
}

// end asks a server to end, and what it has started.
func end(p *os.Process) {
	if syscall.Kill(-p.Pid, syscall.SIGTERM) != nil {
		p.Signal(syscall.SIGTERM)
	}
}
