# newsdup: every target works on a machine that has Go and nothing else
# (`make data FETCH=1` also needs the npm registry).

GO       ?= go
BIN      := bin/newsdup
FUZZTIME ?= 20s

.PHONY: all build test race torture index fuzz bench scale lint cover golden data names install help

all: build

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## bin/newsdup
	$(GO) build -o $(BIN) ./cmd/newsdup

install: ## into GOBIN
	$(GO) install ./cmd/newsdup

test: ## every test, the README's blocks and the scripts included
	$(GO) test ./...

race: ## the same with the race detector
	$(GO) test -race ./...

lint: ## go vet, staticcheck, gofmt
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	@test -z "$$(gofmt -l cmd internal)" || { gofmt -l cmd internal; exit 1; }

cover: ## cover.out and its total
	$(GO) test -coverprofile=cover.out -coverpkg=./internal/... ./...
	$(GO) tool cover -func=cover.out | tail -1

TORTURE ?= 200

torture: ## kill sweep, apply and undo at TORTURE random moments; `make test` does it 12 times
	NEWSDUP_TORTURE=$(TORTURE) $(GO) test -count 1 -run 'TestKilled|TestKill$$|TestMany|TestRuns' ./internal/cli ./internal/store ./internal/act

INDEX ?= 16000

index: ## the candidate index of stories against all pairs of INDEX clips; `make test` takes 2000
	NEWSDUP_INDEX=$(INDEX) $(GO) test -count 1 -v -run '^TestIndexAgainstAllPairs$$' ./internal/story

fuzz: ## every fuzzer for FUZZTIME each
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$p || exit 1; \
	  done; \
	done

PKG   ?= ./...
BENCH ?= .
COUNT ?= 6

# benchstat says +25.00% and -40.00%; 1.250x and 0.600x can be multiplied
RATIOS := { while (match($$0, /[+-][0-9]+\.[0-9]+%/)) { \
	change = substr($$0, RSTART, RLENGTH - 1); \
	$$0 = substr($$0, 1, RSTART - 1) sprintf("%" RLENGTH "s", sprintf("%.3fx", 1 + change / 100)) substr($$0, RSTART + RLENGTH) }; print }

bench: ## benchmarks of PKG into bench/new.txt, as ratios to bench/kept.txt; KEEP=1 keeps the new ones
	@mkdir -p bench
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem -count $(COUNT) $(PKG) >bench/new.txt || { cat bench/new.txt; exit 1; }
	@if [ -f bench/kept.txt ]; then $(GO) tool benchstat bench/kept.txt bench/new.txt | awk '$(RATIOS)'; else $(GO) tool benchstat bench/new.txt; fi
ifdef KEEP
	@cp bench/new.txt bench/kept.txt
else
	@[ -f bench/kept.txt ] || cp bench/new.txt bench/kept.txt
endif

SCALE ?= 10000 100000 1000000

scale: build ## SCALE="10000 100000": made-up folders end to end: speed, memory, stages; MEMORY=256M passes --memory
	$(GO) run ./internal/scale -copies -bin $(BIN) -memory '$(MEMORY)' $(SCALE)

golden: ## rewrite the golden files from what is printed now; read the diff
	$(GO) test ./internal/report ./internal/cli -update
	$(GO) test ./internal/clean -run "^TestFilters$$" -update

names: ## how well names of one thing are told from names of two
	$(GO) test ./internal/person -run '^TestNames$$' -v -count 1

data: ## generated tables; FETCH=1 reads the sources from the npm registry again
ifdef FETCH
	$(GO) run ./internal/entity/gen fetch
endif
	$(GO) run ./internal/entity/gen build
