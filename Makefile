# Everything runs in one virtual environment, from locked and hashed packages only.
# Needs: make, and Python 3.11 or newer with venv and pip. Settings of pip (index, proxy, cache) are respected.

PYTHON ?= python3
VENV ?= .venv
ARGS ?=

# Errors only, and wheels only: building a dependency from source would bring in tools that no lock names.
INSTALL = $(VENV)/bin/python -m pip install -qq --disable-pip-version-check
LOCKED = $(INSTALL) --only-binary :all: --require-hashes
PROJECT = $(INSTALL) --no-deps --no-build-isolation --no-index --editable .
# Compiled once, here: a machine may be set not to keep what it compiles, and every start would pay.
# So are the first pages of screenings, which the first start would otherwise make.
COMPILED = $(VENV)/bin/python -m compileall -q assistant $$($(VENV)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') || true; \
	$(VENV)/bin/python -m assistant.session.pages || true
SOURCES = pyproject.toml assistant/__init__.py requirements-build.lock

# uv alone resolves for every platform and Python at once; it writes the locks and installs nothing.
UV = uv==0.13.8
COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(ARGS)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
.PHONY: help screen test check pictures bench faults lock clean interpreter

help: ## show this list
	@echo "make TARGET [PYTHON=python3.12] [ARGS='...']"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' Makefile

screen: $(VENV)/.screen ## open the assistant (ARGS: a command, as in ARGS='list')
	@$(VENV)/bin/python -m assistant $(ARGS)

test: $(VENV)/.dev ## run the tests on every core (ARGS: for pytest, as in ARGS='-k units')
	@$(VENV)/bin/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

check: $(VENV)/.dev ## lint, format, types, import contracts, and the wheel in a new environment
	$(VENV)/bin/python -m ruff check
	$(VENV)/bin/python -m ruff format --check
	$(VENV)/bin/python -m mypy
	$(VENV)/bin/lint-imports --no-logo
	.ci/wheel $(VENV)/bin/python

pictures: $(VENV)/.dev ## draw the screens that tests compare with anew, to be reviewed as text
	@rm -f tests/tui/pictures/*.txt
	@RENEW_PICTURES=1 $(VENV)/bin/python -m pytest -q tests/tui/test_pictures.py
	@git diff --stat tests/tui/pictures

bench: $(VENV)/.dev ## measure what the design promises
	@missed=0; for file in benchmarks/bench_*.py; do echo "== $$file"; $(VENV)/bin/python $$file $(ARGS) || missed=1; done; exit $$missed

faults: $(VENV)/.dev ## every fault at every call, every alteration, every check taken out (an hour; ARGS: one of disk, bytes, verifier)
	@missed=0; for name in $(or $(ARGS),disk bytes verifier); do \
		echo "== benchmarks/faults_$$name.py"; $(VENV)/bin/python benchmarks/faults_$$name.py || missed=1; \
	done; exit $$missed

lock: interpreter ## write the lock files anew (ARGS=--upgrade for newer versions)
	$(INSTALL) $(UV)
	@set -e; \
	index=$$($(VENV)/bin/python -m pip config get global.index-url 2>/dev/null || true); \
	index="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$index}}"; if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$$index"; fi; \
	backend=$$($(VENV)/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")'); \
	$(COMPILE) pyproject.toml --extra dev -o requirements-dev.lock; \
	$(COMPILE) pyproject.toml -c requirements-dev.lock -o requirements.lock; \
	echo "$$backend" | $(COMPILE) - -c requirements-dev.lock -o requirements-build.lock

clean: ## remove the environment, caches and builds; records stay
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find assistant tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# Made once; a second run repairs an environment that was interrupted half-way.
$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null \
		|| { echo "$(PYTHON) is not installed. Install Python 3.11 or newer, or name one: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$$($(PYTHON) --version 2>&1) is too old: 3.11 or newer is needed. Name one: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "$(PYTHON) lacks venv or pip. Install them (on Debian and Ubuntu: apt install python3-venv), then try again." >&2; exit 2; }
	@echo "Preparing $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# An interpreter asked for by name is the one used, or nothing runs.
interpreter: $(VENV)/.made
ifneq ($(origin PYTHON),file)
	@wanted=$$($(PYTHON) --version 2>&1); found=$$($(VENV)/bin/python --version); [ "$$wanted" = "$$found" ] \
		|| { echo "$(VENV) was made with $$found, not $$wanted. Run make clean first, or name another folder: VENV=.venv-other" >&2; exit 2; }
endif

$(VENV)/.screen: $(SOURCES) requirements.lock | interpreter
	@echo "Installing what the assistant needs"
	@$(LOCKED) -r requirements.lock -r requirements-build.lock
	@$(PROJECT)
	@$(COMPILED)
	@touch $@

# Whoever develops has what screening needs too.
$(VENV)/.dev: $(SOURCES) requirements-dev.lock | interpreter
	@echo "Installing what development needs"
	@$(LOCKED) -r requirements-dev.lock -r requirements-build.lock
	@$(PROJECT)
	@$(COMPILED)
	@touch $@ $(VENV)/.screen
