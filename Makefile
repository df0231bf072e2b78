# Every target is one line: the work is in workshop/, which needs nothing but Python's standard library.
# HOST, PORT and ARGS may be given in the environment or behind the target: make run PORT=8080

WORKSHOP := @sh workshop/start.sh
export PYTHONUNBUFFERED := 1
.DEFAULT_GOAL := help
.PHONY: run test check format prove prove-lock bench corpus fuzz sweep demo staff backup restore services dictionaries messages build lock clean help

run: ## set everything up, then serve the site, its worker and its clock until Ctrl-C (HOST, PORT)
	$(WORKSHOP) run

test: ## set everything up, then run all tests (ARGS="tests/workshop -k stamp", JOBS=2)
	$(WORKSHOP) test

check: ## format, lint, types, floors, templates, migrations, translations, deployment settings
	$(WORKSHOP) check

format: ## rewrite Python, templates and TypeScript in the house's format
	$(WORKSHOP) format

prove: ## break a copy of the tree once for each promise: its test has to go red (minutes)
	$(WORKSHOP) prove

prove-lock: ## try every known way out of a locked page, and write the table that the site shows (minutes)
	$(WORKSHOP) prove-lock

bench: ## run the measurements in tests/bench
	$(WORKSHOP) bench

corpus: ## compare the tools with other programs on thousands of files (minutes)
	$(WORKSHOP) corpus

fuzz: ## fill in the forms of the rights queue 20,000 times by chance (FUZZ; minutes)
	$(WORKSHOP) fuzz

sweep: ## run every combination of which `make test` runs only some (minutes)
	$(WORKSHOP) sweep

demo: ## fill the embedded database with synthetic messages and requests to explore
	$(WORKSHOP) demo

staff: ## make the first staff account
	$(WORKSHOP) staff

backup: ## write an encrypted backup of the database into BACKUP_DIR
	$(WORKSHOP) backup

restore: ## put a backup in the place of the database (FILE); then replay the erasures, as it says
	$(WORKSHOP) restore

services: ## throw-away PostgreSQL and Redis on free ports until Ctrl-C
	$(WORKSHOP) services

dictionaries: ## make the tools' dictionaries again from their sources
	$(WORKSHOP) dictionaries

messages: ## collect what is to be translated and compile the translations
	$(WORKSHOP) messages

build: ## build the front end
	$(WORKSHOP) build

lock: ## make the three requirements*.lock files again
	$(WORKSHOP) lock

clean: ## remove what the workshop installed and built; never the data in var/
	$(WORKSHOP) clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1 \2/p' Makefile | while read -r name says; do printf '  make %-13s %s\n' "$$name" "$$says"; done
