//go:build !unix || solaris || aix

package files

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// tryLock locks a folder for this process, by a file of the user's that stands for it; it waits for another that
// has it.
func tryLock(dir string) (unlock func(), ok bool, err error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, false, err
	}
	name := fmt.Sprintf("rustadvisor-%x.lock", sha256.Sum256([]byte(strings.ToLower(full))))
	unlock, err = lockedfile.MutexAt(filepath.Join(os.TempDir(), name)).Lock()
	return unlock, err == nil, err
}
