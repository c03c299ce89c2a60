package manifest

import (
	"slices"
	"strconv"
	"strings"
)

// interval is what a version requirement of cargo allows: from one version up to, not including, another.
type interval struct{ from, to [3]int }

// together is the requirement that holds where both hold: the narrower one, or both joined by a comma, which cargo
// reads as "and". Not ok: no version is both. Requirements that are no single caret, tilde or plain one are joined
// unread.
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

// Older compares Rust versions by their numbers; what is missing is zero, and "" is older than any.
func Older(a, b string) bool {
	numbers := func(s string) (out [3]int) {
		for i, part := range strings.SplitN(s, ".", 3) {
			out[i], _ = strconv.Atoi(part)
		}
		return out
	}
	x, y := numbers(a), numbers(b)
	return slices.Compare(x[:], y[:]) < 0
}

// Allows tells whether a requirement, as the manifest has them, holds for a version.
func Allows(requirement, version string) bool {
	for part := range strings.SplitSeq(requirement, ",") {
		in, known := allowed(strings.TrimSpace(part))
		at, whole := allowed("=" + core(version))
		if !known || !whole || slices.Compare(at.from[:], in.from[:]) < 0 || slices.Compare(at.from[:], in.to[:]) >= 0 {
			return false
		}
	}
	return true
}

// Compare orders versions by their numbers, and a prerelease before its release.
func Compare(a, b string) int {
	x, _ := allowed("=" + core(a))
	y, _ := allowed("=" + core(b))
	if by := slices.Compare(x.from[:], y.from[:]); by != 0 {
		return by
	}
	_, before, _ := strings.Cut(a, "-")
	_, after, _ := strings.Cut(b, "-")
	switch {
	case before == after:
		return strings.Compare(a, b)
	case before == "":
		return 1
	case after == "":
		return -1
	}
	return strings.Compare(before, after)
}

// core is a version without what stands behind its three numbers.
func core(version string) string {
	version, _, _ = strings.Cut(version, "+")
	version, _, _ = strings.Cut(version, "-")
	return version
}
