package dedup

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/source"
)

// raid writes three reports of a raid on a depot and three of the arrests, each in words of
// its own, with so many details of the raid at the end of all of them. Those of the arrests
// name the day and the raid in the same words, or do not.
func raid(details int, alike bool) map[string]string {
	again := strings.NewReplacer()
	if !alike {
		again = strings.NewReplacer("raid", "burglary", "masked", "hooded", "depot", "warehouse", "on Tuesday", "yesterday")
	}
	what := strings.Fields("watchman crates tarpaulin culvert bolt floodlight ladder ferret barge crowbar wharf tannery satchel turnstile gantry winch scaffold pulley harness lantern rivet chisel padlock girder funnel pallet sluice trowel anvil bellows")
	said := strings.Join(what[:details], ", ")
	pages := map[string]string{}
	for name, text := range map[string]string{
		"first/courier.txt": "Masked raiders empty Brackmoor depot\n\nMasked raiders emptied the copper depot at Brackmoor late on Tuesday and left no trace, detectives said. Drivers who passed the gate saw nothing. Insurers spoke of the largest theft of metal in the county. Neighbours complained that cameras had been broken since spring. The firm will pay its staff while the yard is shut.",
		"first/herald.txt":  "Copper stolen from depot in masked raid\n\nRaiders in masks stole forty tonnes of copper from a depot at Brackmoor on Tuesday night. The owner, Hollis Metals, called it an inside job. Cameras above the gate had been broken for months. Its yard stays shut, and insurers have sent a valuer. Detectives asked drivers on the ring road for pictures.",
		"first/star.txt":    "Night raid on Brackmoor depot\n\nA gang in masks raided the Brackmoor depot of Hollis Metals on Tuesday, taking copper worth two millions. Cameras were out of order. Staff found the gate open at dawn. Detectives believe that the gang knew the yard well. Insurers doubt that metal of this weight can leave the county unseen.",
		"then/courier.txt":  "Two brothers held after depot raid\n\nTwo brothers were arrested on Tuesday over the masked raid on the depot, their solicitor confirmed. Both deny it. A magistrate remanded Owen and Piers Tallant in custody until a hearing next month. Their mother wept in court. Bail was refused because the elder had fled to Portugal once before.",
		"then/herald.txt":   "Tallants remanded over depot\n\nOwen Tallant and his brother Piers appeared before a magistrate on Tuesday, accused of the raid on the depot by masked men. The solicitor of the pair asked for bail, which was refused. Neither spoke but to give his address. The hearing was adjourned; custody may last until summer.",
		"then/star.txt":     "Depot raid: brothers before magistrate\n\nBail was refused on Tuesday to two brothers named Tallant, whom the prosecutor called the masked heads of the depot raid. Owen, a scrap dealer, and Piers, a roofer, shook their heads. Their solicitor spoke of a mistake. A hearing is set, and both remain in custody.",
	} {
		if strings.HasPrefix(name, "then/") {
			text = again.Replace(text)
		}
		pages[name] = fmt.Sprintf("%s There was talk of %s.\n", text, said)
	}
	return pages
}

// Of a story told in two halves with ever more details in common there are some whose halves are just too
// far apart. They are one story if their leads are about one day and in the same words, and else two, and
// why says so.
func TestHalves(t *testing.T) {
	asked := map[bool]int{}
	for details := 2; details < 30; details += 2 {
		for _, alike := range []bool{true, false} {
			dir := t.TempDir()
			writeFiles(t, dir, raid(details, alike))
			o := Options{Source: source.Options{Paths: []string{dir}}, Level: LevelStory, MinWords: DefaultMinWords}
			x, _, err := Explain(t.Context(), o, clip.Origin{Path: filepath.Join(dir, "first/star.txt")}, clip.Origin{Path: filepath.Join(dir, "then/star.txt")},
				func(p clip.Problem) error { return p.Err })
			if err != nil {
				t.Fatal(err)
			}
			if x.Halves == nil {
				continue
			}
			asked[alike]++
			if x.Same != alike || x.Halves.Joined != alike || alike != (x.Ground == clip.GroundHalves) {
				t.Errorf("%d details, alike %v: %s, %+v", details, alike, x.Ground, x.Halves)
			}
		}
	}
	if asked[true] == 0 || asked[false] == 0 {
		t.Errorf("the second decision was asked %v times", asked)
	}
}
