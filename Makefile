# What an engineer types. `make help` lists it; every target sets the machine up first if that was not done yet.
.DEFAULT_GOAL := help
.PHONY: help set-up nightly test check check-python check-sql check-yaml check-containers airflow bench faults lock clean

BIN := .venv/bin
READY := .venv/.ready
NEEDED_MB := 3000

# telemetry of the tools that have it
export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := False
export SCARF_ANALYTICS := false

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

nightly: set-up ## A whole night: take in the inbox, build, check, publish, report
	@$(BIN)/warehouse nightly

airflow: set-up ## Airflow with its UI on this machine, until Ctrl-C
	@$(BIN)/python -m dags.common.serve

test: set-up ## All tests but those of `make faults`
	$(BIN)/pytest -m "not faults" $(ARGS)

faults: set-up ## Tests that kill processes on purpose; takes longer
	$(BIN)/pytest -m faults $(ARGS)

bench: set-up ## The intake beside what one would pick instead, in CPU seconds (docs/bench.md)
	@$(BIN)/python -m tests.bench $(ARGS)

check: check-python check-sql check-yaml check-containers ## Lint, types, SQL lint, YAML, containers

check-python: set-up
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check-sql: set-up
	$(BIN)/sqlfluff lint dbt_project

check-yaml: set-up
	@git ls-files '*.yml' '*.yaml' | $(BIN)/python -c "$$READ_YAML"

check-containers: set-up
	@$(BIN)/hadolint docker/*/Dockerfile && echo "hadolint: ok"
	@if docker compose version >/dev/null 2>&1; then \
	    docker compose --env-file .env.example config --quiet && echo "docker compose config: ok"; \
	else echo "SKIPPED docker compose config: there is no docker compose here"; fi

lock: set-up ## Pin the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header \
	    --python-version 3.11 --extra dev pyproject.toml --output-file requirements.lock

clean: ## Remove what can be made again; never your data in var/
	@if [ -e "$${SDW_HOME:-var}/database" ] && [ -x $(BIN)/warehouse ]; then \
	    $(BIN)/warehouse stop || echo "The database could not be stopped; after setting up: $(BIN)/warehouse stop" >&2; \
	fi
	rm -rf .venv .venv-bench target logs .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

set-up: $(READY)

# The installer is installed by its hash first, then installs all else by hash. Compiling at once is paid back by
# every process that starts later: importing Airflow costs 1.2 CPU seconds instead of 3.2.
$(READY): pyproject.toml requirements.lock
	@$(FIND_PYTHON); \
	free=$$(df -Pk . | awk 'NR == 2 { print int($$4 / 1024) }'); \
	if [ "$$free" -lt $(NEEDED_MB) ]; then \
	    echo "There is $$free MB free on the disk of $$PWD; setting up takes $(NEEDED_MB) MB. Make room and try again." >&2; \
	    exit 3; \
	fi; \
	echo "Setting up with $$($$python --version): about 200 packages from requirements.lock, by hash. Once, a minute or so."; \
	rm -f $(READY) && $$python -m venv .venv
	@awk '/^uv==/ { found = 1 } found { print } found && !/\\$$/ { exit }' requirements.lock > .venv/installer.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .venv/installer.lock
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation \
	    --config-setting editable_mode=compat --editable .
	@touch $(READY)

define FIND_PYTHON
for python in python3.11 python3 python; do \
    $$python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && break; python=; \
done; \
if [ -z "$$python" ]; then \
    echo "Python 3.11 is needed and was not found. Install it: apt-get install python3.11 python3.11-venv (Debian 12)," >&2; \
    echo "dnf install python3.11 (RHEL, Fedora), brew install python@3.11 (macOS), or pyenv install 3.11." >&2; \
    exit 3; \
fi; \
if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
    echo "Python 3.11 is here without venv and pip. Install them: apt-get install python3.11-venv (Debian, Ubuntu)." >&2; \
    exit 3; \
fi
endef

define READ_YAML
import pathlib, sys, yaml
names = sys.stdin.read().split()
if not names:
    sys.exit("no YAML file found: wrong folder?")
for name in names:
    try:
        list(yaml.safe_load_all(pathlib.Path(name).read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        sys.exit(f"{name}: {error}")
print(f"YAML: {len(names)} files read")
endef
export READ_YAML
