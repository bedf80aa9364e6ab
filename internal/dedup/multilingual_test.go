package dedup

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/eval"
	"newsdup/internal/source"
)

// multilingual groups testdata/multilingual, eight events told in two or three
// languages each: event-language-number.txt.
func multilingual(t *testing.T, tables *entity.Tables) []*clip.Group {
	t.Helper()
	_, groups := run(t, Options{
		Source:   source.Options{Paths: []string{testdata + "/multilingual"}},
		MinWords: DefaultMinWords,
		Entities: tables,
	})
	return groups
}

// multilingualScore scores the groups against the events.
func multilingualScore(t *testing.T, tables *entity.Tables) eval.Scores {
	t.Helper()
	stories := storiesOf(multilingual(t, tables), func(o clip.Origin) string { return filepath.Base(o.Path) })
	return eval.Score(readGold(t, "multilingual.gold.tsv"), stories)
}

// TestMultilingual measures what the names of things are worth where the words of one
// language do not meet those of another.
func TestMultilingual(t *testing.T) {
	tables, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	before, after := multilingualScore(t, tables.WordsOnly()), multilingualScore(t, tables)
	t.Logf("plain words  B-cubed F1 %.3f  precision %.3f  recall %.3f", before.BCubed.F1, before.BCubed.Precision, before.BCubed.Recall)
	t.Logf("entities     B-cubed F1 %.3f  precision %.3f  recall %.3f", after.BCubed.F1, after.BCubed.Precision, after.BCubed.Recall)
	if after.BCubed.F1 < max(.92, before.BCubed.F1+.02) || after.BCubed.Precision < .95 {
		t.Errorf("entities give F1 %.3f, precision %.3f, plain words F1 %.3f: want .92 and .02 more, precision .95",
			after.BCubed.F1, after.BCubed.Precision, before.BCubed.F1)
	}
}

// TestEveryLanguageJoins checks that clips in each language are in a story with clips in
// another one, and that no story has clips of two events.
func TestEveryLanguageJoins(t *testing.T) {
	tables, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	joined := map[string]int{} // language -> clips in a story with another language
	for _, g := range multilingual(t, tables) {
		for i := range g.Members {
			a := strings.Split(filepath.Base(g.Members[i].Path), "-")
			other := false
			for j := range g.Members {
				b := strings.Split(filepath.Base(g.Members[j].Path), "-")
				other = other || a[1] != b[1]
				if a[0] != b[0] {
					t.Errorf("%s and %s are in one story", g.Members[i].Path, g.Members[j].Path)
				}
			}
			if other {
				joined[a[1]]++
			}
		}
	}
	t.Logf("clips in a story with another language: %v", joined)
	for _, language := range []string{"en", "fr", "de", "es", "it", "pt", "ru", "uk"} {
		if joined[language] == 0 {
			t.Errorf("no clip in %q is in a story with one of another language", language)
		}
	}
}

// TestUnlistedLanguages checks three events, each told three times, in languages whose
// function words or endings the tables lack: some have no capitals, no spaces, particles
// written together with their words, or many inflected forms. Each language is in a folder
// of its own, and all are in one.
func TestUnlistedLanguages(t *testing.T) {
	for _, languages := range []string{"zh", "tr", "ko", "he", "th", "pl", "hu", "cs", "sk", "fi", "hr", "*"} {
		t.Run(languages, func(t *testing.T) {
			paths, err := filepath.Glob(testdata + "/unlisted/*-" + languages + "-*.txt")
			if err != nil || len(paths) < 9 {
				t.Fatalf("%d files, %v", len(paths), err)
			}
			_, groups := run(t, Options{Source: source.Options{Paths: paths}, MinWords: DefaultMinWords})
			if len(groups) != len(paths)/3 {
				t.Errorf("%d stories, want %d", len(groups), len(paths)/3)
			}
			for _, g := range groups {
				event := filepath.Base(g.Members[0].Path)
				for i := range g.Members {
					if name := filepath.Base(g.Members[i].Path); name[:len(name)-5] != event[:len(event)-5] {
						t.Errorf("%s and %s are in one story", name, event)
					}
				}
			}
		})
	}
}

// TestStrangers checks four clips with nothing in common in each language, one of them told
// twice. Two of the strangers make no story, however much of their language they share; the
// two tellings are the only story of the whole folder.
func TestStrangers(t *testing.T) {
	tables, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	stories := func(paths ...string) (list [][]string) {
		_, groups := run(t, Options{Source: source.Options{Paths: paths}, MinWords: DefaultMinWords, Entities: tables})
		for _, g := range groups {
			var story []string
			for i := range g.Members {
				story = append(story, filepath.Base(g.Members[i].Path))
			}
			slices.Sort(story)
			list = append(list, story)
		}
		return list
	}
	for _, language := range []string{"da", "el", "id", "ja", "ro", "sv", "tr", "zh"} {
		t.Run(language, func(t *testing.T) {
			clips, err := filepath.Glob(testdata + "/strangers/" + language + "-*-1.txt")
			again, err2 := filepath.Glob(testdata + "/strangers/" + language + "-*-2.txt")
			if err != nil || err2 != nil || len(clips) != 4 || len(again) != 1 {
				t.Fatalf("%d clips, %d told again, %v, %v", len(clips), len(again), err, err2)
			}
			for i, a := range clips {
				for _, b := range clips[:i] {
					if got := stories(a, b); got != nil {
						t.Errorf("%v is a story", got)
					}
				}
			}
			second := filepath.Base(again[0])
			want := [][]string{{strings.Replace(second, "-2.", "-1.", 1), second}}
			if got := stories(append(clips, again...)...); !slices.EqualFunc(got, want, slices.Equal) {
				t.Errorf("the stories of all are %v, want %v", got, want)
			}
		})
	}
}

