# Two commands do all set-up: make demo, make test. They need Python 3.11+, make and git.

PYTHON ?= python3
VENV := .venv
SCRIPTS := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
BIN := $(VENV)/$(SCRIPTS)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NODE_MODULES := command -v npm >/dev/null && npm install --no-audit --no-fund --no-package-lock --silent

.PHONY: demo test test-oldest test-newest fuzz check scripts format gallery listings bench dist browser clean

demo: $(VENV)/.demo
	$(BIN)/llmgraph descendants Transformer
	$(BIN)/llmgraph page Transformer -o transformer.html
	@echo "Open transformer.html in a browser; it needs no network."

test: $(VENV)/.test browser
	$(BIN)/python -m pytest -n auto

# The tests with the oldest and the newest releases of all that pyproject.toml names, each in a fresh
# environment of its own.
test-oldest: RESOLUTION := lowest-direct
test-newest: RESOLUTION := highest
test-oldest test-newest: test-%: $(VENV)/.uv browser
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-$*
	$(BIN)/uv pip install --quiet --python .venv-$* --resolution $(RESOLUTION) -e '.[test]'
	.venv-$*/$(SCRIPTS)/python -m pytest -n auto

# Mutated inputs for everything that reads; make test runs the first few thousand of them.
INPUTS := 20000
fuzz: $(VENV)/.test
	$(BIN)/python tests/fuzz/attacks.py --inputs $(INPUTS)

check: $(VENV)/.check scripts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/llmgraph check

# The scripts and styles of the pages are linted where npm can be had; otherwise this says so.
scripts:
	@if $(NODE_MODULES); \
	then npm run --silent check; \
	else echo "NO LINTER: the scripts of the pages are not linted. Install npm."; fi

format: $(VENV)/.check
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

gallery: $(VENV)/.demo
	$(BIN)/python docs/pictures/anatomy.py
	$(BIN)/python docs/gallery.py

# What the pages show, anew: after a change of the data.
listings: $(VENV)/.demo
	$(BIN)/python docs/listings.py

.PHONY: docs
docs: $(VENV)/.docs
	$(BIN)/python -m sphinx -W --keep-going -n -q -E -b html docs docs/_build/html
	@echo "Open docs/_build/html/index.html in a browser; it needs no network."

bench: $(VENV)/.bench
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/drawing.py
	$(BIN)/python benchmarks/conclusions.py
	$(BIN)/python benchmarks/measures.py
	$(BIN)/python benchmarks/growth.py

# What would be uploaded: built, its metadata and contents checked, each file installed elsewhere.
dist: $(VENV)/.dist
	rm -rf dist
	$(BIN)/python -m build --outdir dist
	$(BIN)/python -m twine check --strict dist/*
	LLMGRAPH_DIST=dist $(BIN)/python -m pytest tests/test_packaging.py
	$(BIN)/python tests/fresh_install.py dist/*

# The page is tested in real browsers where they can be had; otherwise this says so.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	|| { $(call debian,chromium fonts-noto-cjk); } \
	|| echo "NO BROWSER: the page will not be tested in one. Install Debian's package chromium."
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null \
	|| { $(call debian,firefox-esr); } \
	|| echo "NO FIREFOX: the page will not be tested in it. Install Debian's package firefox-esr."
	@$(NODE_MODULES) \
	|| echo "NO PUPPETEER: the page will not be tested in Firefox. Install npm."

# How packages of Debian are installed, where one may.
debian = test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	&& apt-get -qq update >/dev/null 2>&1 \
	&& apt-get -qq install -y $(1) >/dev/null 2>&1

clean:
	rm -rf $(VENV) .venv-oldest .venv-newest dist

# A stamp per purpose: installing again only when the needs have changed.
$(VENV)/.python:
	$(PYTHON) -c 'import sys; sys.exit("llmgraph needs Python 3.11 or later: make PYTHON=python3.12 …") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.demo: $(VENV)/.python pyproject.toml
	$(PIP) install -e .
	touch $@

$(VENV)/.test: $(VENV)/.python pyproject.toml
	$(PIP) install -e '.[test]'
	touch $@ $(VENV)/.demo

$(VENV)/.dist: $(VENV)/.python pyproject.toml
	$(PIP) install -e '.[dist]'
	touch $@ $(VENV)/.demo $(VENV)/.test

$(VENV)/.uv: $(VENV)/.python
	$(PIP) install uv
	touch $@

$(VENV)/.docs: $(VENV)/.python pyproject.toml
	$(PIP) install -e '.[docs]'
	touch $@ $(VENV)/.demo

$(VENV)/.bench: $(VENV)/.python pyproject.toml
	$(PIP) install -e '.[bench]'
	touch $@ $(VENV)/.demo

$(VENV)/.check: $(VENV)/.python pyproject.toml
	$(PIP) install -e '.[check]'
	touch $@ $(VENV)/.demo
