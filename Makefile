# One entry for everything: make check | test | bench | docs. The environment's own tools are used (pip install '.[dev]').
PYTHON ?= python

.PHONY: check test bench docs all
all: check test bench

check:
	$(PYTHON) -m ruff check src tests evaluation training
	$(PYTHON) -m mypy
	lint-imports

test:
	$(PYTHON) -m pytest

bench:
	$(PYTHON) evaluation/bench.py --check

docs:
	$(PYTHON) -m pytest tests/cli tests/export
