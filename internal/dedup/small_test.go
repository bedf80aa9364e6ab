package dedup

import (
	"path/filepath"
	"testing"

	"newsdup/internal/source"
)

// TestSmallFolderOfStrangers checks that two clips which share their politicians, and
// nothing that happened, are no story in a folder of their own.
func TestSmallFolderOfStrangers(t *testing.T) {
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{
		"budget.txt": "Tarvel premier Odran Hesk survives budget vote\n\n" +
			"The prime minister of Tarvel, Odran Hesk, won the vote on his budget in parliament on Thursday by four seats, after the Liberal Union of Mira Stenholt said it would abstain. The opposition leader, Jonas Krell of the National Party, called the budget a gift to the banks and said that his party would take it to the constitutional court. The finance minister, Lena Ordway, told parliament that taxes on wages would fall next year and that the duty on fuel would rise. Hesk needs the Liberal Union for every law, since his Labour Front has no majority of its own. Pensioners protested outside against the smaller rise of their pensions. Krell said that the government had no plan for hospitals. President Adela Vorn is expected to sign the budget next week.\n",
		"barracks.txt": "Auditors to look into sale of barracks\n\n" +
			"The auditors will look into the sale of three army barracks, after a newspaper published letters at the weekend which show that a second bidder had offered a million more. The buyer is a company of a brother-in-law of Odran Hesk. General Pavel Lund told reporters in the garrison town of Imst that the tender had been open to all and that soldiers needed the money for new housing. Jonas Krell wants to see every contract since spring. Villagers in Imst had hoped for a school on the ground and gathered three thousand signatures. Work on a shopping centre began in August. The report is due in five weeks. Lawyers of the company said that its offer had been the only one with a guarantee of a bank. A court in the county town had stopped the diggers for two days in September because of rare bats in the old stables, and let them go on when nets had been hung.\n",
		"budget-too.txt": "Tarvel budget passes with Liberals abstaining\n\n" +
			"Tarvel has a budget for next year: parliament passed it on Thursday with four votes to spare. Mira Stenholt had told her Liberal Union to abstain, and so spared premier Odran Hesk a defeat. Wages will be taxed less, fuel more, according to finance minister Lena Ordway. For Jonas Krell of the National Party, who will go to the constitutional court, the banks are the winners. In front of parliament pensioners whistled at a pension that rises by less than prices do.\n",
	})
	stories := func(names ...string) int {
		var paths []string
		for _, name := range names {
			paths = append(paths, filepath.Join(dir, name))
		}
		_, groups := run(t, Options{Source: source.Options{Paths: paths}, MinWords: DefaultMinWords})
		return len(groups)
	}
	if n := stories("budget.txt", "barracks.txt"); n != 0 {
		t.Error("the budget and the barracks are one story")
	}
	if n := stories("budget.txt", "budget-too.txt"); n != 1 {
		t.Error("two reports of the budget are none")
	}
}

// TestStrangersInUnlistedLanguage checks that two Swahili clips with nothing in common are
// no story because of the words of their language, which no list has.
func TestStrangersInUnlistedLanguage(t *testing.T) {
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{
		"cup.txt":    "Timu ya Mwenge yashinda kombe\n\nTimu ya soka ya Mwenge imeshinda kombe la mkoa baada ya kuifunga timu ya Bandari mabao matatu kwa moja katika uwanja wa Uhuru. Kocha Juma Kahemba alisema kuwa wachezaji wake walijituma kwa sababu ya mashabiki wengi waliofika. Mfungaji wa mabao mawili, Saidi Mponda, alipewa zawadi ya mchezaji bora. Mchezo huo ulichelewa kuanza kwa saa moja kutokana na mvua.\n",
		"coffee.txt": "Wakulima wa kahawa wataka bei mpya\n\nWakulima wa kahawa katika wilaya ya Mbinga wameitaka serikali kupandisha bei ya zao hilo kwa sababu ya gharama za mbolea. Mwenyekiti wa chama cha ushirika, Asha Ndunguru, alisema kuwa wakulima wengi wameacha kulima kahawa na kuanza kupanda mahindi. Waziri wa kilimo anatarajiwa kukutana na viongozi wa chama hicho baada ya mavuno.\n",
	})
	if _, groups := run(t, Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords}); len(groups) != 0 {
		t.Error("a cup and the price of coffee are one story")
	}
}
