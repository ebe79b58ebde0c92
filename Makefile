# Needs Python 3.11 or newer with its venv module, and make. `make PYTHON=python3.13 test` takes another Python.
PYTHON ?= python3
VENV ?= .venv
# Options for pytest, as in `make test T="tests/care -x"`.
T ?=
# Options for the measurements, as in `make bench B="--only keys,lines"`.
B ?=
# Recompiles the pins; any installed uv will do.
UV ?= uv

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --only-binary=:all:

.PHONY: demo test screens terminals lint lint-style lint-format lint-types lint-imports lint-spelling format bench soak lock clean

demo: $(VENV)/.program
	$(BIN)/caretui demo

test: $(VENV)/.tools
	$(BIN)/python -m pytest -n auto $(T)

lint: lint-style lint-format lint-types lint-imports lint-spelling

lint-style: $(VENV)/.tools
	$(BIN)/ruff check --quiet .

lint-format: $(VENV)/.tools
	$(BIN)/ruff format --check .

lint-types: $(VENV)/.tools
	$(BIN)/mypy

lint-imports: $(VENV)/.tools
	$(BIN)/lint-imports --no-logo

lint-spelling: $(VENV)/.tools
	$(BIN)/codespell

format: $(VENV)/.tools
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(VENV)/.tools
	$(BIN)/python bench/run.py $(B)

screens: $(VENV)/.tools
	$(BIN)/python docs/make_screens.py

terminals: $(VENV)/.tools
	$(BIN)/python docs/make_terminals.py

soak: $(VENV)/.tools
	$(BIN)/python docs/make_reliability.py $(T)

# One set of pins for Python 3.11 to 3.14 on Linux, macOS and Windows; the second file only adds to the first.
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command "make lock" pyproject.toml

lock:
	$(LOCK) --group build --output-file requirements.txt
	$(LOCK) --group dev --constraints requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "caretui needs Python 3.11 or newer, and '$(PYTHON)' is not. Name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "'$(PYTHON)' has no venv module. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# A stamp file is as new as what was installed; a second run has nothing to do.
$(VENV)/.program: requirements.txt pyproject.toml src/caretui/__init__.py $(VENV)/.python
	@echo "Installing what caretui needs (once; some minutes on a slow line)"
	@$(INSTALL) -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tools: requirements-dev.txt $(VENV)/.program
	@echo "Installing what the tests need"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
