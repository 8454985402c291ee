# The front door: run, test, check, bench. Each does all its own set-up.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PYTHONPATH := $(CURDIR):$(CURDIR)/plugins
unexport PYTHONDONTWRITEBYTECODE # every task is a process of its own: what one has compiled, the next need not
export DO_NOT_TRACK := 1
export GX_ANALYTICS_ENABLED := False
export AIRFLOW__USAGE_DATA_COLLECTION__ENABLED := False

.PHONY: run test production chaos load check bench lock clean help

help: ## what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(READY): requirements.txt
	@./.ci/install "$(PYTHON)" "$(VENV)"

run: $(READY) ## start everything here and run the chain on the sample city (ONCE=1: exit when done)
	@$(BIN)/python -m include.local_stack $(if $(ONCE),--once,)

test: $(READY) ## the tests that every change needs; SUITE=chain another suite of tests/suites.yml; ARGS="tests/dags" a part
ifdef ARGS
	@$(BIN)/python -m pytest $(ARGS)
else
	@./.ci/test "$(or $(SUITE),tests)" "$(REPORTS)"
endif

production: $(READY) ## the production stack's services here, as plain processes, from registers to a delivered report
	@./.ci/test production "$(REPORTS)"

chaos: $(READY) ## its parts killed at drawn moments, its disk full, its clocks wrong (CHAOS_SEED=N draws others), with each recovery's time
	@$(BIN)/python -m pytest -s tests/system/test_production_chaos.py tests/system/test_production_disorder.py

load: $(READY) ## one day of OUTLETS=30 outlets of 100 articles through every stage; 1000 is the national scale
	@$(BIN)/python -m benchmarks.load $(or $(OUTLETS),30)

check: $(READY) ## formatters, linters, types, layers, SQL, dead code
	@./.ci/check

bench: $(READY) ## benchmarks, as ratios against named peers
	@$(BIN)/python -m benchmarks $(ARGS)

lock: $(READY) ## compile requirements.in and requirements-spark.in to locks with hashes
	@$(BIN)/uv pip compile -q --generate-hashes --python-version 3.11 --no-header requirements.in -o requirements.txt
	@$(BIN)/uv pip compile -q --generate-hashes --python-version 3.11 --no-header requirements-spark.in -o requirements-spark.txt

clean: ## remove the environment and everything the installation wrote here
	rm -rf $(VENV) var
