# `make help` explains itself. Every line has its plain form in the README, for machines without make.
PORT ?= 8000
PYTHON ?= python3
# Where the tests find a PostgreSQL server on which they may create databases named hub_test_…
POSTGRESQL ?= postgresql://postgres@127.0.0.1:5432/postgres

FAST = -m "not browser and not wheel"
run = .venv/bin/

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types bench bench-jury screenshots lock sbom catalogue clean

help: ## What there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

demo: .venv/ready ## A running platform with a real event: PORT=8001, RESET=1 begins anew
	@$(run)challenge-hub demo --port $(PORT) $(if $(RESET),--reset)

test: .venv/ready-dev ## The fast tests: SQLite, no browser, about a minute
	$(run)python -m pytest -n auto $(FAST)

check: lint tests/provider/node_modules ## Everything, nothing skipped: both databases, browser, wheel (what CI runs)
	REQUIRE=all $(run)python -m pytest -n auto
	REQUIRE=all TEST_DATABASE_URL=$(POSTGRESQL) $(run)python -m pytest -n auto -m "not browser and not wheel"

lint: .venv/ready-dev ## Style, types, and which way imports point
	$(run)ruff check
	$(run)ruff format --check
	$(run)mypy
	$(run)lint-imports --no-logo 2>/dev/null || $(run)lint-imports
	$(run)djlint templates --lint --quiet

bench: .venv/ready-dev ## Statements, CPU beside a bare Flask, bytes: 300 and 6,000 solutions
	$(run)python tools/bench.py

bench-jury: .venv/ready-dev ## The jury's methods on made-up events, against an oracle
	$(run)python tools/bench_jury.py

screenshots: .venv/ready-dev ## The picture in the README, made from the demo
	$(run)python tools/screenshots.py

sbom: .venv/ready-dev ## What the product consists of, with licences: build/challenge-hub.cdx.json
	$(run)python tools/sbom.py

catalogue: .venv/ready-dev ## Collect new sentences for translation, and compile
	$(run)python tools/catalogue.py update
	$(run)python tools/catalogue.py compile

lock: .venv/ready-dev ## Choose exact versions anew, with hashes and without addresses
	$(run)uv pip compile -q setup.cfg --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --extra build -o requirements.lock --upgrade
	$(run)uv pip compile -q setup.cfg --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --extra build --extra dev -o requirements-dev.lock --upgrade

clean: ## Remove what was built; the demo's data stay
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage

# The sign-in service of the tests (Node 20 or newer); without it they skip its part, and `make check` does not.
tests/provider/node_modules: tests/provider/package-lock.json
	npm ci --prefix tests/provider --no-audit --no-fund --loglevel=error
	@touch $@

.venv/ready: requirements.lock setup.cfg
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Challenge Hub needs Python 3.11 or newer.')"
	test -x $(run)python || $(PYTHON) -m venv .venv
	$(run)python -m pip install --quiet --require-hashes -r requirements.lock
	$(run)python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: requirements-dev.lock .venv/ready
	$(run)python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
