.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
RUN := .venv/bin/
DEMO := ACTIVITYDAY_DEMO=1 ACTIVITYDAY_VAR=var/demo

help: ## 列出全部命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

install: ## install the locked dependencies into .venv
	@PYTHON=$(PYTHON) scripts/bootstrap requirements.lock

install-dev: ## the same with everything checks and tests need
	@PYTHON=$(PYTHON) scripts/bootstrap requirements-dev.lock

demo: install ## 安装、建示例镇、在 http://127.0.0.1:8000 打开
	@scripts/fonts
	@$(DEMO) $(RUN)python manage.py demo
	@$(DEMO) scripts/serve

test: install-dev ## every check and test, on SQLite and on PostgreSQL
	@scripts/system-packages
	@scripts/fonts
	@$(MAKE) --no-print-directory check
	@scripts/run-tests

check: install-dev ## lint, types, import order, templates, migrations
	@$(RUN)ruff check .
	@$(RUN)ruff format --check .
	@$(RUN)mypy activityday manage.py
	@$(RUN)lint-imports --no-cache
	@$(RUN)djlint activityday --lint --quiet
	@DJANGO_SETTINGS_MODULE=tests.settings $(RUN)python manage.py makemigrations --check --dry-run -v 0
	@DJANGO_SETTINGS_MODULE=tests.settings $(RUN)python manage.py check --fail-level WARNING

quick: install-dev ## the tests on SQLite without the browser
	@$(RUN)pytest -m "not browser and not slow"

fmt: install-dev ## format the code
	@$(RUN)ruff check --fix --quiet . || true
	@$(RUN)ruff format --quiet .

lock: install-dev ## renew both lock files from pyproject.toml
	@$(RUN)uv pip compile -q --universal --generate-hashes --no-annotate --no-header --upgrade pyproject.toml -o requirements.lock
	@$(RUN)uv pip compile -q --universal --generate-hashes --no-annotate --no-header --upgrade --group dev pyproject.toml -o requirements-dev.lock

bench: install-dev ## the figures of speed, written to var/bench
	@$(RUN)python bench/run.py

pictures: install-dev ## photographs the running demo for the manual
	@$(DEMO) $(RUN)python docs/pictures.py

.PHONY: help install install-dev demo test check quick fmt lock bench pictures
