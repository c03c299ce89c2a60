package knowledge

import (
	"regexp"
	"strings"

	"rustadvisor/knowledge/wording"
)

// Crate is a dependency an option stands for.
type Crate struct {
	Version         string   `toml:"version"`
	Registry        string   `toml:"registry"` // of a company's own, as its cargo configuration calls it
	Git             string   `toml:"git"`      // address of a repository that it is taken from
	Features        []string `toml:"features"`
	DefaultFeatures *bool    `toml:"default-features"`
	Dev             bool     `toml:"dev"`
	Build           bool     `toml:"build"`

	FeaturesBy map[string]map[string][]string `toml:"features-by"` // question id -> choice id -> more features
	// question id -> choice id -> features it takes away again
	Without map[string]map[string][]string `toml:"without"`
	// question id -> the choices that need it; "not-sure" while open
	Only map[string][]string `toml:"only"`
	// "decision.option", one of which must be picked for it to be needed
	With []string `toml:"with"`
}

// Sections are the tables of a Cargo.toml that crates stand in, in their usual order.
var Sections = []string{"dependencies", "build-dependencies", "dev-dependencies"}

// Section is the one of Sections that the crate belongs in.
func (c Crate) Section() string {
	switch {
	case c.Build:
		return "build-dependencies"
	case c.Dev:
		return "dev-dependencies"
	}
	return "dependencies"
}

// Public tells whether the crate comes from where all the world has its crates from.
func (c Crate) Public() bool { return c.Registry == "" && c.Git == "" }

// WithDefaults tells whether the crate is wanted with its default features.
func (c Crate) WithDefaults() bool { return c.DefaultFeatures == nil || *c.DefaultFeatures }

// Dependency is the crate's right side in a Cargo.toml; quote makes a string of TOML.
func (c Crate) Dependency(quote func(string) string) string {
	if len(c.Features) == 0 && c.WithDefaults() && c.Public() {
		return quote(c.Version)
	}
	var fields []string
	for _, f := range [][2]string{{"version", c.Version}, {"registry", c.Registry}, {"git", c.Git}} {
		if f[1] != "" {
			fields = append(fields, f[0]+" = "+quote(f[1]))
		}
	}
	if !c.WithDefaults() {
		fields = append(fields, "default-features = false")
	}
	if len(c.Features) > 0 {
		quoted := make([]string, len(c.Features))
		for i, f := range c.Features {
			quoted[i] = quote(f)
		}
		fields = append(fields, "features = ["+strings.Join(quoted, ", ")+"]")
	}
	return "{ " + strings.Join(fields, ", ") + " }"
}

// Line is the crate of that name in words: version, features, what they depend on.
func (c Crate) Line(name string) string {
	text := strings.TrimSpace(name + " " + c.Version)
	if c.Registry != "" {
		text += " from the registry " + c.Registry
	}
	if c.Git != "" {
		text += " from " + c.Git
	}
	if len(c.Features) > 0 {
		text += " with " + strings.Join(c.Features, ", ")
	}
	text += byAnswer("; by ", c.FeaturesBy) + byAnswer("; without, by ", c.Without)
	for _, question := range sortedKeys(c.Only) {
		text += "; only for " + question + " " + strings.Join(c.Only[question], ", ")
	}
	if len(c.With) > 0 {
		text += "; only with " + strings.Join(c.With, " or ")
	}
	if !c.WithDefaults() {
		text += ", without default features"
	}
	switch {
	case c.Build:
		text += ", for the build script"
	case c.Dev:
		text += ", for tests"
	}
	return text
}

// byAnswer is the features of each choice of each question in words, each question after the lead.
func byAnswer(lead string, features map[string]map[string][]string) (text string) {
	for _, question := range sortedKeys(features) {
		var by []string
		for _, choice := range sortedKeys(features[question]) {
			by = append(by, choice+": "+strings.Join(features[question][choice], ", "))
		}
		text += lead + question + " " + strings.Join(by, "; ")
	}
	return text
}

// longestPart bounds what a Cargo.toml says of a crate, in bytes. A count in its form would do so, too; one of many
// characters takes milliseconds of each start to compile.
const longestPart = 512

// Forms of what a Cargo.toml says of a crate.
var (
	crateName    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	crateVersion = regexp.MustCompile(`^(` + versionPart + `(, ?` + versionPart + `){0,3})?$`)
	crateFeature = regexp.MustCompile(`^[\pL\pN_][\pL\pN_+.:/?-]*$`)
	registryName = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9_-]{0,63})?$`)
	gitAddress   = regexp.MustCompile(`^((https?|ssh|git|file)://[A-Za-z0-9._~:/?#@%&=+-]+)?$`)
)

// crateTypes are the kinds of libraries that rustc builds.
var crateTypes = []string{"lib", "rlib", "dylib", "cdylib", "staticlib", "proc-macro"}

// rustRelease is what rust-version in a Cargo.toml takes, or nothing.
var rustRelease = regexp.MustCompile(`^(1\.[0-9]{1,3}(\.[0-9]{1,3})?)?$`)

// versionPart is one of the versions that a dependency names, with what it may be.
const versionPart = `([\^~=]|[<>]=?)? ?(\*|[0-9]{1,9}(\.([0-9]{1,9}|\*)){0,2}([-+][0-9A-Za-z.+-]{1,40})?)`

// cratePart is a text of a crate, and the form it has to have.
type cratePart struct {
	called, text string
	form         *regexp.Regexp
}

// parts are all texts of a crate.
func (c Crate) parts(name string) []cratePart {
	out := []cratePart{{"name", name, crateName}, {"version", c.Version, crateVersion},
		{"registry", c.Registry, registryName}, {"address", c.Git, gitAddress}}
	features := func(list []string) {
		for _, f := range list {
			out = append(out, cratePart{"feature", f, crateFeature})
		}
	}
	features(c.Features)
	for _, by := range []map[string]map[string][]string{c.FeaturesBy, c.Without} {
		for _, question := range sortedKeys(by) {
			for _, choice := range sortedKeys(by[question]) {
				features(by[question][choice])
			}
		}
	}
	return out
}

// checkCrates wants names as Cargo has them, for they become lines of a Cargo.toml and words of a shell; and questions
// and choices that there are.
func (l *loader) checkCrates(file, path string, crates map[string]Crate) {
	for _, name := range sortedKeys(crates) {
		c, at := crates[name], path+".crates."+name
		for _, part := range c.parts(name) {
			if len(part.text) > longestPart || !part.form.MatchString(part.text) {
				l.fault(file, at, "write it as Cargo.toml has it", "crate %q has the %s %q", name, part.called, part.text)
			}
		}
		for _, id := range sortedKeys(c.FeaturesBy) {
			l.knownChoices(file, at+".features-by."+id, id, sortedKeys(c.FeaturesBy[id]))
		}
		for _, id := range sortedKeys(c.Without) {
			l.knownChoices(file, at+".without."+id, id, sortedKeys(c.Without[id]))
		}
		for _, id := range sortedKeys(c.Only) {
			l.knownChoices(file, at+".only."+id, id, c.Only[id])
		}
		for _, ref := range c.With {
			if l.base.Option(ref) == nil {
				l.fault(file, at+".with", wording.Suggest(ref, l.optionRefs()), "unknown option %q", ref)
			}
		}
	}
}
