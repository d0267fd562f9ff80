# make run            set up what is missing, build, open the tutorial (NOTES=FILE opens that instead)
# make test           set up what is missing, run all tests
# make build          the program alone, in .build/release
# make setup          only installs the Debian packages that building and testing need
# make install        what was built, its manual and completions, into PREFIX (default /usr/local); uninstall: away again
# make deb            a Debian package of what was built, in .build/packages
# make dist           a tarball that runs from any folder and needs glibc only, in .build/packages
# make trials         the editor against a plain string, a million random steps for each property
# make monkey         random sessions with faults: MINUTES=n SEED=n; SANITIZE=address or thread as well
# make lint           the style of sources, scripts and documents
# make sanitize       the unit tests once more under the address sanitizer
# make fuzz           each fuzzer for a minute (FUZZ_SECONDS=N: for so long)
# make bench          what is measured: reading beside find and less, commands over folders, keys beside a program in C,
#                     annotations found again on real edits, outlines beside a bare parser (BENCH='*.md': on files of
#                     your own)
# make clean          away with what was built

SHELL = /bin/bash
PREFIX ?= /usr/local
# lld: the others repeat a warning of Foundation's own about a call that is never made here. Starting waits for the
# dynamic linker, so the program stands at a fixed address (there are 80,000 places to adjust otherwise), holds each
# library that Debian has as an archive, which are taken from a folder without the shared ones, and does not offer its
# own names to others. libunibilium is what the archive of libtermkey needs; Debian has it and md4c as shared ones only.
STATIC = .build/static
RELEASE = swift build -c release --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker -s -Xlinker --no-pie \
  -Xswiftc -Xclang-linker -Xswiftc -no-pie -Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xlinker --no-export-dynamic \
  -Xswiftc -L -Xswiftc $(CURDIR)/$(STATIC) -Xlinker -l:libunibilium.so.4
PROGRAM = .build/release/gloss
SHARE = $(DESTDIR)$(PREFIX)/share

.DEFAULT_GOAL = build
.PHONY: run build test sanitize fuzz trials monkey install uninstall deb dist lint bench clean setup

run: build
	$(PROGRAM) $(if $(NOTES),-- "$(NOTES)",tutor)

build:
	@.ci/setup build
	@.packaging/archives $(CURDIR)/$(STATIC)
	PKG_CONFIG_PATH=$(CURDIR)/$(STATIC) $(RELEASE) --product gloss

setup:
	@.ci/setup build test lint package

test:
	@.ci/setup test
	swift build --build-tests
	@set -o pipefail; swift test --skip-build 2>&1 | tee .build/tests.log || { \
	  echo "What failed, once more:"; grep -a -A 40 '^✘.*recorded an issue' .build/tests.log | head -300; exit 1; }
	@grep -a '^➜ .* skipped' .build/tests.log | sort -u | sed '1i\Skipped here, and why:'

trials:
	@.ci/setup test
	GLOSS_TEST_STEPS=1000000 swift test --filter EditorPropertyTests

# The modules whose tests run under the address sanitizer: those that run the built program would not check it there.
SANITIZED = Outline Annotations TextWidth Terminal Layout Search SearchIndex Editor Settings Store YAML Export Import \
  Notebook Front App Commands
EMPTY =
COMMA = ,
sanitize: export GLOSS_ONLY = $(subst $(EMPTY) $(EMPTY),$(COMMA),$(SANITIZED))
sanitize:
	@.ci/setup test
	swift build --build-tests --sanitize=address --scratch-path .build-sanitize
	ASAN_OPTIONS=detect_leaks=0 swift test --skip-build --sanitize=address --scratch-path .build-sanitize

FUZZ_SECONDS ?= 60
fuzz:
	@.ci/setup test
	@for fuzzer in OutlineFuzz QueryFuzz SidecarFuzz; do \
	  GLOSS_FUZZ=1 swift build -c release --scratch-path .build-fuzz --product $$fuzzer && \
	  .build-fuzz/release/$$fuzzer -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -verbosity=0 -print_final_stats=1 \
	    -artifact_prefix=.build-fuzz/ || exit 1; \
	done

