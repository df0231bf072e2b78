"""Writes what was measured into the file that the site shows: one section for each module, the others stay."""

import json
import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tools.correctness.measured import fingerprint

FILE = Path(__file__).resolve().parents[2] / "hotsite" / "measured" / "corpus.json"


def write(section: str, found: Mapping[str, Any], today: date) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotsite.settings")
    of = fingerprint(section.partition("-")[0])
    whole = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    whole[section] = {"of": of, "date": today.isoformat(), **found}
    text = json.dumps(dict(sorted(whole.items())), indent=1, ensure_ascii=False)
    # One line for each row: what changed between two runs is to be seen.
    text = re.sub(r"\{[^{}]*\}", lambda row: json.dumps(json.loads(row[0]), ensure_ascii=False), text)
    FILE.write_text(f"{text}\n", encoding="utf-8")
