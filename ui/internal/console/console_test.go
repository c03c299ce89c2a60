//go:build unix

package console

import (
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

const patience = 20 * time.Second

func start(t *testing.T, o Options, script string) *Console {
	t.Helper()
	o.Width, o.Height = 40, 5
	c, err := Start(o, "sh", "-c", script)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.End(syscall.SIGKILL) })
	return c
}

func TestScreenAndKeys(t *testing.T) {
	c := start(t, Options{}, `printf 'one\033[31mtwo\033[m'; read -r x; printf '\033[2;3Hgot %s' "$x"; read -r y`)
	if _, err := c.Wait(regexp.MustCompile("^onetwo"), patience); err != nil {
		t.Fatalf("%v:\n%s", err, c.Text())
	}
	before := c.Cells()
	if err := c.Keys("abc\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Change(before, patience); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Wait(regexp.MustCompile("(?m)^  got abc"), patience); err != nil {
		t.Fatalf("%v:\n%s", err, c.Text())
	}
}

// An answered query is a line on the program's input; a terminal that is mute answers nothing.
func TestQueries(t *testing.T) {
	ask := `stty raw -echo; printf '\033]11;?\033'; printf '\\'; head -c 10 | cat -v; printf END; sleep 20`
	for _, o := range []Options{{}, {Light: true}} {
		c := start(t, o, ask)
		want := "1616"
		if o.Light {
			want = "ffff"
		}
		if _, err := c.Wait(regexp.MustCompile("rgb:"+want[:1]), patience); err != nil {
			t.Errorf("light %v: %v:\n%s", o.Light, err, c.Text())
		}
	}
	c := start(t, Options{Mute: true}, `printf '\033[6n'; printf asked; sleep 20`)
	if _, err := c.Wait(regexp.MustCompile("asked"), patience); err != nil {
		t.Fatal(err)
	}
	if c.Quiet(50 * time.Millisecond); c.Bytes() != len("\x1b[6nasked") {
		t.Errorf("%d bytes: a mute terminal answered", c.Bytes())
	}
}

func TestWaitInVain(t *testing.T) {
	c := start(t, Options{}, "echo over")
	if _, err := c.Wait(regexp.MustCompile("never"), patience); err != ErrNever {
		t.Errorf("error %v", err)
	}
}

func TestSVG(t *testing.T) {
	c := start(t, Options{}, `printf '\033[1;38;2;222;99;36m<bold>\033[m ██▌ ─┬'; sleep 20`)
	if _, err := c.Wait(regexp.MustCompile("bold"), patience); err != nil {
		t.Fatal(err)
	}
	svg := c.SVG()
	for _, part := range []string{"&lt;bold&gt;", `fill="#de6324"`, `font-weight="bold"`, `width="4.50"`, "stroke="} {
		if !strings.Contains(svg, part) {
			t.Errorf("no %s in\n%s", part, svg)
		}
	}
}
