package terminal

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	uv "github.com/charmbracelet/ultraviolet"
)

// FuzzTerminal lets a terminal send any bytes. Bubble Tea understands them in a goroutine of its own, whose panic nobody could
// catch: with what sevenBit makes of them there must be none.
func FuzzTerminal(f *testing.F) {
	for _, s := range []string{"q\x03\x1b[A\x1bOP", "\x1b[?2026;2$y\x1b[?0u\x1b]11;rgb:0000/0000/0000\x07", "\x1b[200~pasted\x1b[201~", "\x1b[<0;1;1M\x1b[M abc",
		"\x1b[97:65;5:1;97u\x1b[27;5;97~\x1b[I\x1b[O", "\x1bP1+r544e=787465726d\x1b\\\x1b[>1;10;0c\x1b_Gi=1;OK\x1b\\", "é日\xff\x80\x1b", "\x1b[48;30;100;0;0t\x1b[1;1R",
		"\x1b]52;c;Zm9v\x07\x1b[?62;1c", "\x1b[65;1;97;1;0;1_", "\x9bM;<8", "\xe2\x9bM;<8"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		events := make(chan uv.Event)
		done := make(chan bool)
		go func() {
			for range events {
			}
			close(done)
		}()
		if err := uv.NewTerminalReader(&sevenBit{from: bytes.NewReader(sent)}, "xterm-256color").StreamEvents(context.Background(), events); err != nil {
			t.Error(err)
		}
		close(events)
		<-done
	})
}

// Characters of any length, cut anywhere, pass as they are; control characters of eight bits become escape sequences.
func TestSevenBit(t *testing.T) {
	sent := "q é日👩 \xff \x9bM;<8 \x8fP \xe2\x9bM\xc2\x9b"
	want := "q é日👩 \xff \x1b[M;<8 \x1bOP \xe2\x1b[M\xc2\x9b"
	for name, from := range map[string]io.Reader{"whole": strings.NewReader(sent), "by bytes": iotest.OneByteReader(strings.NewReader(sent)),
		"with the end": iotest.DataErrReader(strings.NewReader(sent))} {
		if got, err := io.ReadAll(&sevenBit{from: from}); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
