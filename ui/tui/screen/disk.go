package tui

import (
	"rustadvisor/advisor"
	"rustadvisor/advisor/adr"
	"rustadvisor/ui/files"
)

// disk is what exporting and comparing need of the file system, as package files has it. It is used in commands only.
type disk interface {
	look(folder string, names []string) files.Found
	check(folder string, list []files.File) error
	write(folder string, f files.File) (path string, err error)
	plan(a *advisor.Advice, dir string, o adr.Options) (*adr.Plan, error)
	save(dir string, plan *adr.Plan) error
	// theirs reads the answers files of a path as typed, which may be a pattern. Notes tell what was left out of them.
	theirs(e *advisor.Engine, path string) (list []theirs, notes []string, err error)
}

// osDisk is the file system itself.
type osDisk struct{}

func (osDisk) look(folder string, names []string) files.Found    { return files.Look(folder, names) }
func (osDisk) check(folder string, list []files.File) error      { return files.Check(folder, list) }
func (osDisk) write(folder string, f files.File) (string, error) { return files.Write(folder, f) }
func (osDisk) save(dir string, plan *adr.Plan) error             { return files.SaveRecords(dir, plan) }
func (osDisk) plan(a *advisor.Advice, dir string, o adr.Options) (*adr.Plan, error) {
	return files.PlanRecords(a, dir, o)
}
