# make demo    build, fill with a demo district for today (kept in data/demo), serve on http://127.0.0.1:8080 (PORT=… for another)
# make test    every check; needs nothing but Rust, Node.js and, on Debian, the right to install packages
# make dev     the program and a front end that reloads on every edit
# make fmt     format everything
# make bench   measurements, on both engines
SHELL := /bin/bash
PORT ?= 8080
BIN := $(or $(CARGO_TARGET_DIR),target)/release/lianxin
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path 'web/e2e/*' 2>/dev/null)

.PHONY: help demo test dev fmt bench lint deny web release
.DELETE_ON_ERROR:

help:
	@sed -n 's/^# //p' Makefile

demo: release
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

lint:
	@scripts/lint --self-test
	@scripts/lint

deny:
	@LIANXIN_BUILD_DENY=true scripts/need build deny
	@cargo fetch --quiet
	@PATH="$$(printf '%s:' $${LIANXIN_CACHE:-$$HOME/.cache/lianxin}/cargo-deny-*/bin)$$PATH" cargo deny --offline --log-level error check licenses bans sources

release: web
	@scripts/need build
	cargo build --release -p lianxin

web: web/dist/index.html

web/dist/index.html: $(WEB_SOURCES)
	@scripts/need web
	npm --prefix web run --silent build
	@touch $@
