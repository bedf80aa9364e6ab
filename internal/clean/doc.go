// Package clean turns a raw page into an article: headline, body, byline,
// dateline and date; page noise goes out, each dropped line with its rule.
package clean
