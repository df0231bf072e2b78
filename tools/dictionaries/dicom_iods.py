"""Which attributes an object has to have (PS3.3): SOP class, IOD, module, attribute, as compact text for the browser.

The same macros are included hundreds of times, and in each other. What the items of a sequence hold is therefore
written once, and referred to by its number: 99,740 rows become some ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tools.dictionaries import dicom_sources as sources
from tools.dictionaries.dicom_sources import RENAMED, Described, TagPath

IODS = "dicom-iods.tsv"
MODULES = "dicom-modules.tsv"
ITEMS = "dicom-items.tsv"
DIFFERENCES = "dicom-iod-differences.tsv"

#: Written as the standard does in the names of modules and IODs that only highdicom has.
AS_WRITTEN = {
    word.lower(): word
    for word in ("3D", "CT", "ECG", "ICC", "LUT", "MR", "PET", "RT", "SOP", "SR", "US", "VL", "VOI", "XA", "XRF")
}

#: A tag to its type and to what its items hold.
Tree = dict[str, "Branch"]


class Branch:
    """An attribute of a module, and those within its items."""

    def __init__(self) -> None:
        self.type = ""
        self.items: Tree = {}


def generate() -> dict[str, str]:
    """File name to text, one record a line, tab-separated and sorted.

    `dicom-iods.tsv` holds IOD, section, table, name, SOP Class UIDs, modules with their usage (`patient:M`), and of
    functional groups the sequences whose macro's usage is known (`00289110:M`). `dicom-modules.tsv` holds module,
    section, table, name and attributes; `dicom-items.tsv` a number and attributes. An attribute is `00080050:2`, or
    `00081140:1C>12` where the items of the sequence hold what record 12 says. `dicom-iod-differences.tsv` lists what
    only one source knows.
    """
    numbers: dict[str, int] = {}
    modules = list(_modules(numbers))
    items = ((str(number), text) for text, number in numbers.items())
    return {
        IODS: _table("IOD section table name SOP-classes modules functional-groups", _iods()),
        MODULES: _table("module section table name attributes", modules),
        ITEMS: _table("items attributes", items),
        DIFFERENCES: _table("what highdicom dicom-standard", _differences()),
    }


def _iods() -> Iterator[tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    for uid, iod in sources.sop_classes().items():
        classes.setdefault(iod, []).append(uid)
    for iod, modules in sorted(sources.modules_of_iods().items()):
        groups = sources.functional_groups().get(RENAMED.get(iod, iod), {})
        yield (
            iod,
            *_described(iod, sources.described("ciods")),
            " ".join(sorted(classes.get(iod, []))),
            " ".join(f"{module}:{usage}" for module, usage in modules),
            " ".join(f"{tag}:{usage}" for tag, usage in sorted(groups.items())),
        )


def _used_modules() -> list[str]:
    return sorted({module for modules in sources.modules_of_iods().values() for module, _usage in modules})


def _modules(numbers: dict[str, int]) -> Iterator[tuple[str, ...]]:
    for module in _used_modules():
        attributes = sources.attributes().get(module, {})
        yield module, *_described(module, sources.described("modules")), _written(_tree(attributes), numbers)


def _described(slug: str, described: Mapping[str, Described]) -> tuple[str, str, str]:
    """Section, table and name."""
    known = described.get(RENAMED.get(slug, slug))
    if known:
        return known.section, known.table, known.name
    return "", "", " ".join(AS_WRITTEN.get(word, word.capitalize()) for word in slug.split("-"))


def _tree(attributes: Mapping[TagPath, str]) -> Tree:
    top: Tree = {}
    for path, kind in attributes.items():
        holder = top
        for tag in path[:-1]:
            holder = holder.setdefault(tag, Branch()).items
        holder.setdefault(path[-1], Branch()).type = kind
    return top


def _written(tree: Tree, numbers: dict[str, int]) -> str:
    """What is within comes first and gets the lower number."""
    attributes = []
    for tag, branch in sorted(tree.items()):
        if branch.items:
            within = _written(branch.items, numbers)
            number = numbers.setdefault(within, len(numbers) + 1)
            attributes.append(f"{tag}:{branch.type}>{number}")
        else:
            attributes.append(f"{tag}:{branch.type}")
    return " ".join(attributes)


def _differences() -> Iterator[tuple[str, ...]]:
    """What one source has, or both with other types: IODs, modules and, by their outermost place, attributes."""
    yield from _missing("IOD", set(sources.modules_of_iods()), set(sources.described("ciods")))
    # Of dicom-standard's modules those with types: a normalized service's has none, and no object of ours is one.
    older = {module for module, attributes in sources.older_attributes().items() if attributes}
    yield from _missing("module", set(_used_modules()), older)
    for module in _used_modules():
        if module in older:
            yield from _attribute_differences(module)


def _missing(what: str, newer: set[str], older: set[str]) -> Iterator[tuple[str, ...]]:
    known = {RENAMED.get(slug, slug) for slug in newer}
    for slug in sorted(known ^ older):
        yield f"{what} {slug}", *(("has it", "") if slug in known else ("", "has it"))


def _attribute_differences(module: str) -> Iterator[tuple[str, ...]]:
    one, other = sources.attributes().get(module, {}), sources.older_attributes()[module]
    apart: set[TagPath] = set()
    for path in sorted(one.keys() | other.keys()):
        types = one.get(path, ""), other.get(path, "")
        if types[0] == types[1] or any(path[:depth] in apart for depth in range(1, len(path))):
            continue
        if "" in types:
            apart.add(path)
        yield f"{module} {'/'.join(path)}", *types


def _table(columns: str, records: Iterable[tuple[str, ...]]) -> str:
    highdicom, older = sources.version_of("highdicom"), sources.version_of("dicom_standard")
    head = (
        f"# DICOM PS3.3, from highdicom {highdicom} and, for sections and functional groups (edition of 2020), "
        f"dicom-standard {older} (both MIT licence).\n"
        "# Written by `python -m tools.dictionaries`; do not edit.\n"
        f"# {columns}\n"
    )
    return head + "".join("\t".join(record).rstrip("\t") + "\n" for record in records)