// TestScripts checks that one event in seven scripts is found by its places, numbers and
// sums, and that other clips in a script with few clips stay apart though they share its
// function words.
func TestScripts(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"loan-en":  "Egypt and Japan sign loan for Cairo hospital\n\nEgypt and Japan on Tuesday signed a loan of 340 million dollars for a hospital with 1,250 beds in Cairo. The ministers met in Tokyo.",
		"loan-ja":  "エジプトと日本、カイロの病院に3億4000万ドルの融資\n\nエジプトと日本は火曜日、カイロに1250床の病院を建てるため3億4000万ドルの融資に署名した。大臣は東京で会談した。",
		"loan-ko":  "이집트와 일본, 카이로 병원에 차관\n\n이집트와 일본은 화요일 카이로에 1250개 병상의 병원을 짓는 3억4000만 달러 차관에 서명했다. 장관들은 도쿄에서 만났다.",
		"loan-ar":  "مصر واليابان توقعان قرضا لمستشفى في القاهرة\n\nوقعت مصر واليابان يوم الثلاثاء قرضا بقيمة 340 مليون دولار لبناء مستشفى يضم 1250 سريرا في القاهرة. واجتمع الوزراء في طوكيو.",
		"loan-he":  "מצרים ויפן חתמו על הלוואה לבית חולים בקהיר\n\nמצרים ויפן חתמו ביום שלישי על הלוואה של 340 מיליון דולר לבית חולים עם 1,250 מיטות בקהיר. השרים נפגשו בטוקיו.",
		"loan-hi":  "मिस्र और जापान ने काहिरा के अस्पताल के लिए क़र्ज़ पर हस्ताक्षर किए\n\nमिस्र और जापान ने मंगलवार को काहिरा में 1,250 बिस्तरों के अस्पताल के लिए 340 मिलियन डॉलर के क़र्ज़ पर हस्ताक्षर किए। मंत्री टोक्यो में मिले।",
		"loan-th":  "อียิปต์และญี่ปุ่นลงนามเงินกู้สร้างโรงพยาบาลที่ไคโร\n\nอียิปต์และญี่ปุ่นลงนามเมื่อวันอังคารในเงินกู้ 340 ล้านดอลลาร์เพื่อสร้างโรงพยาบาล 1,250 เตียงที่ไคโร รัฐมนตรีพบกันที่โตเกียว",
		"ferry-hi": "नौका में आग, चालीस यात्री बचाए गए\n\nमंगलवार सुबह तट से पाँच किलोमीटर दूर सागरिका नामक नौका में आग लग गई। तटरक्षक बल ने चालीस यात्रियों को बचा लिया। धुएँ के कारण दो लोग अस्पताल में भर्ती हैं।",
		"mayor-hi": "वनपुर के महापौर का इस्तीफ़ा\n\nवनपुर के महापौर रमेश त्रिपाठी ने बुधवार को इस्तीफ़ा दे दिया। अभियोजकों का आरोप है कि उन्होंने ट्राम लाइन बनाने वाली कंपनी से रिश्वत ली।",
		"mayor-th": "นายกเทศมนตรีไม้งามลาออก\n\nธนา กิตติพร นายกเทศมนตรีเมืองไม้งาม ลาออกเมื่อวันพุธ อัยการกล่าวหาว่าเขารับสินบนจากผู้รับเหมาในสัญญารถไฟใต้ดิน ธนาปฏิเสธ",
		"bees-ko":  "벌 떼가 법원 지붕 점령\n\n월요일 커다란 벌 떼가 돌담읍 법원 지붕에 내려앉아 판사가 재판 세 건을 미뤘다. 양봉가 오미선이 벌통을 들고 와 두 시간 만에 벌을 거두었다.",
		"bees-he":  "נחיל דבורים על גג בית המשפט\n\nנחיל דבורים גדול התיישב ביום שני על גג בית המשפט באבן לבנה והשופטת דחתה שלושה דיונים. איש לא נעקץ.",
	} {
		if err := os.WriteFile(filepath.Join(dir, name+".txt"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, groups := run(t, Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords})
	if len(groups) != 1 || len(groups[0].Members) != 7 {
		t.Errorf("%d stories, want one of 7 clips", len(groups))
	}
	for _, g := range groups {
		for i := range g.Members {
			if name := filepath.Base(g.Members[i].Path); !strings.HasPrefix(name, "loan-") {
				t.Errorf("%s is in a story", name)
			}
		}
	}
}
