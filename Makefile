# Two commands are enough: `make serve` and `make test`. Needed: Python 3.11 with venv, and make.
# Hai lệnh là đủ: `make serve` và `make test`. Cần có: Python 3.11 kèm venv, và make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
RUN := $(VENV)/bin/python
export NO_MKDOCS_2_WARNING = 1
export PYTHONDONTWRITEBYTECODE ?= 1

.PHONY: help setup serve site usb release check test proof guides stylesheet lock clean

help:
	@echo "make serve   dựng trang và xem tại http://127.0.0.1:8000 (theo từng lần sửa)"
	@echo "make site    dựng trang vào site/"
	@echo "make usb     dựng trang thành thư mục trang-usb/ và tệp nén, mở từ USB không cần mạng"
	@echo "make release dựng bản để phát hành: không còn địa chỉ mẫu, số mẫu, bản ghi quá hạn"
	@echo "make check   kiểm mọi bản ghi"
	@echo "make test    chạy mọi kiểm thử"
	@echo "make proof   các phép đo dài, ghi vào benchmarks/results/"

setup: $(VENV)/.run

serve: $(VENV)/.run
	$(RUN) build_warnings.py serve

site: $(VENV)/.run
	$(RUN) build_warnings.py build

usb: $(VENV)/.run
	$(RUN) build_warnings.py usb

release: $(VENV)/.run
	$(RUN) build_warnings.py build --release

check: $(VENV)/.run
	$(RUN) build_warnings.py check

test: $(VENV)/.test
	$(RUN) -m tests.chromium
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# The pinned extra `measure`: what the search is compared with, and a server that speaks HTTP/2.
MEASURE := import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["measure"])
proof: $(VENV)/.test
	$(RUN) -m pip install --quiet --disable-pip-version-check $$($(RUN) -c '$(MEASURE)')
	$(RUN) -m tests.chromium whole
	$(RUN) -m benchmarks

# Run after a change of a field of records or of vocabulary.yml; see HACKING.md.
guides: $(VENV)/.run
	$(RUN) -m awareness.derive_guides

# Run after a theme upgrade or a change in overrides/; see HACKING.md.
stylesheet: $(VENV)/.test
	$(RUN) -m awareness.stylesheet site

# Needs uv (https://docs.astral.sh/uv/); the files name no index, so any mirror can serve them.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header
lock:
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --extra test --output-file requirements-test.txt
	$(LOCK) pyproject.toml --extra host --output-file requirements-host.txt

clean:
	rm -rf $(VENV) .build site docs/.generated

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên / Python 3.11 or newer is needed"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: requirements.txt | $(VENV)/.venv
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-test.txt | $(VENV)/.venv
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@ $(VENV)/.run
