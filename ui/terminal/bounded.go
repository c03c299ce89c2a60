package terminal

import (
	"bytes"
	"io"
	"time"
	"unicode/utf8"
)

// bounded is what a terminal sends, made fit for Bubble Tea's reader, which runs in a goroutine where nobody can catch
// its panics and which has no bounds: it panics at a sequence of more than 32 parameters and at a mouse report of eight
// bits cut short, waits 50 ms at each thing that it does not understand, and collects a paste without an end for ever.
// Whole and sensible input passes as it is, at once.
type bounded struct {
	from io.Reader
	now  func() time.Time

	out    []byte    // to be read
	rest   []byte    // the beginning of a character or sequence whose end has not come yet
	passed int       // how much of the rest the reader has already
	last   time.Time // when something last came
	skip   skipping  // what is too long and goes on
	keys   float64   // that may still come at once
	paste  bool      // within a paste
	pasted int       // its bytes so far
}

// skipping is what is left out up to its end.
type skipping int

const (
	nothing skipping = iota
	control          // a control sequence
	data             // a string of the terminal
)

// newBounded reads from a terminal; now is a clock.
func newBounded(from io.Reader, now func() time.Time) *bounded {
	return &bounded{from: from, now: now}
}

// Bounds: no terminal sends more in answer to what this program asks.
const (
	mostSequence   = 64       // bytes of a control sequence
	mostParameters = 16       // in it
	mostString     = 1024     // bytes of what a terminal says in a string
	mostPaste      = 64 << 10 // bytes of a paste
	mostTyped      = 200      // letters in one read; more are taken for a paste of a terminal that does not mark it
	mostKeys       = 256      // at once, outside of a paste
	keysPerSecond  = 100      // from then on; who holds a key down is not that fast

	keyGap      = 40 * time.Millisecond  // after which escape is a key by itself; the reader waits 50 ms
	sequenceGap = 300 * time.Millisecond // after which what has begun will not be ended
	pasteGap    = 2 * time.Second
)

const (
	escape     = 0x1b
	interrupt  = 0x03
	pasteBegin = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
	escapeKey  = "\x1b[27u" // the key alone, told unmistakably
)

// Read reads what is fit for Bubble Tea's reader. It returns errors of the terminal as they are.
func (in *bounded) Read(p []byte) (int, error) {
	for len(in.out) == 0 {
		buffer := make([]byte, 2048)
		n, err := in.from.Read(buffer)
		if n > 0 {
			in.take(buffer[:n])
		}
		if err != nil && len(in.out) == 0 {
			return 0, err
		}
	}
	n := copy(p, in.out)
	in.out = in.out[n:]
	return n, nil
}

// take works on what came in one read.
func (in *bounded) take(came []byte) {
	gap := in.now().Sub(in.last)
	in.last = in.now()
	if gap > sequenceGap || in.passed > 0 && gap > keyGap {
		in.rest, in.passed, in.skip = in.rest[:0], 0, nothing
	}
	if in.paste && (gap > pasteGap || string(came) == "\x03") {
		in.endPaste()
	}
	if i := bytes.LastIndexByte(came, interrupt); i >= 0 && len(came) > mostTyped && !in.paste {
		came, in.rest, in.passed = came[i:], in.rest[:0], 0 // who interrupts a flood does not wait for its end
	}
	text := append(in.rest, came...)
	done := in.passed
	in.rest, in.passed = nil, 0
	letters := len(came) > mostTyped && !in.paste && printable(came) > mostTyped
	if letters {
		in.emit(pasteBegin)
	}
	in.keys = min(mostKeys, in.keys+gap.Seconds()*keysPerSecond)
	for len(text) > 0 {
		n, put := in.token(text)
		if n == 0 {
			in.keep(text, done)
			break
		}
		if in.affordable(put, letters) {
			in.emit(put[min(done, len(put)):])
		}
		text, done = text[n:], 0
	}
	if letters {
		in.emit(pasteEnd)
	}
}

// affordable tells whether the reader can be given one more thing without falling behind. An interrupt always passes.
func (in *bounded) affordable(put string, letters bool) bool {
	if in.paste || letters || put == pasteEnd || put == string(rune(interrupt)) {
		return true
	}
	in.keys = max(0, in.keys-1)
	return in.keys > 0
}

// printable counts the bytes of text in what is nothing but text.
func printable(p []byte) int {
	for _, c := range p {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f {
			return 0
		}
	}
	return len(p)
}

func (in *bounded) emit(s string) { in.out = append(in.out, s...) }

func (in *bounded) endPaste() {
	in.emit(pasteEnd)
	in.paste = false
}

// keep puts the beginning of something aside. The key escape, and a letter pressed with alt, look like such a
// beginning; the reader is given them at once and tells them apart by time.
func (in *bounded) keep(text []byte, done int) {
	in.rest, in.passed = bytes.Clone(text), done
	if text[0] == escape && len(text) <= 2 && done < len(text) {
		in.emit(string(text[done:]))
		in.passed = len(text)
	}
}

// token takes one character or sequence from the text: its length, and what the reader is given of it. 0 if its end has
// not come yet.
func (in *bounded) token(text []byte) (n int, put string) {
	switch c := text[0]; {
	case in.skip == control:
		return in.skipControl(text)
	case in.skip == data:
		return in.skipData(text)
	case c == escape:
		return in.sequence(text)
	case c >= utf8.RuneSelf:
		return in.character(text)
	}
	return 1, in.counted(string(text[:1]))
}

