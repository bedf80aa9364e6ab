package clean

import "testing"

func TestWithoutSite(t *testing.T) {
	for _, c := range []struct {
		in, want string
		own      bool
	}{
		{"Port open to ships again | World | Harbour Post", "Port open to ships again", false},
		{"Port open to ships again - Harbour Post", "Port open to ships again", true},
		{"Port open to ships again — harbourpost.example", "Port open to ships again", true},
		{"Port must open to ships - Marten", "Port must open to ships - Marten", false},
		{"Port open - and full of ships", "Port open - and full of ships", true},
		{"Port open | Harbour Post", "Port open | Harbour Post", true}, // as short as a menu
		{"Port open to ships again | what the crews of the Anna say", "Port open to ships again | what the crews of the Anna say", true},
	} {
		if got := withoutSite([]byte(c.in), c.own); string(got) != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}
