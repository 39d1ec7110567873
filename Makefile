# Every chore is one command. `make demo` and `make test` need Python 3.11 or newer, make and a C compiler.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo demo-case install test lint types architecture docs benchmark soak screenshots catalogue lock clean

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
JOBS ?= 2
PYTEST_ARGS ?=

# Text and gold claims that others own lie beside the project, where they exist; tests that need them find them so.
BENCH_DATA := $(abspath ../shared)
ifneq ($(wildcard $(BENCH_DATA)/data),)
export TOLLBOOK_BENCH_DATA ?= $(BENCH_DATA)
endif

# An activated environment or a stray PYTHONPATH must not change what is installed or tested.
unexport PYTHONPATH
unexport PYTHONHOME

help:  ## list the chores
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 22

demo: $(STAMP)  ## install, read the example documents, make the example case and its report, print where they are
	@mkdir -p demo
	$(BIN)/tollbook read examples/arvenia --format table
	@$(BIN)/tollbook read examples/arvenia --format html --quiet --output demo/arvenia.html
	@$(BIN)/tollbook read examples/arvenia --format jsonl --quiet --output demo/arvenia.jsonl
	@$(MAKE) --no-print-directory demo-case
	@echo
	@echo "The claims as a page:       $(abspath demo/arvenia.html)"
	@echo "The claims as data:         $(abspath demo/arvenia.jsonl)"
	@echo "The report of the case:     $(abspath demo/site/index.html)"
	@echo "The case in the browser:    $(BIN)/tollbook serve demo/case"

# A case of four months, with its settings, and the site that follows from it. The key stays in the demo folder.
demo-case: export TOLLBOOK_KEYS := $(abspath demo/keys)
demo-case: export TOLLBOOK_USER ?= demo
demo-case: $(STAMP)
	@rm -rf demo/case demo/keys demo/site
	$(BIN)/tollbook new demo/case --name "Arvenia, spring 2026"
	@sed -i.bak '/^\[scope\]/,$$d' demo/case/case.toml && rm demo/case/case.toml.bak && cat examples/case/settings.toml >> demo/case/case.toml
	$(BIN)/tollbook add --case demo/case --manifest examples/case/manifest.csv
	$(BIN)/tollbook figures demo/case
	$(BIN)/tollbook report demo/site --case demo/case
	$(BIN)/tollbook verify demo/case

install: $(STAMP)  ## make .venv and install into it

$(STAMP): pyproject.toml requirements.lock Makefile
	@bash .ci/make-venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

test: $(STAMP)  ## install and run every test
	$(BIN)/python -m pytest -n $(JOBS) $(PYTEST_ARGS)

lint: $(STAMP)  ## rules and format of the code
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks

types: $(STAMP)  ## types, strictly
	$(BIN)/mypy

architecture: $(STAMP)  ## the laws of docs/architecture
	$(BIN)/python -m pytest -q tests/architecture

docs: $(STAMP)  ## examples in the documentation run, and the manual is complete
	$(BIN)/python -m pytest -q tests/docs

benchmark: $(STAMP)  ## quality and speed tables
	@for script in benchmarks/run_*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

soak: $(STAMP)  ## long tests: many more invented inputs, changes to a case, kills and writers
	TOLLBOOK_HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -n $(JOBS) tests/property tests/contract

screenshots: $(STAMP)  ## pictures of real output for the README
	$(BIN)/python tests/browser/screenshots.py docs/images

catalogue: $(STAMP)  ## collect the words of the application for translators
	$(BIN)/pybabel -q extract -F babel.cfg --no-location --sort-output --project=tollbook --version=0 \
		--copyright-holder="The Tollbook authors" --msgid-bugs-address="" -o src/tollbook/web/data/locale/tollbook.pot .

lock: $(STAMP)  ## resolve the dependencies anew, for every platform and Python that is supported
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --no-emit-index-url --no-emit-find-links --python-version 3.11 \
		--custom-compile-command "make lock" --extra dev --upgrade pyproject.toml --output-file requirements.lock

clean:  ## remove everything that was made here
	rm -rf $(VENV) demo out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis htmlcov .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