// counted is text, or nothing where a paste has become too long.
func (in *bounded) counted(text string) string {
	if !in.paste {
		return text
	}
	if in.pasted += len(text); in.pasted > mostPaste {
		return ""
	}
	return text
}

// character takes a character of more than a byte. A control character of eight bits begins a sequence as one of seven
// does; other bytes that are no UTF-8 are left out.
func (in *bounded) character(text []byte) (int, string) {
	if !utf8.FullRune(text) {
		return 0, ""
	}
	r, size := utf8.DecodeRune(text)
	if r != utf8.RuneError || size > 1 {
		return size, in.counted(string(text[:size]))
	}
	if c := text[0]; c < 0xa0 {
		n, put := in.sequence(append([]byte{escape, c - 0x40}, text[1:]...))
		if n == 1 { // it begins none
			return 1, string([]byte{escape, c - 0x40})
		}
		return max(0, n-1), put
	}
	return 1, ""
}

// sequence takes what begins with escape.
func (in *bounded) sequence(text []byte) (int, string) {
	if len(text) == 1 {
		return 0, ""
	}
	switch text[1] {
	case escape:
		if len(text) == 2 || text[2] == escape {
			return 1, escapeKey // pressed twice
		}
		return 1, string(text[:1]) // with alt
	case '[':
		return in.controlSequence(text)
	case 'O':
		n := 2
		for n < len(text) && n < 8 && '0' <= text[n] && text[n] <= '9' {
			n++
		}
		return complete(text, n, func(c byte) bool { return 0x21 <= c && c <= 0x7e })
	case ']', 'P', '_', '^', 'X':
		return in.dataString(text)
	}
	return 1, string(text[:1])
}

// complete takes a sequence if its last byte is one that may end it, and leaves it out otherwise.
func complete(text []byte, n int, end func(byte) bool) (int, string) {
	switch {
	case n >= len(text):
		return 0, ""
	case end(text[n]):
		return n + 1, string(text[:n+1])
	}
	return n, ""
}

// controlSequence takes one.
func (in *bounded) controlSequence(text []byte) (int, string) {
	if len(text) > 2 && text[2] == '[' { // as the console of Linux names F1 to F5
		if len(text) == 3 {
			return 0, ""
		}
		if c := text[3]; 'A' <= c && c <= 'E' {
			return 4, "\x1b[1" + string('1'+c-'A') + "~"
		}
		return 3, ""
	}
	n, parameters := 2, 1
	for ; n < len(text) && ' ' <= text[n] && text[n] <= '?'; n++ {
		if text[n] == ';' || text[n] == ':' {
			parameters++
		}
		if n >= mostSequence || parameters > mostParameters {
			in.skip = control
			return n, ""
		}
	}
	if text[n-1] == '$' && (n == len(text) && text[2] != '?' || n < len(text) && text[n] < 0x40) {
		return n, string(text[:n]) // as rxvt ends what is pressed with shift
	}
	n, put := complete(text, n, func(c byte) bool { return 0x40 <= c && c <= 0x7e })
	switch {
	case put == "\x1b[M": // a mouse report of the oldest kind, which nobody asks for: three more bytes
		if len(text) < 6 {
			return 0, ""
		}
		return 6, ""
	case put == pasteBegin:
		in.paste, in.pasted = true, 0
	case put == pasteEnd:
		in.paste = false
	}
	return n, put
}

// skipControl leaves out the rest of a control sequence.
func (in *bounded) skipControl(text []byte) (int, string) {
	n := 0
	for n < len(text) && ' ' <= text[n] && text[n] <= '?' {
		n++
	}
	if n == len(text) {
		return n, ""
	}
	in.skip = nothing
	if text[n] >= 0x40 && text[n] <= 0x7e {
		n++
	}
	return n, ""
}

// skipData leaves out the rest of a string of the terminal, but for what interrupts it.
func (in *bounded) skipData(text []byte) (int, string) {
	n := bytes.IndexAny(text, "\x03\x07\x18\x1a\x1b")
	if n < 0 {
		return len(text), ""
	}
	in.skip = nothing
	switch text[n] {
	case interrupt:
		return n, ""
	case escape:
		if n+1 < len(text) && text[n+1] == '\\' {
			return n + 2, ""
		}
		return n, ""
	}
	return n + 1, ""
}

// dataString takes a string of the terminal up to its end. One that is too long, or interrupted, is left out.
func (in *bounded) dataString(text []byte) (int, string) {
	parameters := 1
	header := text[1] == 'P'
	for n := 2; n < len(text); n++ {
		switch c := text[n]; {
		case c == 0x07 && text[1] == ']':
			return n + 1, in.bounded(text[:n+1], parameters)
		case c == escape && n+1 == len(text):
			return 0, ""
		case c == escape && text[n+1] == '\\':
			return n + 2, in.bounded(text[:n+2], parameters)
		case c == 0x9c: // the end, in eight bits
			return n + 1, ""
		case c < ' ' || c >= utf8.RuneSelf: // no answer of a terminal has these
			return n, ""
		case n > mostString:
			in.skip = data
			return n, ""
		case header && c >= 0x40:
			header = false
		case header && (c == ';' || c == ':'):
			parameters++
		}
	}
	return 0, ""
}

func (in *bounded) bounded(text []byte, parameters int) string {
	if parameters > mostParameters {
		return ""
	}
	return string(text)
}
