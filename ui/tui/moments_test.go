//go:build !windows

package tui

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"rustadvisor/ui/terminal"
)

var moments = flag.Int("moments", 12, "how often the program is ended in its first moments")

var (
	private = regexp.MustCompile(`\x1b\[\?(\d+)([hlr])`)
	kitty   = regexp.MustCompile(`\x1b\[([><])1u`)
)

// disorder tells what of a terminal's modes is not as it was, from all that was written to it; "" if nothing is.
func disorder(written string) string {
	modes, kept := map[string]string{}, 0
	for _, m := range private.FindAllStringSubmatch(written, -1) {
		modes[m[1]] = m[2]
	}
	for mode, is := range modes {
		if usual := mode == "25" || mode == "7"; usual != (is == "h") {
			return "mode " + mode + is
		}
	}
	for _, m := range kitty.FindAllStringSubmatch(written, -1) {
		kept += map[string]int{">": 1, "<": -1}[m[1]]
	}
	if kept > 0 || strings.LastIndex(written, "\x1b[>4;2m") > strings.LastIndex(written, "\x1b[>4m") {
		return "the way of reporting keys"
	}
	return ""
}

// cooked tells whether the terminal edits lines and echoes, as it does for a shell.
func cooked(tty *os.File) (string, bool) {
	stty := exec.Command("stty", "-a")
	stty.Stdin = tty
	modes, err := stty.Output()
	return string(modes), err != nil || strings.Contains(string(modes), " icanon") &&
		strings.Contains(string(modes), " echo ")
}

// Whatever ends the program at whatever moment of its beginning, in whatever window: the terminal is put back.
func TestEndInTheFirstMoments(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	endings := []func(*console) error{
		func(c *console) error { return c.cmd.Process.Signal(syscall.SIGTERM) },
		func(c *console) error { return c.cmd.Process.Signal(syscall.SIGINT) },
		func(c *console) error { return c.cmd.Process.Signal(syscall.SIGHUP) },
		func(c *console) error { return c.cmd.Process.Signal(syscall.SIGQUIT) },
		func(c *console) error { _, err := c.tty.WriteString("\x03"); return err },
		func(c *console) error { _, err := c.tty.WriteString("q"); return err },
	}
	if signal.Ignored(syscall.SIGHUP) { // as under nohup, which the program heeds
		endings = slices.Delete(endings, 2, 3)
	}
	for n := range *moments {
		size := pty.Winsize{Cols: uint16(1 + random.IntN(400)), Rows: uint16(1 + random.IntN(120))}
		if n%4 == 0 {
			size = pty.Winsize{Cols: 1, Rows: 1}
		}
		c := openSized(t, t.TempDir(), exec.Command(os.Args[0]), size)
		end, wait := random.IntN(len(endings)), time.Duration(random.IntN(40_000))*time.Microsecond
		time.Sleep(wait)
		if err := endings[end](c); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		what := fmt.Sprintf("seed %d, run %d: end %d after %v in %d×%d", seed, n, end, wait, size.Cols, size.Rows)
		if err := c.ended(); err != nil {
			t.Fatalf("%s: %v, after %q", what, err, c.whole())
		}
		what += ", " + c.cmd.ProcessState.String()
		if left := disorder(c.raw()); left != "" {
			t.Errorf("%s leaves %s: %q", what, left, c.raw())
		}
		if modes, ok := cooked(c.tty); !ok {
			t.Errorf("%s leaves the terminal raw: %s", what, modes)
		}
		for _, q := range terminal.Queries {
			if strings.LastIndex(c.raw(), string(q)) > strings.LastIndex(c.raw(), ansi.ResetModeAltScreenSaveCursor) {
				t.Errorf("%s: %q is asked at the end", what, q)
			}
		}
	}
}

// A terminal that takes its time to answer does not answer to the shell.
func TestRepliesDoNotReachTheShell(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is the shell here")
	}
	for _, by := range []string{"q", "\x03", "kill"} {
		store := t.TempDir()
		c := open(t, store, exec.Command(bash, "-c",
			`(echo $BASHPID >"$1"; exec "$0"); read -r -s -n 9 -t 0.5 got; printf "got <%q>\n" "$got"`, os.Args[0],
			store+"/pid"))
		c.answer(50 * time.Millisecond)
		c.until("Improve Rust code")
		if by != "kill" {
			c.keys(by)
		} else if err := syscall.Kill(c.pid(store+"/pid"), syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		c.until("got <")
		if got := ansi.Strip(c.raw()); !strings.Contains(got, "got <''>") {
			t.Errorf("%q leaves the shell a reply: %q", by, got)
		}
		_ = c.wait()
	}
}

// answer makes the terminal answer what Bubble Tea asks it, after a while.
func (c *console) answer(after time.Duration) {
	replies := map[string]string{ansi.RequestModeSynchronizedOutput: "\x1b[?2026;2$y",
		ansi.RequestBackgroundColor: "\x1b]11;rgb:0000/0000/0000\x07",
		ansi.RequestKittyKeyboard:   "\x1b[?0u"}
	for query, reply := range replies {
		go func() {
			for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
				if strings.Contains(c.raw(), query) {
					time.Sleep(after)
					_, _ = c.tty.WriteString(reply)
					return
				}
			}
		}()
	}
}
