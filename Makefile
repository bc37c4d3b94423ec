# make demo   sets everything up and opens the dashboard on a sample practice
# make test   sets everything up and runs every check that CI runs
# make check  the same checks in the environment as it is
# make bench  the speed suite, as ratios      make faults  hurt it in every way, and say in a table what
#              was lost (MINUTES=2: as much as fits; all of it takes an hour or two)
# make fuzz   every test, what is made at random tried forty times as often
# make encrypted  what the command line prints, held against the same files, of encrypted practices
# make screens  pictures of every area, into examples/screens
# make pictures  every area and dialog at four sizes in three themes, into build/pictures
# make simulate  how often the findings are right, into examples/findings.md (half an hour)
# make plan-check  whether a plan's ranges hold, into examples/plan.md (some minutes)
# make docs      the reference, the man page and the completions, from the program
# make site      the pages as a site, into build/site; a link that leads nowhere fails it
# make package   builds the wheel, installs it afresh and uses it (PYTHONS="..." for others than this)
# make test-web  the dashboard in headless Chromium (Debian's chromium and chromium-driver), pictures into
#              VENV/web/pictures; then the twenty tasks of docs/tasks.md there and in tmux, by keys and by mouse
# make test-datasette  a practice browsed with Datasette, in an environment of its own
# make test-nasty  files that are wrong, endless or far too large, imported in their full size
# make clinic-spark  the questions of a clinic on DuckDB and on Spark, at 3 million sessions (Java 17; half an hour)
# make replay FILES="..."  the same findings on real people's daily files

VENV ?= .venv
# The first Python on the path that is new enough.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := $(VENV)/bin
READY := $(VENV)/.ready-for

.DEFAULT_GOAL := help
.PHONY: help demo test test-web test-datasette test-nasty clinic-spark check fuzz encrypted bench faults screens pictures simulate replay plan-check docs site package lock clean

help:
	@sed -n '1,/^$$/s/^# //p' Makefile

# Users' packages only: quick to set up.
$(READY)-use: pyproject.toml
	@test -n "$(PYTHON)" || { echo "mtdesk needs Python 3.11 or newer on the path"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
		uv venv -q --allow-existing --python $(PYTHON) $(VENV) && uv pip install -q --python $(BIN)/python -e .; \
	else \
		$(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install -q --disable-pip-version-check -e .; \
	fi
	@touch $@

# The exact versions that development uses.
$(READY)-work: pyproject.toml .ci/requirements.txt
	@test -n "$(PYTHON)" || { echo "mtdesk needs Python 3.11 or newer on the path"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
		uv venv -q --allow-existing --python $(PYTHON) $(VENV) && uv pip install -q --python $(BIN)/python -r .ci/requirements.txt -e .; \
	else \
		$(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install -q --disable-pip-version-check -r .ci/requirements.txt -e .; \
	fi
	@touch $@

demo: $(READY)-use
	@$(BIN)/mtdesk demo

test: $(READY)-work
	@$(MAKE) --no-print-directory check

check:
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	@$(MAKE) --no-print-directory audit
	$(BIN)/python -m pytest

# Known holes in what is depended on; what cannot be looked up here is said, and no fault.
audit:
	@$(BIN)/python .ci/audit.py

# The same tests; what is made at random is tried forty times as often.
fuzz: $(READY)-work
	MTDESK_TRIES=20 $(BIN)/python -m pytest

# What people see of the command line, word for word, of practices that are encrypted from the first line.
encrypted: $(READY)-work
	MTDESK_ENCRYPTED=1 $(BIN)/python -m pytest $$(grep -rl 'golden(' tests --include='test_*.py')

bench: $(READY)-work
	$(BIN)/python benchmarks/run.py

faults: $(READY)-work
	$(BIN)/python tests/faults/run.py $(if $(MINUTES),--minutes $(MINUTES)) $(addprefix --only ,$(FAULTS))

screens: $(READY)-work
	$(BIN)/python tests/tui/screens.py examples/screens

pictures: $(READY)-work
	$(BIN)/python tests/shared/pictures.py build/pictures

# The browser's own packages stay out of the environment that the program is tested in.
test-web: $(READY)-work
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || \
		{ echo "test-web needs a browser: apt-get install chromium chromium-driver"; exit 1; }
	@command -v tmux >/dev/null || { echo "test-web needs a terminal: apt-get install tmux"; exit 1; }
	$(BIN)/python -m venv $(VENV)/web && $(VENV)/web/bin/pip install -q --disable-pip-version-check 'selenium>=4.30,<5' 'pyte>=0.8,<0.9'
	$(VENV)/web/bin/python tests/tui/web/browser.py $(abspath $(BIN))/python $(VENV)/web/pictures
	PYTHONPATH=$(abspath tests/shared) $(VENV)/web/bin/python tests/tui/web/by_hand.py $(abspath $(BIN))/python $(VENV)/web/pictures

# Datasette stays out of the environment that the program is tested in.
test-datasette: $(READY)-work
	$(BIN)/python -m venv $(VENV)/datasette && $(VENV)/datasette/bin/pip install -q --disable-pip-version-check 'datasette>=0.65,<1'
	$(BIN)/python tests/store/file/browse.py $(VENV)/datasette/bin/datasette

test-nasty: $(READY)-work
	$(BIN)/python tests/exchange/full_size.py

# Spark stays out of the environment that the program is tested in.
clinic-spark:
	@test -n "$(PYTHON)" || { echo "mtdesk needs Python 3.11 or newer on the path"; exit 1; }
	@command -v java >/dev/null || test -n "$$JAVA_HOME" || { echo "clinic-spark needs Java 17 or newer: apt-get install openjdk-17-jre-headless"; exit 1; }
	$(PYTHON) -m venv $(VENV)/spark && $(VENV)/spark/bin/pip install -q --disable-pip-version-check -e '.[clinic]' 'pyspark[connect]>=4,<5'
	$(VENV)/spark/bin/python benchmarks/clinic_spark.py $(WAYS)

simulate: $(READY)-work
	$(BIN)/python examples/simulate.py --write

plan-check: $(READY)-work
	$(BIN)/python examples/plan_check.py --write

replay: $(READY)-work
	@$(BIN)/python examples/replay.py $(FILES)

docs: $(READY)-work
	$(BIN)/python docs/make_reference.py

# What makes it stays out of the environment that the program is tested in, as above.
site:
	@test -n "$(PYTHON)" || { echo "mtdesk needs Python 3.11 or newer on the path"; exit 1; }
	@test -x $(VENV)/site/bin/zensical || { $(PYTHON) -m venv $(VENV)/site && \
		$(VENV)/site/bin/pip install -q --disable-pip-version-check 'zensical>=0.0.73,<0.1'; }
	rm -rf build/pages build/site && mkdir -p build/pages/benchmarks && cp docs/site.yml build/mkdocs.yml
	cp -r README.md CHANGELOG.md CONTRIBUTING.md LICENSE docs examples build/pages
	cp benchmarks/README.md build/pages/benchmarks
	cd build && $(abspath $(VENV))/site/bin/zensical build --strict --clean
	@! grep -rlE '(src|href)="https?://[^"]*\.(js|css|woff2?)' build/site || { echo "a page asks for something from elsewhere"; exit 1; }

# The wheel, installed in an environment of its own, and used from there.
package: $(READY)-work
	$(BIN)/python tests/package/try_wheel.py $(PYTHONS)

lock: $(READY)-work
	$(BIN)/python -m pip freeze --exclude-editable | grep -v '^pip==\|^setuptools==' > .ci/requirements.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
