"""Names of what has a heavy table of its own, in one small file: the search of every page reads it.

The tables that it is made from are committed beside it, so it needs no other source.
"""

from collections.abc import Iterator

from tools.dictionaries import iods, structures, tables

NAMES = "names.tsv"


def generate() -> dict[str, str]:
    """File name to text, one record a line: kind, key, name and, of an IOD or module, its section of PS3.3."""
    head = (
        f"# {tables.edition('dicom-iods.tsv')}\n"
        f"# {tables.edition('hl7-tables.tsv')}\n"
        "# Written by `python -m tools.dictionaries`; do not edit.\n"
        "# kind key name section\n"
    )
    return {NAMES: head + "".join("\t".join(record).rstrip("\t") + "\n" for record in _records())}


def _records() -> Iterator[tuple[str, ...]]:
    for iod in iods.iods().values():
        yield "iod", iod.key, iod.name, iod.section
    for module in iods.modules().values():
        yield "module", module.key, module.name, module.section
    for event, meaning in structures.events().items():
        yield "event", event, meaning
    for structure in structures.structures():
        yield "structure", structure
    for number in tables.tables():
        yield "table", number, tables.table_name(number)
