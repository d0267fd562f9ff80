# make run            set up what is missing, build, open the tutorial (NOTES=FILE opens that instead)
# make test           set up what is missing, run all tests
# make install        program, manual page and completions into PREFIX (default /usr/local)
# make trials         the editor against a plain string, a million random steps for each property
# make lint           the style of the sources
# make bench          what is measured: reading beside find and less, keys beside a program in C, annotations found
#                     again on real edits, outlines beside a bare parser (BENCH='*.md': on files of your own)
# make clean          away with what was built

SHELL = /bin/bash
PREFIX ?= /usr/local
# lld: the others repeat a warning of Foundation's own about a call that is never made here. Starting waits for the
# dynamic linker, so the program stands at a fixed address (there are 80,000 places to adjust otherwise), holds the C++
# library itself, which is taken from a folder without the shared one, and does not offer its own names to others.
STATIC = .build/static
RELEASE = swift build -c release --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker -s -Xlinker --no-pie \
  -Xswiftc -Xclang-linker -Xswiftc -no-pie -Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xlinker --no-export-dynamic \
  -Xswiftc -L -Xswiftc $(CURDIR)/$(STATIC)
COMPLETIONS = $(PREFIX)/share
PROGRAM = .build/release/gloss

.PHONY: run build test trials install lint bench clean setup

run: build
	$(PROGRAM) $(if $(NOTES),-- "$(NOTES)",tutor)

build: setup
	@mkdir -p $(STATIC) && find /usr/lib/gcc* -name libstdc++.a -exec ln -sf {} $(STATIC)/ \;
	$(RELEASE) --product gloss

setup:
	@.ci/setup build

test:
	@.ci/setup test
	swift build --build-tests
	@set -o pipefail; swift test --skip-build 2>&1 | tee .build/tests.log || { \
	  echo "What failed, once more:"; grep -a -A 40 '^✘.*recorded an issue' .build/tests.log | head -300; exit 1; }

trials:
	@.ci/setup test
	GLOSS_TEST_STEPS=1000000 swift test --filter EditorPropertyTests

install: build
	install -D -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/gloss"
	install -d "$(DESTDIR)$(PREFIX)/share/man/man1" "$(DESTDIR)$(COMPLETIONS)/bash-completion/completions"
	install -d "$(DESTDIR)$(COMPLETIONS)/zsh/site-functions" "$(DESTDIR)$(COMPLETIONS)/fish/vendor_completions.d"
	$(PROGRAM) manual > "$(DESTDIR)$(PREFIX)/share/man/man1/gloss.1"
	$(PROGRAM) --generate-completion-script bash > "$(DESTDIR)$(COMPLETIONS)/bash-completion/completions/gloss"
	$(PROGRAM) --generate-completion-script zsh > "$(DESTDIR)$(COMPLETIONS)/zsh/site-functions/_gloss"
	$(PROGRAM) --generate-completion-script fish > "$(DESTDIR)$(COMPLETIONS)/fish/vendor_completions.d/gloss.fish"

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Themes

bench: build
	GLOSS_BENCHMARK=1 GLOSS_PROGRAM=$(PROGRAM) swift run -c release --scratch-path .build-bench ReadingBenchmarks
	GLOSS_BENCHMARK=1 GLOSS_PROGRAM=$(PROGRAM) swift run -c release --scratch-path .build-bench KeyBenchmarks
	GLOSS_BENCHMARK=1 swift run -c release --scratch-path .build-bench AnchoringEvaluation
	GLOSS_BENCHMARK=1 swift run -c release --scratch-path .build-bench OutlineBenchmarks $(wildcard $(BENCH))

clean:
	rm -rf .build .build-bench
