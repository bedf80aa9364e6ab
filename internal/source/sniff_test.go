package source

import (
	"strings"
	"testing"
)

func TestLooksHTML(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{"<!DOCTYPE html><title>x", true},
		{"<!doctype HTML PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"x\">", true},
		{"\ufeff \n<html>", true},
		{"<HTML lang=en>\n", true},
		{"<?xml version=\"1.0\"?>\n<!-- saved -->\n<html xmlns=\"x\">", true},
		{"<!-- " + strings.Repeat("licence ", 300) + "-->\n<html>", true},
		{"<body class=x>", true},
		{"<p>The port is open again.</p>", true},
		{"<div><p>One.<p>Two.<br>Three <a href='x'>link</a> and words", true},
		{"Lead of the story.\n<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>\n", true},
		{`Ann <a href="x">said</a> <a href="y">so</a> and <a href="z">again</a>.`, true},
		{"", false},
		{"<", false},
		{"<p>", false},
		{"The port is open.", false},
		{"<p> opens a paragraph, says the manual; </p> closes it.", false},
		{"<Ann> hello everybody\n<Bo> hello Ann\n", false},
		{"Use <b> for bold and <a href=\"x\"> to link; <p>, <br>, <ul> and <li> are for the rest.", false},
		{"3 < 5 and 7 > 2", false},
		{"<3 this port", false},
		{"<htmlx>", false},
		{"<!-- a comment without an end <html>", false},
		{strings.Repeat("<a ", 100_000), false},
	} {
		if got := looksHTML([]byte(c.in)); got != c.want {
			t.Errorf("looksHTML(%.60q) = %v", c.in, got)
		}
	}
}

func TestIsBinary(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{"", false},
		{"a\x00b", false},
		{"\x1b[1mbold\x1b[0m", false},
		{strings.Repeat("text ", 100) + "\x00\x01\x02", false},
		{"\x00\x01\x02\x03", true},
		{strings.Repeat("text\x00", 100), true},
	} {
		if got := isBinary([]byte(c.in)); got != c.want {
			t.Errorf("isBinary(%.20q) = %v", c.in, got)
		}
	}
}
