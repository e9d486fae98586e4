# make run    install what is missing, build the index, serve on http://127.0.0.1:8000
# make test   install what is missing, run every test
# make check  ruff, format, mypy, tests

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

BIN := .venv/bin
TORCH := torch==2.13.0

.PHONY: install run test check lint bench lock

install: .venv/installed .venv/installed-dev

# torch comes first and alone: its CPU wheels lie on an index of their own, and leaving that
# index on for the rest would cost seconds a package where it cannot be reached.
.venv/installed: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11 …" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet $(TORCH) --index-url https://download.pytorch.org/whl/cpu --timeout 3 --retries 0 2>/dev/null \
		|| $(BIN)/python -m pip install --quiet $(TORCH)
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	touch $@

run: .venv/installed
	$(BIN)/flask --app bot db upgrade
	$(BIN)/python -m indexer build
	@echo "→ http://$(HOST):$(PORT)"
	exec $(BIN)/gunicorn "bot:serve()" --worker-class gthread --workers 1 --threads 8 --bind "$(HOST):$(PORT)" --no-control-socket

test: install
	$(BIN)/python -m pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test

bench: install
	$(BIN)/python -m tests.benchmarks

# Renew the exact versions in requirements*.txt from the bounds in pyproject.toml.
lock:
	rm -rf .venv/lock && $(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip install --quiet $(TORCH) --index-url https://download.pytorch.org/whl/cpu --timeout 3 --retries 0 2>/dev/null \
		|| .venv/lock/bin/python -m pip install --quiet $(TORCH)
	.venv/lock/bin/python -m pip install --quiet .
	.venv/lock/bin/python -m pip freeze --exclude technology-clinic-line-bot | sed 's/^torch==.*/$(TORCH)/' > requirements.txt
	.venv/lock/bin/python -m pip install --quiet '.[dev]'
	.venv/lock/bin/python -m pip freeze --exclude technology-clinic-line-bot | sed 's/^torch==.*/$(TORCH)/' | grep -vxFf requirements.txt > requirements-dev.txt
	rm -rf .venv/lock
