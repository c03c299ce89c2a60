package knowledge

import (
	"strings"
)

// technologyFile is optional, as pythonFile is.
const technologyFile = "technologies.toml"

// Technology returns the technology with that id, or nil.
func (b *Base) Technology(id string) *Technology { return at(b.Technologies, b.technologies, id) }

func (l *loader) readTechnologies() {
	var f technologiesFile
	l.readOptional(technologyFile, &f)
	l.base.Technologies = f.Technologies
	l.remember(technologyFile, "technology", len(f.Technologies), func(i int) string { return f.Technologies[i].ID })
}

// checkTechnologies checks texts and references, and that no two technologies share a name or an alias: whoever
// looks one up by name must meet one thing. Capitals tell "Redis" the server from "redis" the crate.
func (l *loader) checkTechnologies() {
	holder := map[string]string{} // name -> id of the technology that has it
	for i := range l.base.Technologies {
		t := &l.base.Technologies[i]
		at := element("technology", i)
		if t.ID == "" || t.Name == "" || t.What == "" {
			l.fault(technologyFile, at, "add id, name and what", "technology %q lacks its id or a text", t.ID)
		}
		for _, name := range append([]string{t.Name}, t.Aliases...) {
			switch first, taken := holder[name]; {
			case strings.TrimSpace(name) == "":
				l.fault(technologyFile, at+".aliases", "remove it", "technology %q has an empty name", t.ID)
			case taken:
				l.fault(technologyFile, at+".aliases", "keep the name with one of them",
					"technology %q is named %q, which stands already with %q", t.ID, name, first)
			default:
				holder[name] = t.ID
			}
		}
		l.checkRefs(technologyFile, at, t.Findings, t.Options)
	}
}

// checkRefs checks that findings and options ("decision.option") exist.
func (l *loader) checkRefs(file, path string, findings, options []string) {
	for _, f := range findings {
		l.knownFinding(file, path+".findings", f)
	}
	for _, ref := range options {
		if l.base.Option(ref) == nil {
			l.fault(file, path+".options", Suggest(ref, l.optionRefs()), "unknown option %q", ref)
		}
	}
}
