# Everything a developer does. `make chat` and `make test` need only Python 3.11 or newer: they set up the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
FUZZ := $(VENV)/.fuzz
# Many tests wait for a process or a server, so there are more workers than processors.
WORKERS ?= $(shell $(PYTHON) -c "import os; print(min(12, 2 * (os.cpu_count() or 1)))")
# How long `make fuzz` takes, and at what; without TARGETS at everything in turn.
SECONDS ?= 600
TARGETS ?=

.PHONY: help setup chat test check audit fuzz format chaos bench requirements messages clean

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: $(RUNTIME) ## only set everything up, for a server: then .venv/bin/repaso run

chat: $(RUNTIME) ## open the bot in this terminal
	@$(BIN)/repaso chat

test: $(DEV) ## run every test
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

check: $(DEV) ## what CI runs: format, lint, types, layers, migrations, messages, audit, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	mkdir -p build && rm -f build/migrations.db
	DATABASE_URL=sqlite:///build/migrations.db $(BIN)/alembic upgrade head
	DATABASE_URL=sqlite:///build/migrations.db $(BIN)/alembic check
	$(BIN)/python -m tests.checks.messages
	$(MAKE) audit
	$(MAKE) test

audit: $(DEV) ## secrets in the tree, dangerous code, known vulnerabilities of the pinned packages
	$(BIN)/python -m tests.checks.tokens
	$(BIN)/bandit --quiet -ll -r bot
	$(BIN)/python -m tests.checks.advisories

fuzz: $(FUZZ) ## give the bot nonsense for SECONDS=600; what breaks it goes into tests/fuzz/corpus
	$(BIN)/python -m tests.fuzz $(SECONDS) $(TARGETS)

format: $(DEV) ## put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

chaos: $(DEV) ## kill the program and fail everything around it, for ten minutes at most; SEED=4711 for the same again
	$(BIN)/python -m tests.chaos $(SEED)

bench: $(DEV) ## measure speed, as ratios
	$(BIN)/python -m benchmarks

messages: $(DEV) ## bring the translations up to date with bot/texts/messages.py
	$(BIN)/python -m tests.checks.messages --update

requirements: $(DEV) ## pin the dependencies of pyproject.toml anew
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header pyproject.toml --group build -o requirements.txt
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header pyproject.toml --group dev -o requirements-dev.txt
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --group fuzz -o requirements-fuzz.txt

clean: ## remove what was made here, but not your data
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Repaso needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): $(BIN)/python requirements.txt pyproject.toml
	@echo "Setting up .venv: about half a minute, once."
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.txt
	@echo "Adding what the tests need."
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(FUZZ): $(DEV) requirements-fuzz.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.txt
	@touch $@
