# make run            set up what is missing, build, open the tutorial (NOTES=FILE opens that instead)
# make test           set up what is missing, run all tests
# make install        the program into PREFIX/bin (default /usr/local)
# make lint           the style of the sources
# make clean          away with what was built

PREFIX ?= /usr/local
RELEASE = swift build -c release --static-swift-stdlib
PROGRAM = .build/release/gloss

.PHONY: run build test install lint clean setup

run: build
	$(PROGRAM) $(if $(NOTES),-- "$(NOTES)",tutor)

build: setup
	$(RELEASE) --product gloss

setup:
	@.ci/setup build

test:
	@.ci/setup test
	swift build --build-tests
	swift test --skip-build

install: build
	install -D -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/gloss"

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Themes

clean:
	rm -rf .build
