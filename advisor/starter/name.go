package starter

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"rustadvisor/knowledge/wording"
)

// NameError tells why a project cannot be called so, and how it could be.
type NameError struct{ Name, Why string }

func (e *NameError) Error() string {
	return fmt.Sprintf("%q cannot be the project's name: %s", wording.Clean(e.Name), e.Why)
}

var packageName = regexp.MustCompile(`^[a-z][a-z0-9]*([-_][a-z0-9]+)*$`)

// longest is how many characters a name may have: with more, lines of code that have it would be broken otherwise.
const longest = 40

// Names that cargo refuses or that would hide something: keywords of Rust
// (doc.rust-lang.org/reference/keywords.html), the crates that are always there, what cargo itself makes of a
// package, and devices of Windows.
var (
	rustWords = strings.Fields(`abstract as async await become box break const continue crate do dyn else enum extern
false final fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct super
trait true try type typeof unsafe unsized use virtual where while yield`)
	rustCrates  = strings.Fields("alloc core proc_macro proc-macro std test")
	cargoNames  = strings.Fields("build deps examples incremental")
	windowsOnes = regexp.MustCompile(`^(aux|con|nul|prn|com[0-9]|lpt[0-9])$`)
	// docs.python.org/3/reference/lexical_analysis.html#keywords, those that Rust has not as well
	pythonWords = strings.Fields("and assert class def del elif except finally from global import is lambda none " +
		"nonlocal not or pass raise with")
)

// CheckName tells why a package cannot have that name, or nil.
func CheckName(name string) error {
	why := ""
	switch {
	case name == "":
		why = "it is empty"
	case len(name) > longest:
		why = fmt.Sprintf("it is longer than %d characters", longest)
	case !packageName.MatchString(name):
		why = "a name has small letters a to z, digits, - and _, and begins with a letter"
	case slices.Contains(rustWords, name):
		why = "it is a keyword of Rust"
	case slices.Contains(rustCrates, name):
		why = "a crate of Rust's own is called so"
	case slices.Contains(cargoNames, name):
		why = "cargo keeps a folder of that name"
	case windowsOnes.MatchString(name):
		why = "Windows keeps it for a device"
	default:
		return nil
	}
	return &NameError{name, why}
}

// checkName is CheckName with what only the archetype knows: whether Python imports it.
func (b *builder) checkName() error {
	if err := CheckName(b.options.Name); err != nil {
		return err
	}
	if b.archetype.Python && slices.Contains(pythonWords, b.options.Name) {
		return &NameError{b.options.Name, "it is a keyword of Python"}
	}
	return nil
}

// ident is a package's name as code has it.
func ident(name string) string { return strings.ReplaceAll(name, "-", "_") }
