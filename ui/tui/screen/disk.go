package screen

import (
	"rustadvisor/advisor"
	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge"
	"rustadvisor/ui/answers"
	"rustadvisor/ui/files"
)

// Disk is what exporting and comparing need of the file system, as package files has it. It is used in commands only.
type Disk interface {
	Inspect(folder string, names []string) files.Found
	Check(folder string, list []files.File) error
	Write(folder string, f files.File) (path string, err error)
	Plan(a *advisor.Advice, dir string, o adr.Options) (*adr.Plan, error)
	Save(dir string, plan *adr.Plan) error
	// CheckNew tells why a folder cannot be made, or nil; Start makes it.
	CheckNew(dir string) error
	Start(s *files.Starter) error
	// Requirements reads a list of Python packages by its path as typed.
	Requirements(b *knowledge.Base, path string) (knowledge.Requirements, error)
	// Theirs reads the answers files of a path as typed, which may be a pattern. Notes tell what was left out of them.
	Theirs(e *advisor.Engine, path string) (list []Others, notes []string, err error)
}

// OSDisk is the file system itself.
type OSDisk struct{}

func (OSDisk) Inspect(folder string, names []string) files.Found { return files.Inspect(folder, names) }
func (OSDisk) Check(folder string, list []files.File) error      { return files.Check(folder, list) }
func (OSDisk) Write(folder string, f files.File) (string, error) { return files.Write(folder, f) }
func (OSDisk) Save(dir string, plan *adr.Plan) error             { return files.SaveRecords(dir, plan) }
func (OSDisk) CheckNew(dir string) error                         { return files.CheckNewFolder(dir) }
func (OSDisk) Start(s *files.Starter) error                      { return s.Write() }
func (OSDisk) Requirements(b *knowledge.Base, path string) (knowledge.Requirements, error) {
	return answers.OpenRequirements(b, path)
}
func (OSDisk) Plan(a *advisor.Advice, dir string, o adr.Options) (*adr.Plan, error) {
	return files.PlanRecords(a, dir, o)
}
