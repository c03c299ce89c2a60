package files

import (
	"fmt"
	"time"

	"rustadvisor/knowledge/wording"
)

// patience is how long a run waits for another that writes records, which takes milliseconds.
const patience = 10 * time.Second

// lockFolder keeps other runs from writing in a folder until it is given back.
func lockFolder(dir string) (unlock func(), err error) {
	for waited := time.Duration(0); waited < patience; waited += pause {
		unlock, ok, err := tryLock(dir)
		switch {
		case err != nil:
			return nil, fmt.Errorf("cannot lock the folder %s: %s", wording.Clean(dir), Reason(err))
		case ok:
			return unlock, nil
		}
		time.Sleep(pause)
	}
	return nil, fmt.Errorf("another run is writing in %s; run it again when that has ended", wording.Clean(dir))
}

const pause = 10 * time.Millisecond
