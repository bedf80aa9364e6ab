//go:build !linux

package report

import (
	"errors"
	"os"
)

// nameless is what this system does not have.
func nameless(string) (*os.File, error) { return nil, errors.ErrUnsupported }

func name(*os.File, string) error { return errors.ErrUnsupported }
