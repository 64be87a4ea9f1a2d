# run: one night, on samples/ · test · check: lint, format, types · quality: coder and cleaner against their floors
# test-ui: the Dagster UI in a browser of this machine · bench: quality and speed, measured · ui: the Dagster UI
# docs: write anew what is derived from contracts, examples, lexicons and floors · screenshots: those of docs/operations.md
# lock: after a change of dependencies in pyproject.toml
PYTHON ?= python3
BIN := .venv/bin

run: .venv/ready
	$(BIN)/newsledger run

test: .venv/ready
	$(BIN)/pytest -n 2 --dist loadscope

test-ui: .venv/browser
	$(BIN)/pytest tests/ui

screenshots: .venv/browser
	PYTHONPATH=. $(BIN)/python tests/ui/screenshots.py

check: .venv/ready
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

quality: .venv/ready
	$(BIN)/python -m bench.quality --gate && $(BIN)/python -m bench.pages --gate

ui: .venv/ready
	$(BIN)/newsledger ui

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/browser: .venv/ready requirements-browser.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-browser.lock
	touch $@

bench: .venv/ready
	$(BIN)/python -m bench.quality && $(BIN)/python -m bench.pages && $(BIN)/python -m bench.copies && $(BIN)/python -m bench.speed
	$(BIN)/python -m bench.fetching && $(BIN)/python -m bench.cleaning && $(BIN)/python -m bench.ledger && $(BIN)/python -m bench.backfill --editions 6

docs: .venv/ready
	$(BIN)/python -m newsledger.warehouse.documents && $(BIN)/python -m newsledger.warehouse.cookbook && $(BIN)/python -m bench.coding

lock: .venv/ready
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group pyproject.toml:dev pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group pyproject.toml:browser -o requirements-browser.lock

.PHONY: run test test-ui screenshots check quality bench ui docs lock
