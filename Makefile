# Needs Python 3.11 or newer with venv, make and git. Everything is installed into .venv, nothing outside this folder.
# `make help` lists the targets. Another interpreter: `make demo PYTHON=python3.12`.

PYTHON ?= python3
# Workers of the test run; a file's tests stay on one worker, so that its servers start once.
JOBS ?= 2
PYTEST_ARGS ?=
# `make lab LAB_ARGS=--short` plays a small world in a minute.
LAB_ARGS ?=
# `make hostile HOSTILE_ARGS="pdf warc"` plays those attacks alone.
HOSTILE_ARGS ?=

# `make faults FAULTS_ARGS="review release"` dies in those phases alone.
FAULTS_ARGS ?=

# `make fuzz FUZZ_ARGS="--seconds 60 html pdf"` feeds those alone, shortly.
FUZZ_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
# The installer that writes the locks; pinned, because each release may order or fork a lock in its own way.
UV_VERSION := 0.13.9
UV := .cache/lock/bin/uv
EXTRAS := browser ocr postgres cluster spark mcp sweep

# A user's pip settings for another purpose must not send packages elsewhere or demand what a local build cannot give.
export PIP_USER := 0
export PIP_REQUIRE_HASHES := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
PIP_INSTALL := $(BIN)/python -m pip install --quiet
INSTALL_LOCKED := $(PIP_INSTALL) --require-hashes --requirement
INSTALL_PROJECT := $(PIP_INSTALL) --no-deps --no-build-isolation --editable .

COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: audit-deps sbom faults fuzz hostile help demo test check lock clean bench obfuscations sets signals install dev ocr histories lab month screenshots spark spark-test
.DELETE_ON_ERROR:

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: install ## set up and run the whole story on recorded pages, without network
	$(BIN)/hotlinewatch demo

test: dev ## set up and run the tests
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile $(PYTEST_ARGS)

check: dev ## format, lint, types, import contract, provider lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hotlinewatch providers lint

bench: dev ## measure ratios side by side
	@set -e; for bench in $(sort $(wildcard benchmarks/bench_*.py)); do echo "$$bench"; $(BIN)/python "$$bench"; done

obfuscations: dev ## how many obfuscated numbers are read, family by family, beside the library's matcher
	$(BIN)/python benchmarks/obfuscations.py

sets: dev ## read and score the labelled sets of ../shared/data, write docs/reading-sets.md
	$(BIN)/python benchmarks/reading_sets.py

signals: dev ## print docs/signals.md from the signals themselves
	$(BIN)/python -m lab.signal_catalogue docs/signals.md

histories: dev ## tell two real histories of ../shared/data to the program, write docs/history.md
	$(BIN)/python benchmarks/histories.py

hostile: dev ## play every attack of tests/hostile against the program; print how each was met, write docs/hostile.md
	$(BIN)/python benchmarks/hostile.py $(HOSTILE_ARGS)

faults: dev ## kill the program at more than five hundred points, start it again each time, write docs/faults.md
	$(BIN)/python benchmarks/faults.py $(FAULTS_ARGS)

fuzz: dev ## feed the readers, the importer, descriptions and the API with broken bytes; keep what breaks them, write docs/fuzz.md
	$(BIN)/python benchmarks/fuzz.py $(FUZZ_ARGS)

month: dev ## a simulated month of the schedule: loopback sites that change and fail, two schedulers that die
	HOTLINEWATCH_MONTH=whole $(BIN)/python -m pytest --timeout 3600 -p no:xdist --no-header tests/scheduler/jobs/test_month.py

lab: dev ## plant numbers and change pages honestly, night after night; print what was found, write docs/lab.md
	$(BIN)/python -m lab.play --out lab-results $(LAB_ARGS)
	@# Only a whole play is the project's table.
	@test -n "$(LAB_ARGS)" || cp lab-results/lab.md docs/lab.md

spark-test: spark ## sweep on a Spark master and two workers of this machine (Java 17 or newer), beside one process
	$(BIN)/python -m pytest -p no:xdist --no-header tests/scheduler/test_spark_sweep.py

screenshots: dev ## take pictures of every page of the desk, into screenshots/
	$(BIN)/python benchmarks/screenshots.py

install: $(VENV)/.core ## set up what running needs
dev: $(VENV)/.dev ## set up what developing needs
ocr: $(VENV)/.ocr ## add what reading text in pictures needs
spark: $(VENV)/.spark ## add what sweeping on a Spark cluster needs (some 480 MB)

# Each stamp is newer than what it was made from; a changed lock or project file installs again, nothing else does.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "hotlinewatch needs Python 3.11 or newer; '$(PYTHON)' is" "$$($(PYTHON) --version 2>&1)." >&2; \
		echo "Name another one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
		echo "'$(PYTHON)' comes without venv; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.core: $(VENV)/.made locks/core.txt pyproject.toml
	$(INSTALL_LOCKED) locks/core.txt
	$(INSTALL_PROJECT)
	@touch $@

# The development lock holds everything of the core lock, so both stamps are fresh after it.
$(VENV)/.dev: $(VENV)/.made locks/dev.txt locks/core.txt pyproject.toml
	$(INSTALL_LOCKED) locks/dev.txt
	$(INSTALL_PROJECT)
	@touch $(VENV)/.core $@

$(VENV)/.ocr: $(VENV)/.dev locks/ocr.txt
	$(INSTALL_LOCKED) locks/ocr.txt
	@touch $@

$(VENV)/.spark: $(VENV)/.dev locks/spark.txt
	$(INSTALL_LOCKED) locks/spark.txt
	@touch $@

# dev first: what the tests ran on decides; then all extras together; core and each extra are cut from these.
lock: $(UV) ## make the hashed locks again, at the newest versions that pyproject.toml admits
	$(COMPILE) --upgrade --group dev --extra cluster --extra browser --extra mcp --extra sweep --output-file locks/dev.txt
	$(COMPILE) --upgrade --group build --all-extras --constraint locks/dev.txt --output-file locks/all.txt
	$(COMPILE) --upgrade --group build --constraint locks/all.txt --output-file locks/core.txt
	@set -e; for extra in $(EXTRAS); do \
		echo "locks/$$extra.txt"; \
		$(COMPILE) --upgrade --group build --extra $$extra --constraint locks/all.txt --output-file locks/$$extra.txt; \
	done
	$(PYTHON) .ci/sbom.py locks/core.txt publish/formats/sbom.json

sbom: ## draw up the bill of materials of locks/core.txt, which every release carries
	$(PYTHON) .ci/sbom.py locks/core.txt publish/formats/sbom.json

audit-deps: ## ask the open database of vulnerabilities for every locked package; needs a network
	$(PYTHON) .ci/audit.py locks/all.txt
	$(PYTHON) .ci/audit.py locks/dev.txt

$(UV): Makefile
	$(PYTHON) -m venv .cache/lock
	.cache/lock/bin/python -m pip install --quiet uv==$(UV_VERSION)
	@touch $@

clean: ## remove everything that was made here
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info demo-data lab-results fuzz-found .*-demo-release-key.pem
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
