package terminal

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// still is a clock that stands.
func still() time.Time { return time.Unix(1, 0) }

// reads gives what it is told to, a read each, with as much time before each.
type reads struct {
	came []string
	gap  time.Duration
	now  time.Time
}

func (r *reads) Read(p []byte) (int, error) {
	if len(r.came) == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.came[0])
	if r.came[0] = r.came[0][n:]; r.came[0] == "" {
		r.came = r.came[1:]
	}
	r.now = r.now.Add(r.gap)
	return n, nil
}

// passed is what the reader gets of what came in so many reads.
func passed(t *testing.T, gap time.Duration, came ...string) string {
	t.Helper()
	from := &reads{came, gap, still()}
	got, err := io.ReadAll(newBounded(from, func() time.Time { return from.now }))
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

// sensible is what terminals send.
var sensible = []string{"q\x03\t\r\x7f\x1b[A\x1bOP\x1b[1;5D", "é日👩\u200d🚀",
	"\x1b[?2026;2$y\x1b[?0u\x1b]11;rgb:0000/0000/0000\x07",
	"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "\x1b[200~pasted é\x1b[201~", "\x1b[<0;1;1M\x1b[<0;1;1m",
	"\x1b[97:65;5:1;97u\x1b[27;5;97~\x1b[I\x1b[O",
	"\x1bP1+r544e=787465726d\x1b\\\x1b[>1;10;0c\x1b_Gi=1;OK\x1b\\", "\x1b[48;30;100;0;0t\x1b[1;1R",
	"\x1b]52;c;Zm9v\x07\x1b[?62;1c",
	"\x1b[65;30;97;1;0;1_", "\x1bx\x1b[A", "\x1b[3$\x1b[3$"}

// Whatever is sensible passes as it is, cut anywhere.
func TestBoundedSensible(t *testing.T) {
	for _, sent := range sensible {
		for name, from := range map[string]io.Reader{"whole": strings.NewReader(sent),
			"by bytes":     iotest.OneByteReader(strings.NewReader(sent)),
			"with the end": iotest.DataErrReader(strings.NewReader(sent))} {
			if got, err := io.ReadAll(newBounded(from, still)); err != nil || string(got) != sent {
				t.Errorf("%s: %q, %v, want %q", name, got, err, sent)
			}
		}
	}
}

// What Bubble Tea's reader cannot take is left out or said otherwise.
func TestBoundedOtherwise(t *testing.T) {
	many := strings.Repeat("1;", 33)
	for name, x := range map[string]struct{ sent, want string }{
		"33 parameters":           {"a\x1b[" + many + "mb", "ab"},
		"33 in a mouse report":    {"a\x1b[<" + many + "Mb", "ab"},
		"33 in a key":             {"a\x1b[97:" + many + "ub", "ab"},
		"33 in a string":          {"a\x1bP" + many + "qx\x1b\\b", "ab"},
		"33 by eight bits":        {"a\x9b" + many + "mb", "ab"},
		"33 in a paste":           {"\x1b[200~a\x1b[" + many + "mb\x1b[201~", "\x1b[200~ab\x1b[201~"},
		"eight bits":              {"\x9bA \x8fP \xc2\x9b", "\x1b[A \x1bOP \xc2\x9b"},
		"the oldest mouse report": {"\x9bM\xff\xff\xffx\x1b[M !!y", "xy"},
		"no UTF-8":                {"a\xff\xc0b", "ab"},
		"a sequence cut by a key": {"\x1b[12\x03\x1b[1\x1b[B", "\x03\x1b[B"},
		"a string cut by a key":   {"\x1b]11;rgb\x03q", "\x03q"},
		"a string without end":    {"\x1b]" + strings.Repeat("x", 3000) + "\x07q", "q"},
		"keys of Linux's console": {"\x1b[[A\x1b[[E", "\x1b[11~\x1b[15~"},
		"up with alt":             {"\x1b\x1b[A", "\x1b\x1b[A"},
		"a string of other bytes": {"\x1bPab\x9cq\x1b]1\xc3\xa9q", "qéq"},
		"escape twice":            {"\x1b\x1b", "\x1b[27u\x1b"},
		"too long a paste": {"\x1b[200~" + strings.Repeat("p", 70_000) + "\x1b[201~q", "\x1b[200~" +
			strings.Repeat("p", 65_536) + "\x1b[201~q"},
		"many letters at once":     {strings.Repeat("x", 300), "\x1b[200~" + strings.Repeat("x", 300) + "\x1b[201~"},
		"keys that nobody presses": {strings.Repeat("\x1b[A", 500), strings.Repeat("\x1b[A", mostKeys-1)},
		"an interrupt in a flood":  {strings.Repeat("\x1b[A", 200) + "\x03q", "\x03q"},
	} {
		if got := passed(t, 0, x.sent); got != x.want {
			t.Errorf("%s: %.80q, want %.80q", name, got, x.want)
		}
	}
}

// A paste or sequence whose end never comes holds nothing up.
func TestBoundedUnfinished(t *testing.T) {
	for name, x := range map[string]struct {
		gap  time.Duration
		came []string
		want string
	}{
		"interrupted":            {0, []string{"\x1b[200~abc", "\x03"}, "\x1b[200~abc\x1b[201~\x03"},
		"gone on with later":     {3 * time.Second, []string{"\x1b[200~abc", "q"}, "\x1b[200~abc\x1b[201~q"},
		"in pieces":              {time.Second, []string{"\x1b[200~abc", "def\x1b[201~"}, "\x1b[200~abcdef\x1b[201~"},
		"half a sequence":        {3 * time.Second, []string{"\x1b[12", "q"}, "q"},
		"half a string":          {3 * time.Second, []string{"\x1b]11;rgb", "q"}, "q"},
		"half a string, at once": {0, []string{"\x1b]11;r", "gb\x07q"}, "\x1b]11;rgb\x07q"},
		"escape, then a letter":  {time.Second / 2, []string{"\x1b", "[", "A"}, "\x1b[A"},
		"alt and a bracket":      {time.Second / 2, []string{"\x1b]", "q"}, "\x1b]q"},
	} {
		if got := passed(t, x.gap, x.came...); got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}

// FuzzTerminal lets a terminal send any bytes. Bubble Tea understands them in a goroutine of its own, whose panic
// nobody could catch: of what bounded makes of them there must be none, and nothing that it waits at.
func FuzzTerminal(f *testing.F) {
	for _, s := range sensible {
		f.Add([]byte(s), byte(0))
	}
	for _, s := range []string{"\x1b[%s", "\x9b", "\x1bP", "\x1b[<", "\x1b[200~"} {
		f.Add([]byte(s+strings.Repeat("1;", 40)+"m"), byte(3))
	}
	f.Add([]byte("\x9bM;<8\xe2\x9bM;<8"), byte(1))
	f.Fuzz(func(t *testing.T, sent []byte, each byte) {
		var from io.Reader = bytes.NewReader(sent)
		if each > 0 {
			from = &pieces{from, int(each)}
		}
		events := make(chan uv.Event)
		done := make(chan bool)
		go func() {
			for range events {
			}
			close(done)
		}()
		reader := uv.NewTerminalReader(newBounded(from, still), "xterm-256color")
		if err := reader.StreamEvents(context.Background(), events); err != nil {
			t.Error(err)
		}
		close(events)
		<-done
	})
}

// pieces reads so many bytes at a time.
type pieces struct {
	from io.Reader
	n    int
}

func (p *pieces) Read(b []byte) (int, error) { return p.from.Read(b[:min(p.n, len(b))]) }
