# make demo    build, fill with a demo district for today (kept in data/demo), serve on http://127.0.0.1:8080 (PORT=… for another)
# make test    every check; needs nothing but Rust, Node.js and, on Debian, the right to install packages
# make dev     the program and a front end that reloads on every edit
# make fmt     format everything
# make bench   measurements, on both engines
# make crash   100 rounds of kills, power cuts, server stops and broken lines, on both engines; make test runs a few
# make release the program as it is deployed; with CMake and libclang it takes in a solver that proves more about sites
# make program the same without that solver: quicker to build, and what make demo runs
SHELL := /bin/bash
PORT ?= 8080
BIN := $(or $(CARGO_TARGET_DIR),target)/release/lianxin
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path 'web/e2e/*' 2>/dev/null)

.PHONY: help demo test dev fmt bench crash lint deny web program release
.DELETE_ON_ERROR:

help:
	@sed -n 's/^# //p' Makefile

demo: program
	@exec $(BIN) demo --listen 127.0.0.1:$(PORT) --dir data/demo/$$(date +%F)

test:
	@scripts/test

dev: web
	@PORT=$(PORT) scripts/dev

fmt:
	cargo fmt --all
	@scripts/need web
	npm --prefix web run --if-present fmt

bench: web
	@scripts/need build postgres
	scripts/with-postgres cargo bench --workspace

crash: web
	@scripts/need build postgres
	LIANXIN_CRASH_ROUNDS=$${LIANXIN_CRASH_ROUNDS:-100} scripts/with-postgres cargo test --workspace --test powercut --test crash -- --nocapture --test-threads 1

lint:
	@scripts/lint --self-test
	@scripts/lint

deny:
	@LIANXIN_BUILD_DENY=true scripts/need build deny
	@cargo fetch --quiet
	@PATH="$$(printf '%s:' $${LIANXIN_CACHE:-$$HOME/.cache/lianxin}/cargo-deny-*/bin)$$PATH" cargo deny --offline --log-level error check licenses bans sources

program: web
	@scripts/need build
	cargo build --release -p lianxin

release: web
	@scripts/need build proofs
	cargo build --release -p lianxin --features highs

web: web/dist/index.html

web/dist/index.html: $(WEB_SOURCES)
	@scripts/need web
	npm --prefix web run --silent build
	@touch $@
