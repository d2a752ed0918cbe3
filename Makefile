# Everything that builds, serves, tests and measures. `make help` lists it.
# Tools that Rust does not bring lie in one directory outside the repository, each at one version, with a stamp of it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:

TOOLS := $(or $(SPACEWARD_TOOLS),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/spaceward/tools)
export SPACEWARD_TOOLS := $(TOOLS)
# What makes: the tools' own binaries first, then those of their npm packages, then rustup's.
export PATH := $(TOOLS)/bin:$(TOOLS)/node_modules/.bin:$(PATH):$(HOME)/.cargo/bin

TRUNK := 0.21.14
# The library and the tool must be of the same version, so the lock file decides.
BINDGEN := $(shell sed -n '/^name = "wasm-bindgen"$$/{n;s/version = "\(.*\)"/\1/p;}' Cargo.lock)
BINARYEN := 132.0.0
PLAYWRIGHT := 1.65.1
AXE := 4.11.4
CARGO_FUZZ := 0.13.2

WASM := --target wasm32-unknown-unknown
STAMPS := $(TOOLS)/stamps
TRUNK_STAMP := $(STAMPS)/trunk-$(TRUNK)
BINDGEN_STAMP := $(STAMPS)/wasm-bindgen-$(BINDGEN)
FUZZ_STAMP := $(STAMPS)/cargo-fuzz-$(CARGO_FUZZ)
NPM_STAMP := $(STAMPS)/npm-$(BINARYEN)-$(PLAYWRIGHT)-$(AXE)
BUILD_TOOLS := .wasm-target $(TRUNK_STAMP) $(BINDGEN_STAMP) $(NPM_STAMP)

CHROMIUM := $(or $(CHROMIUM),$(shell command -v chromium || command -v chromium-browser || command -v google-chrome))
ifneq ($(CHROMIUM),)
export CHROMIUM
endif
# Trunk takes only true and false for it, and stops at the customary 1.
unexport NO_COLOR

.PHONY: help
help:
	@sed -n 's/^## \(.*\)/\1/p' Makefile

.DEFAULT_GOAL := help

## make serve        the console on http://127.0.0.1:8080/, rebuilt when a file changes (PORT=8080)
.PHONY: serve
serve: $(BUILD_TOOLS)
	@echo "building the release; then open http://127.0.0.1:$(or $(PORT),8080)/"
	@trunk serve --port $(or $(PORT),8080)

## make build        the release in dist/, with the sizes of its files
.PHONY: build
build: $(BUILD_TOOLS)
	@trunk build
	@cp dist/index.html dist/404.html
	@node tests/bench/sizes.mjs dist

## make test         format, lints, native tests, tests in Chromium, end to end on the release
.PHONY: test
test: lint unit web e2e

## make lint         rustfmt and clippy, for the machine and for wasm
.PHONY: lint
lint: .wasm-target
	cargo fmt --all --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked $(WASM) --lib --bins --tests -- -D warnings
	cargo clippy --locked $(WASM) --lib --bins --features bench -- -D warnings

## make unit         the native tests
.PHONY: unit
unit:
	cargo test --locked

## make web          the tests that need a browser's own interfaces, in headless Chromium
.PHONY: web
web: .wasm-target .chromium $(BINDGEN_STAMP)
	CHROMEDRIVER="$${CHROMEDRIVER:-$$(command -v chromedriver)}" cargo test --locked $(WASM) --test web

## make e2e          end to end on the release; make e2e ONLY="words of names"
.PHONY: e2e
e2e: build .chromium
	node tests/e2e/run.mjs $(if $(ONLY),"$(ONLY)")

## make soak         the long forms of the tests that kill, crash and crowd, with their figures: an hour; make soak ONLY="words of names"
SOAKED := "fifty times killed" "an import of ten thousand killed" "a checkpoint killed" "three tabs at once" "tabs that are closed and crash"
.PHONY: soak
soak: build .chromium
	SPACEWARD_SOAK=1 node tests/e2e/run.mjs $(if $(ONLY),"$(ONLY)",$(SOAKED))

## make fuzz         every reader of bytes from outside under libFuzzer, a minute each (FUZZ_SECONDS=60); make fuzz ONLY="words of targets"
.PHONY: fuzz
fuzz: $(FUZZ_STAMP) .nightly
	python3 tests/fuzz/run.py $(ONLY)

