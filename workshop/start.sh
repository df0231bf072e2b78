#!/bin/sh
# Finds a Python that can make a virtual environment and hands the task to the workshop.
# What is missing is said in one sentence: whoever types `make run` first should not read a traceback.
set -eu
cd "$(dirname "$0")/.."

say() {
    echo "$1" >&2
    exit 1
}

command -v git >/dev/null 2>&1 || say "git is missing; on Debian: apt install git"

venv_is_missing=
for candidate in python3.11 python3 python3.12 python3.13 python3.14; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    status=0
    "$candidate" -c '
import sys
if sys.version_info < (3, 11):
    sys.exit(3)
try:
    import ensurepip, venv
except ImportError:
    sys.exit(4)
' 2>/dev/null || status=$?
    case $status in
    0) exec "$candidate" -m workshop "$@" ;;
    4) venv_is_missing=$candidate ;;
    esac
done

[ -z "$venv_is_missing" ] ||
    say "$venv_is_missing cannot make virtual environments: its venv module is missing; on Debian: apt install python3-venv"
say "Python 3.11 or newer is missing; on Debian: apt install python3 python3-venv"
