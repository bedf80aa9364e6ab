package word

import (
	"math/big"
	"strings"
	"testing"
)

// slowHash is Hash byte by byte with unbounded numbers, as the method is written down.
func slowHash(b []byte) uint64 {
	number := func(b []byte) (x uint64) {
		for i, c := range b {
			x += uint64(c) << (8 * i)
		}
		return x
	}
	mul := func(x, y uint64) (uint64, uint64) {
		p := new(big.Int).Mul(new(big.Int).SetUint64(x), new(big.Int).SetUint64(y))
		hi := new(big.Int).Rsh(p, 64)
		lo := new(big.Int).Sub(p, new(big.Int).Lsh(hi, 64))
		return x ^ lo.Uint64(), y ^ hi.Uint64()
	}
	n := len(b)
	seed := uint64(0xa0761d6478bd642f)
	for i := 0; n-i > 16; i += 16 {
		p, q := mul(number(b[i:i+8])^0xe7037ed1a0b428db, number(b[i+8:i+16])^seed)
		seed = p ^ q
	}
	var x, y uint64
	switch {
	case n > 16:
		x, y = number(b[n-16:n-8]), number(b[n-8:])
	case n >= 8:
		x, y = number(b[:8]), number(b[n-8:])
	case n >= 4:
		x, y = number(b[:4]), number(b[n-4:])
	case n > 0:
		x = uint64(b[0])*65536 + uint64(b[n/2])*256 + uint64(b[n-1])
	}
	p, q := mul(x^0xe7037ed1a0b428db, y^seed)
	p, q = mul(p^0x8ebc6af09c88c6e3^uint64(n), q^0xe7037ed1a0b428db)
	if p == q {
		return 1
	}
	return p ^ q
}

func TestHash(t *testing.T) {
	text := []byte(strings.Repeat("The Harbour Gazette: «Порт» \x00\xff закрыт. ", 5))
	for n := range text {
		for _, b := range [][]byte{text[:n], text[n:], make([]byte, n)} {
			want := slowHash(b)
			if got := Hash(b); got != want {
				t.Errorf("Hash(%q) = %x, want %x", b, got, want)
			}
			if got := HashString(string(b)); got != want {
				t.Errorf("HashString(%q) = %x, want %x", b, got, want)
			}
		}
	}
}

// TestHashVersion pins the hash: whoever changes these must change HashVersion.
func TestHashVersion(t *testing.T) {
	for text, want := range map[string]uint64{
		"":                                    0x578dc1893638f56c,
		"nato":                                0xb7f20282c49d48a8,
		"Київ":                                0x6a4a9bb46a0f8d33,
		"a harbour, two ferries and a bridge": 0x288aed22994c76b6,
	} {
		if got := HashString(text); got != want {
			t.Errorf("HashString(%q) = %#x, want %#x", text, got, want)
		}
	}
}

// TestHashSpread hashes a million short keys: no collision, and no bit leans.
func TestHashSpread(t *testing.T) {
	const n = 1 << 20
	seen := make(map[uint64]struct{}, n)
	var ones [64]int
	var key [3]byte
	for i := range n {
		key = [3]byte{byte(i), byte(i >> 8), byte(i >> 16)}
		h := Hash(key[:])
		seen[h] = struct{}{}
		for b := range ones {
			ones[b] += int(h >> b & 1)
		}
	}
	if len(seen) != n {
		t.Errorf("%d of %d hashes are distinct", len(seen), n)
	}
	for b, k := range ones {
		if k < n/2-n/100 || k > n/2+n/100 {
			t.Errorf("bit %d is set in %d of %d hashes", b, k, n)
		}
	}
}

func TestHashAllocates(t *testing.T) {
	s := strings.Repeat("harbour ", 9)
	if n := testing.AllocsPerRun(100, func() { HashString(s) }); n != 0 {
		t.Errorf("HashString allocates %v times", n)
	}
}

// BenchmarkHash hashes one word of the length named, over and over.
func BenchmarkHash(b *testing.B) {
	for _, text := range []string{"of", "ferry", "harbourmaster", "a line of text of forty letters and more"} {
		b.Run("bytes="+itoa(len(text)), func(b *testing.B) {
			word := []byte(text)
			b.SetBytes(int64(len(word)))
			for b.Loop() {
				Hash(word)
			}
		})
	}
}
