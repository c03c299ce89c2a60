package session

import (
	"errors"
	"os"
	"path/filepath"
	"time"
)

// replace writes a file whole or leaves what was there. While another program reads the old one, it cannot be replaced;
// that passes.
func replace(path string, text []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".saving-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = file.Write(text)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	for range 20 {
		if err = os.Rename(file.Name(), path); err == nil {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	return err
}
