//go:build !windows

package session

import "github.com/google/renameio/v2"

// replace writes a file whole or leaves what was there.
func replace(path string, text []byte) error { return renameio.WriteFile(path, text, 0o600) }
