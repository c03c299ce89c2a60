package knowledge

import "regexp"

// Forms of what a Cargo.toml says of a crate.
var (
	crateName    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	crateVersion = regexp.MustCompile(`^[0-9A-Za-z.*^~<>=, +-]{0,64}$`)
	crateFeature = regexp.MustCompile(`^[\pL\pN_][\pL\pN_+.:/?-]{0,127}$`)
	registryName = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9_-]{0,63})?$`)
	gitAddress   = regexp.MustCompile(`^[A-Za-z0-9._~:/?#@%&=+-]{0,500}$`)
)

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