## make bench        this vault beside what else one would take, and the release's weight
.PHONY: bench
bench: build .chromium
	trunk build --config tests/bench/Trunk.toml
	node tests/bench/run.mjs
	cargo test --locked --release --test measure mbr_9 -- --ignored --nocapture
	mkdir -p test-results
	SPACEWARD_COMPANY=$(CURDIR)/test-results/company.vault cargo test --locked --test company
	node tests/bench/people.mjs test-results/company.vault

## make screenshots  every page, light and dark, wide and narrow, into test-results/screens/
.PHONY: screenshots
screenshots: build .chromium
	node tests/e2e/screenshots.mjs

## make rules        the rules of RULES.md that no test names
.PHONY: rules
rules:
	@python3 tests/rules.py

## make tools        installs what is missing
.PHONY: tools
tools: $(BUILD_TOOLS) .chromium

## make clean        removes what was built, not the tools
.PHONY: clean
clean:
	cargo clean
	rm -rf dist dist-bench test-results

# ---- tools -----------------------------------------------------------------------------------------------------------

# One installer at a time for each directory, where the machine has flock.
LOCK = $(if $(shell command -v flock),flock $(TOOLS)/lock)

$(STAMPS):
	@mkdir -p $@

.PHONY: .wasm-target
.wasm-target:
	@command -v cargo >/dev/null || { echo "Rust is missing. Install it from https://rustup.rs, then run make again." >&2; exit 1; }
	@test -d "$$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" || rustup target add wasm32-unknown-unknown

$(TRUNK_STAMP): | $(STAMPS)
	@trunk --version 2>/dev/null | grep -qx 'trunk $(TRUNK)' || $(LOCK) cargo install trunk --version $(TRUNK) --locked --root $(TOOLS)
	@touch $@

$(FUZZ_STAMP): | $(STAMPS)
	@cargo fuzz --version 2>/dev/null | grep -qx 'cargo-fuzz $(CARGO_FUZZ)' || $(LOCK) cargo install cargo-fuzz --version $(CARGO_FUZZ) --locked --root $(TOOLS)
	@touch $@

# Only for the fuzzer: sanitizers and coverage are not on the stable channel.
.PHONY: .nightly
.nightly:
	@rustup run nightly rustc --version >/dev/null 2>&1 || rustup toolchain install nightly --profile minimal

# Without --locked: its lock file names a version of a root store that is no longer served everywhere.
$(BINDGEN_STAMP): Cargo.lock | $(STAMPS)
	@wasm-bindgen --version 2>/dev/null | grep -qx 'wasm-bindgen $(BINDGEN)' || $(LOCK) cargo install wasm-bindgen-cli --version $(BINDGEN) --root $(TOOLS)
	@touch $@

# Playwright brings no browser of its own: playwright-core drives the one that is installed.
$(NPM_STAMP): | $(STAMPS) .node
	@$(LOCK) npm install --silent --no-audit --no-fund --ignore-scripts --save-exact --prefix $(TOOLS) binaryen@$(BINARYEN) playwright-core@$(PLAYWRIGHT) axe-core@$(AXE)
	@touch $@

# $(call system,command to look for,packages of Debian,what it is for): installs with the right to, names the command without.
define system
	@if ! command -v $(1) >/dev/null; then \
	  command="apt-get install -y --no-install-recommends $(2)"; \
	  if ! command -v apt-get >/dev/null; then echo "$(3) is missing ($(1)). Install it with this system's package manager, then run make again." >&2; exit 1; \
	  elif [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$command </dev/null; \
	  elif sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive $$command </dev/null; \
	  else echo "$(3) is missing ($(1)). Run: sudo $$command" >&2; exit 1; fi; fi
endef

.PHONY: .node .chromium
.node:
	$(call system,npm,nodejs npm,Node.js 20 or later)

.chromium: $(NPM_STAMP)
ifeq ($(CHROMIUM),)
	$(call system,chromium,chromium chromium-driver,Chromium with its driver)
endif
ifeq ($(CHROMEDRIVER),)
	$(call system,chromedriver,chromium chromium-driver,Chromium with its driver)
endif
	@:
