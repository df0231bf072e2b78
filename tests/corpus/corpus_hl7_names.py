"""Our names of HL7 fields and components beside those of hl7types, which are made from another text.

Its modules are read as text: what a model is called stands in its docstring, and nothing of theirs is run.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.corpus import record
from tools.dictionaries import tables
from tools.dictionaries.versions import VERSIONS

PACKAGES = Path(__file__).parent / "packages"
#: `        PID.3 - Patient Identifier List (CX) R rep S3.4.2.3`, `        CX.1 (opt) - ID Number (ST)`
PART = re.compile(
    r"^ +(?P<owner>[A-Z][A-Z0-9]{1,2})\.(?P<number>\d+)(?: \(\w+\))? - "
    r"(?P<name>.*?) \(\w+\)(?: (?:[ORCXBW]|RE|CE)\b.*)?$",
    re.MULTILINE,
)
#: What stands between an owner and a part's number in our keys.
ROOMS = {"segments": "-", "datatypes": "."}
#: Which of them is right is not for us to say, but for both to be nearly always the same.
ENOUGH = 0.99


def main() -> int:
    both, apart = compared()
    found: dict[str, Any] = {
        "peer": f"hl7types {version()}",
        "versions": len(VERSIONS),
        "names": both,
        "same": both - len(apart),
        "apart": apart,
    }
    print({**found, "apart": len(apart)})
    record.write("hl7-names", found, datetime.now(UTC).date())
    return 0 if found["same"] >= ENOUGH * both > 0 else 1


def compared() -> tuple[int, list[dict[str, str]]]:
    """How many fields and components both of us have, and those that they call something else."""
    both = 0
    apart = []
    for number in VERSIONS:
        named = theirs(number)
        for key, part in tables.parts_of(number).items():
            if key in named:
                both += 1
                if words(part.name) != words(named[key]):
                    apart.append({"version": number, "part": key, "ours": part.name, "theirs": named[key]})
    return both, apart


def theirs(number: str) -> Mapping[str, str]:
    """Their names of one version, by our keys."""
    return dict(_named(PACKAGES / "hl7types" / "hl7" / f"v{number.replace('.', '_')}"))


def _named(version: Path) -> Iterator[tuple[str, str]]:
    for room, mark in ROOMS.items():
        for module in sorted((version / room).glob("*.py")):
            for part in PART.finditer(module.read_text(encoding="utf-8")):
                yield f"{part['owner']}{mark}{int(part['number'])}", part["name"]


def words(name: str) -> list[str]:
    """Case and marks aside: hl7apy's names have lost theirs."""
    return re.findall(r"[a-z0-9]+", name.lower())


def version() -> str:
    """As the folder of its metadata says."""
    [metadata] = PACKAGES.glob("hl7types-*.dist-info")
    return metadata.name.removeprefix("hl7types-").removesuffix(".dist-info")


if __name__ == "__main__":
    sys.exit(main())
