package terminal

import (
	"io"
	"unicode/utf8"
)

// sevenBit is what a terminal sends with control characters of eight bits as escape sequences, which mean the same: Bubble
// Tea's reader panics at a mouse report that begins with one, in a goroutine where nobody can catch it. Text passes as it is.
type sevenBit struct {
	from io.Reader
	rest []byte // the beginning of a character whose end is not read yet
}

// leastRead is a buffer that what is held back and made longer fits into.
const leastRead = 4 * utf8.UTFMax

func (s *sevenBit) Read(p []byte) (int, error) {
	if len(p) < leastRead {
		return 0, io.ErrShortBuffer
	}
	in := make([]byte, len(p)/2)
	held := copy(in, s.rest)
	n, err := s.from.Read(in[held:])
	in = in[:held+n]
	out := p[:0]
	for len(in) > 0 && (err != nil || utf8.FullRune(in)) {
		r, size := utf8.DecodeRune(in)
		if c := in[0]; r == utf8.RuneError && size == 1 && c >= 0x80 && c < 0xa0 {
			out = append(out, 0x1b, c-0x40)
		} else {
			out = append(out, in[:size]...)
		}
		in = in[size:]
	}
	s.rest = in
	return len(out), err
}