# Copies only: whoever installs may be root, and root should not compile.
install:
	@test -x $(PROGRAM) || { echo "gloss: nothing is built yet: run 'make' first, without sudo" >&2; exit 2; }
	install -D -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/gloss"
	install -d "$(SHARE)/man/man1" "$(SHARE)/bash-completion/completions" "$(SHARE)/zsh/site-functions" \
	  "$(SHARE)/fish/vendor_completions.d"
	$(PROGRAM) manual > "$(SHARE)/man/man1/gloss.1"
	install -D -m 644 -t "$(SHARE)/man/man5" .packaging/man/gloss-config.5 .packaging/man/gloss-sidecar.5
	$(PROGRAM) --generate-completion-script bash > "$(SHARE)/bash-completion/completions/gloss"
	$(PROGRAM) --generate-completion-script zsh > "$(SHARE)/zsh/site-functions/_gloss"
	$(PROGRAM) --generate-completion-script fish > "$(SHARE)/fish/vendor_completions.d/gloss.fish"
	install -D -m 644 .packaging/gloss.desktop "$(SHARE)/applications/gloss.desktop"
	install -D -m 644 .packaging/gloss.svg "$(SHARE)/icons/hicolor/scalable/apps/gloss.svg"

# Takes away what `install` with the same PREFIX has put there; notes, annotations and settings stay.
uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/gloss" "$(SHARE)/man/man1/gloss.1" \
	  "$(SHARE)/man/man5/gloss-config.5" "$(SHARE)/man/man5/gloss-sidecar.5" \
	  "$(SHARE)/bash-completion/completions/gloss" "$(SHARE)/zsh/site-functions/_gloss" \
	  "$(SHARE)/fish/vendor_completions.d/gloss.fish" "$(SHARE)/applications/gloss.desktop" \
	  "$(SHARE)/icons/hicolor/scalable/apps/gloss.svg"

deb: build
	@.ci/setup package
	@.packaging/deb $(PROGRAM)

# For libraries that are not linked in, the program looks in lib/ beside its folder.
dist:
	@.ci/setup build
	@.packaging/archives $(CURDIR)/$(STATIC)
	PKG_CONFIG_PATH=$(CURDIR)/$(STATIC) $(RELEASE) --product gloss --scratch-path .build/dist-program \
	  -Xlinker -rpath -Xlinker '$$ORIGIN/../lib'
	@.packaging/dist

monkey:
	@.ci/setup test
	swift build --build-tests $(if $(SANITIZE),--sanitize $(SANITIZE) --scratch-path .build-$(SANITIZE))
	GLOSS_MONKEY_MINUTES=$(or $(MINUTES),1) GLOSS_MONKEY_SEED=$(or $(SEED),1) swift test --skip-build --filter MonkeyTests \
	  $(if $(SANITIZE),--sanitize $(SANITIZE) --scratch-path .build-$(SANITIZE))

lint:
	@.ci/setup lint
	shellcheck .ci/run .ci/setup .ci/check-documents .packaging/archives .packaging/deb .packaging/dist
	desktop-file-validate .packaging/gloss.desktop
	mandoc -Tlint -W warning .packaging/man/*.5
	.ci/check-documents
	swift format lint --strict --recursive Package.swift Sources Tests Themes

bench: build
	GLOSS_BENCHMARK=1 GLOSS_PROGRAM=$(PROGRAM) swift run -c release --scratch-path .build-bench ReadingBenchmarks
	GLOSS_BENCHMARK=1 GLOSS_PROGRAM=$(PROGRAM) swift run -c release --scratch-path .build-bench CommandBenchmarks
	GLOSS_BENCHMARK=1 GLOSS_PROGRAM=$(PROGRAM) swift run -c release --scratch-path .build-bench KeyBenchmarks
	GLOSS_BENCHMARK=1 swift run -c release --scratch-path .build-bench AnchoringEvaluation
	GLOSS_BENCHMARK=1 swift run -c release --scratch-path .build-bench SidecarBenchmarks
	GLOSS_BENCHMARK=1 swift run -c release --scratch-path .build-bench OutlineBenchmarks $(wildcard $(BENCH))
	GLOSS_BENCHMARK=1 swift build -c release --scratch-path .build-bench --product SearchBenchmarks
	Tests/Benchmarks/search $(PROGRAM) .build-bench/release/SearchBenchmarks

clean:
	rm -rf .build .build-bench .build-sanitize .build-fuzz
