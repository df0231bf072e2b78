"""What npm packages say of HL7 v2, read through Node: JavaScript is their own language."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FRONTEND = HERE.parent / "frontend"
#: A hundred megabytes of definitions, of which one file is read; `make dictionaries` installs it, nothing else does.
LARGE = HERE / "sources"
FHIR = LARGE / "node_modules" / "@medplum" / "definitions"
HL7_DICTIONARY = FRONTEND / "node_modules" / "hl7-dictionary"


@cache
def hl7_dictionary() -> Mapping[str, Any]:
    """`{definitions: {version: {fields, segments, messages}}, tables: {number: {desc, values}}}` of hl7-dictionary.

    Versions 2.1 to 2.7.1. A field is `{datatype, desc, opt, rep, len?, table?}`.

    Raises: CalledProcessError when the front end's packages are not installed.
    """
    script = "process.stdout.write(JSON.stringify(require('hl7-dictionary')))"
    command = ["node", "-e", script]
    # The machine's Node or the workshop's, whichever is first; nothing of a visitor's is in the command.
    run = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603  (our own program)
    read: Mapping[str, Any] = json.loads(run.stdout)
    return read


def package_version(package: Path) -> str:
    """As the package itself says."""
    return str(json.loads((package / "package.json").read_text(encoding="utf-8"))["version"])


@cache
def fhir_tables() -> Mapping[str, Any]:
    """Table number to its FHIR R4 CodeSystem; a table that changed its codes has one for each stretch of versions.

    Raises: FileNotFoundError when `sources/` is not installed.
    """
    bundle = json.loads((FHIR / "dist/fhir/r4/v2-tables.json").read_text(encoding="utf-8"))
    systems = (entry["resource"] for entry in bundle["entry"])
    return {
        system["id"].removeprefix("v2-"): system
        for system in systems
        if system["resourceType"] == "CodeSystem" and system.get("concept")
    }
