# run: the first night, on samples/ · test · check: lint, format, types · bench · ui: the Dagster UI
# lock: after a change of dependencies in pyproject.toml · docs: regenerate what is derived from the contracts
PYTHON ?= python3
BIN := .venv/bin

run: .venv/ready
	$(BIN)/newsledger run

test: .venv/ready
	$(BIN)/pytest -n 2

check: .venv/ready
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

ui: .venv/ready
	$(BIN)/newsledger ui

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

lock: .venv/ready
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group pyproject.toml:dev pyproject.toml -o requirements.lock

.PHONY: run test check ui lock
