# `make` alone lists what can be done. Everything happens in .venv, which is made when it is missing.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/ready
AXE := build/axe/ready
ASSIGNMENT := park-visitors
SECONDS := 300
EXAMPLE := ivo

.DEFAULT_GOAL := help
.PHONY: help demo test test-long test-services test-unprivileged test-browser fuzz check lint types layers benchmark clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 26

demo: $(READY) ## grade the sample class, and say where to look
	@echo "demo: putting a course together in demo/, releasing $(ASSIGNMENT) and grading the sample class"
	@$(RUN) tests/sample_course.py demo
	@$(RUN) -m autograder release $(ASSIGNMENT) --course demo
	@$(RUN) -m autograder batch $(ASSIGNMENT) --course demo \
		|| test $$? -eq 1 # some of the class need a person, on purpose; 2 and above is a failure
	@echo "Look at these pages in a browser:"
	@echo "  the class     demo/reports/$(ASSIGNMENT)/index.html"
	@echo "  one student   demo/feedback/$(EXAMPLE)/$(ASSIGNMENT)/$(ASSIGNMENT).html"

test: $(READY) ## run every test that needs only Python
	@echo "test: pytest, without what takes minutes, needs a browser or a database server"
	@$(RUN) -m pytest -m "not long and not browser and not services" --numprocesses auto --dist loadfile

test-long: $(READY) ## run the tests that take minutes
	@echo "test-long: pytest, only what takes minutes"
	@$(RUN) -m pytest -m long --numprocesses auto --dist loadfile

test-services: $(READY) ## run the tests that start servers of their own
	@echo "test-services: pytest, against real servers on this machine"
	@$(RUN) -m pytest -m services

fuzz: $(VENV)/fuzz ## look for bytes that break what reads strangers' files: make fuzz SECONDS=600
	@echo "fuzz: $(SECONDS) seconds in all; what is found lies in build/fuzz/found"
	@PYTHONPATH=tests $(RUN) -m fuzz --seconds $(SECONDS)

test-unprivileged: $(READY) ## as root: run the tests of the seal as an ordinary user, and as in a container
	@echo "test-unprivileged: pytest as another user, with a Python that everybody can read"
	@tests/unprivileged.sh

test-browser: $(READY) $(AXE) ## run the tests that need Chromium
	@echo "test-browser: pytest, only what needs Chromium and its driver"
	@$(RUN) -m pytest -m browser --numprocesses auto --dist loadfile

check: lint types layers test ## lint, types, layers and test

lint: $(READY) ## look for mistakes and bad form with ruff
	@echo "lint: ruff check, ruff format"
	@$(RUN) -m ruff check
	@$(RUN) -m ruff format --check

types: $(READY) ## check the types with mypy
	@echo "types: mypy --strict"
	@$(RUN) -m mypy

layers: $(READY) ## check which room imports which with import-linter
	@echo "layers: lint-imports"
	@$(VENV)/bin/lint-imports

benchmark: $(READY) ## compare grading with running the same code bare (minutes)
	@echo "benchmark: python -m benchmarks.throughput"
	@$(RUN) -m benchmarks.throughput

clean: ## remove .venv, demo/ and whatever else was made here
	@echo "clean: removing .venv, demo/, build/, dist/ and caches"
	@rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An interrupted installation leaves no `ready`, and is taken up again; without a working pip it starts over.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "python3 3.11 or newer is needed; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@echo "setup: installing into $(VENV) (a minute or two, once)"
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) \
		|| { echo "the venv module is needed; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
		$(RUN) -m pip install --quiet --editable '.[course,dev]'
	@touch $@

$(VENV)/fuzz: $(READY)
	@echo "setup: installing the fuzzer into $(VENV)"
	@PIP_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 $(RUN) -m pip install --quiet --editable '.[fuzz]'
	@touch $@

# What looks for faults in pages; it is no Python package.
$(AXE): tests/axe.json
	@echo "setup: fetching axe-core into build/axe"
	@command -v npm >/dev/null || { echo "npm is needed; on Debian: apt-get install npm" >&2; exit 1; }
	@mkdir -p build/axe && cp tests/axe.json build/axe/package.json
	@npm install --prefix build/axe --silent --ignore-scripts --no-audit --no-fund --no-package-lock \
		|| { echo "npm could not fetch what tests/axe.json names; is there a network?" >&2; exit 1; }
	@touch $@
