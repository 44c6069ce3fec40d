# make format | check | test | bench | docs | site. Uses the tools of the active environment: pip install -e '.[dev]'.
PYTHON ?= python
CODE = src tests evaluation training

.PHONY: all format check check-ui test bench docs site
all: check check-ui test bench

format:
	$(PYTHON) -m ruff check --fix $(CODE)
	$(PYTHON) -m ruff format $(CODE)
	if [ -d ui/node_modules ]; then npm --prefix ui run format; fi

check:
	$(PYTHON) -m ruff check $(CODE)
	$(PYTHON) -m ruff format --check $(CODE)
	$(PYTHON) -m mypy
	lint-imports

check-ui:
	$(PYTHON) hatch_build.py check

test:
	$(PYTHON) -m pytest

bench:
	$(PYTHON) -m evaluation.bench --check

docs: site
	$(PYTHON) -m pytest tests/docs

# The documentation as a web site, in the folder site. Needs no network.
site:
	NO_MKDOCS_2_WARNING=1 $(PYTHON) -m mkdocs build --strict --quiet
