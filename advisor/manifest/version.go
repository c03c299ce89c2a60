package manifest

import (
	"slices"
	"strconv"
	"strings"
)

// interval is what a version requirement of cargo allows: from one version up to, not including, another.
type interval struct{ from, to [3]int }

// together is the requirement that holds where both hold: the narrower one, or both joined by a comma, which cargo reads as
// "and". Not ok: no version is both. Requirements that are no single caret, tilde or plain one are joined unread.
func together(a, b string) (both string, ok bool) {
	if a == b {
		return a, true
	}
	x, known := allowed(a)
	y, alsoKnown := allowed(b)
	if !known || !alsoKnown {
		return a + ", " + b, true
	}
	from, to := later(x.from, y.from), earlier(x.to, y.to)
	switch meets := (interval{from, to}); {
	case slices.Compare(from[:], to[:]) >= 0:
		return "", false
	case meets == x:
		return a, true
	case meets == y:
		return b, true
	}
	return a + ", " + b, true
}

// allowed reads a requirement of one, two or three numbers, plain, with a caret, a tilde or an equals sign. See
// doc.rust-lang.org/cargo/reference/specifying-dependencies.html for what each allows.
func allowed(requirement string) (out interval, ok bool) {
	numbers := strings.TrimLeft(requirement, "^~=")
	sign := strings.TrimSuffix(requirement, numbers)
	given := strings.Split(strings.TrimSpace(numbers), ".")
	if len(given) > 3 || len(sign) > 1 {
		return out, false
	}
	for i, text := range given {
		n, err := strconv.Atoi(text)
		if err != nil {
			return out, false
		}
		out.from[i] = n
	}
	last := len(given) - 1 // the number that stands fast below a tilde or an equals sign
	switch {
	case sign == "~":
		last = min(last, 1)
	case sign != "=":
		last = 0
		for last < len(given)-1 && out.from[last] == 0 { // a caret: the first that is not zero
			last++
		}
	}
	copy(out.to[:], out.from[:last+1])
	out.to[last]++
	return out, true
}

func later(a, b [3]int) [3]int {
	if slices.Compare(a[:], b[:]) < 0 {
		return b
	}
	return a
}

func earlier(a, b [3]int) [3]int {
	if slices.Compare(a[:], b[:]) < 0 {
		return a
	}
	return b
}

// older compares Rust versions by their numbers; what is missing is zero, and "" is older than any.
func older(a, b string) bool {
	numbers := func(s string) (out [3]int) {
		for i, part := range strings.SplitN(s, ".", 3) {
			out[i], _ = strconv.Atoi(part)
		}
		return out
	}
	x, y := numbers(a), numbers(b)
	return slices.Compare(x[:], y[:]) < 0
}
