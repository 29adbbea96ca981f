# `make run` and `make test` set everything up by themselves; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check
READY := $(VENV)/.ready
COMPILED := $(VENV)/.compiled

CONFIG ?= config/watcher.toml
ARGS ?=
EVAL ?=
JOBS ?= 1
MEASURES ?=

.PHONY: help run test check format eval torture browser mailserver screenshots lock clean

help: ## List what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: $(COMPILED) ## Run watcher on config/watcher.toml (another one: CONFIG=FILE; options: ARGS=--once)
	$(BIN)/watcher run --config $(CONFIG) $(ARGS)

test: $(COMPILED) ## Run the tests, without the slow ones (some of them: ARGS="tests/core -k figures")
	$(BIN)/pytest -q -m "not torture and not browser and not mailserver" $(ARGS)

check: $(COMPILED) ## Format, lint, types, import contracts and tests: what must be green before a commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -m "not torture and not browser and not mailserver"

format: $(READY) ## Bring the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

torture: $(COMPILED) ## Kill it at every point and break every disk; slow
	$(BIN)/pytest -q -m torture --timeout 900 $(ARGS)

browser: $(COMPILED) ## Look at digests in a real browser; skipped where there is no Chromium
	$(BIN)/pytest -q -m browser -rs $(ARGS)

mailserver: $(COMPILED) ## Send digests through a real mail server; skipped where there is no Postfix, or no root
	$(BIN)/pytest -q -m mailserver -rs $(ARGS)

eval: $(COMPILED) ## Measure it by an evaluation suite: EVAL=FOLDER, JOBS=2, MEASURES="streams seeds --quick"
	@test -n "$(EVAL)" || { echo "name the folder of the suite: make eval EVAL=FOLDER" >&2; exit 2; }
	$(PYTHON) "$(EVAL)/run.py" --watcher "$(CURDIR)/$(BIN)/watcher" --jobs $(JOBS) $(MEASURES)

screenshots: $(COMPILED) ## Make the picture of a digest in docs/images anew, from seeds/ (needs Chromium)
	$(BIN)/python scripts/take_screenshot.py

lock: ## Pin what pyproject.toml asks for, with hashes, into requirements/
	requirements/lock

clean: ## Remove the environment and all caches; logs and digests in var/ stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "watcher needs Python 3.11 or newer; this is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV): a minute or so, once"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# with the modules compiled beforehand a command starts in half the time, even where
# PYTHONDONTWRITEBYTECODE is set
$(COMPILED): $(READY) $(shell find watcher -name '*.py')
	@$(BIN)/python -m compileall -q watcher
	@touch $@
