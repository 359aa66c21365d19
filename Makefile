# First Home: each command is one line. They need only git, make and Python 3.11 or newer.
PYTHON ?= python3

.PHONY: help demo test check bench fix pins screenshots security

help: ## say what each command does
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

demo: ## set up, then serve the demo on http://127.0.0.1:8000 (PORT changes it)
	@$(PYTHON) tools/bootstrap.py && exec .venv/bin/firsthome demo

test: ## set up, then run every test, browser tests included
	@$(PYTHON) tools/bootstrap.py --tests && exec .venv/bin/python -m pytest

check: ## style, types, layers, migrations, generated documents
	@$(PYTHON) tools/bootstrap.py --development && exec .venv/bin/python tools/check.py

bench: ## measure pages, adding, reading, importing beside plain SQL
	@$(PYTHON) tools/bootstrap.py && exec .venv/bin/python -m bench

fix: ## put style right by itself
	@$(PYTHON) tools/bootstrap.py --development && exec .venv/bin/python tools/check.py --fix

screenshots: ## take the pictures that the documents show (needs Chromium)
	@$(PYTHON) tools/bootstrap.py --tests && exec .venv/bin/python tools/screenshots.py

security: ## attack the running demo for some minutes, as its midwife (docs/security.md)
	@$(PYTHON) tools/bootstrap.py --tests && exec .venv/bin/python tools/security.py

pins: ## pin all requirements anew (needs uv and npm)
	@$(PYTHON) tools/pin.py
