//go:build !linux

package spill

import (
	"errors"
	"os"
)

// nameless is what this system does not have.
func nameless(string) (*os.File, error) { return nil, errors.ErrUnsupported }
