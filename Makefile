# Two commands on a fresh machine: make run, make test. Everything else is for those who work on the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOGETHER := -n 3 --dist loadgroup --no-loadscope-reorder -m "not chaos and not pages"
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help run test coverage test-pages test-long bench lint types imports pins strings strings-check clean

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Localize needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing Localize …"
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing Localize and what its tests need …"
	@$(PIP) install -c constraints.txt -e '.[dev,postgresql,redis,production,local]'
	@touch $@ $(VENV)/.run

## make run      set up, then web, workers and scheduler with sample articles; prints a sign-in link
run: $(VENV)/.run
	@$(BIN)/localize up --demo

## make test     set up, then every test
test: $(VENV)/.dev
	@$(BIN)/python -m pytest $(TOGETHER) $(ARGS)

## make coverage the same with a report of the branches that no test takes; nearly twice as long
coverage: $(VENV)/.dev
	@$(BIN)/python -m pytest $(TOGETHER) --cov --cov-report=term:skip-covered $(ARGS)

## make test-pages  the editor by keyboard, the whole system, and every page in a browser: sizes, themes, languages, axe-core, html-validate
test-pages: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder -m pages $(ARGS)

## make test-long  the tests that kill processes for minutes
test-long: $(VENV)/.dev
	@$(BIN)/python -m pytest -m chaos -s $(ARGS)

## make bench    every benchmark; prints figures, asserts nothing about time
bench: $(VENV)/.dev
	@for file in tests/benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python -m tests.benchmarks.$$(basename $$file .py) || exit 1; done

## make lint     ruff: rules and format
lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

## make types    mypy, strict
types: $(VENV)/.dev
	@$(BIN)/mypy

## make imports  the house: who may import whom
imports: $(VENV)/.dev
	@$(BIN)/lint-imports --no-cache

## make pins     whether everything that is installed is pinned, and has a release for the oldest Python
pins: $(VENV)/.dev
	@$(BIN)/python .ci/pins.py

## make strings-check  whether every string of the interface is in the PO files
strings-check: $(VENV)/.dev
	@$(BIN)/python -m pytest tests/web/test_translations.py

## make strings  collect the interface's strings into the PO files
strings: $(VENV)/.dev
	@$(BIN)/pybabel -q extract -F babel.cfg -k gettext -k lazy_gettext -k N_ -k pgettext:1c,2 -k lazy_pgettext:1c,2 --no-location --omit-header -o web/translations/messages.pot .
	@for name in ru de; do $(BIN)/pybabel -q update --previous --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -i web/translations/messages.pot -d web/translations -l $$name; done

clean:
	@rm -rf $(VENV) build dist *.egg-info
