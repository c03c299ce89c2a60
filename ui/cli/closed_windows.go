package cli

import "os"

// closed tells whether a stream was closed when the program started: then writing to it fails.
func closed(*os.File, ...*os.File) bool { return false }
