package clip

import "strings"

// ParseLanguage reads a language tag such as "en-GB", "de_AT" or "zh-Hans-CN":
// ISO 639-1 in lower case, and ISO 3166 in capitals where the tag has a region.
// Both are "" for what is no such tag.
func ParseLanguage(tag string) (lang, region string) {
	tag = strings.TrimSpace(tag)
	if !letters(tag[:min(2, len(tag))]) || len(tag) > 2 && tag[2] != '-' && tag[2] != '_' {
		return "", ""
	}
	for part := range strings.FieldsFuncSeq(tag[2:], func(r rune) bool { return r == '-' || r == '_' }) {
		if letters(part) {
			region = strings.ToUpper(part)
			break
		}
	}
	return strings.ToLower(tag[:2]), region
}

// letters reports two ASCII letters.
func letters(s string) bool {
	if len(s) != 2 {
		return false
	}
	for i := range 2 {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}
