# Everything a person does with this repository, one word each. See README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes
COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

# What is compiled once is kept, whatever the environment says: tests start dozens of processes, each 3 s faster so.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo run install test lint check bench lock format clean

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.base ## a small Slack and the bot on this machine, with a story in it: open the printed URL
	$(BIN)/python -m bot demo

run: $(VENV)/.base ## the real bot, against Slack (settings: .env.example)
	$(BIN)/python -m bot run

install: $(VENV)/.base ## the environment in .venv, with what the bot needs

test: $(VENV)/.dev ## every test, on SQLite and on a real PostgreSQL
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: $(VENV)/.dev ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## all of it

bench: $(VENV)/.dev ## speed, as ratios to the floor, side by side
	$(BIN)/python -m benchmarks

format: $(VENV)/.dev ## put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.dev ## pin every dependency again, with hashes
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) --extra postgres -c requirements.txt pyproject.toml -o requirements-postgres.txt
	$(COMPILE) --extra semantic -c requirements.txt pyproject.toml -o requirements-semantic.txt
	$(COMPILE) --extra postgres --extra semantic --group dev -c requirements-postgres.txt -c requirements-semantic.txt pyproject.toml -o requirements-dev.txt

clean: ## remove the environment and what the demo and tests left
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Diapason needs Python 3.11 or newer; set PYTHON=/path/to/python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

# The stamp is newer than the lock file when the environment holds what the lock file says.
$(VENV)/.base: requirements.txt | $(VENV)/bin/python
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/bin/python
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.base
