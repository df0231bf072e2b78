"""Every address of the dictionaries, for the site map."""

from collections.abc import Iterator

from tools.dictionaries.kinds import KINDS, SOP_CLASSES
from tools.dictionaries.listings import element_groups


def paths() -> Iterator[str]:
    """The language-free rest of each list's and each item's address."""
    yield from ("dicom/", "hl7/")
    yield from (f"dicom/tags/groups/{group}/" for group in element_groups())
    for kind in KINDS:
        yield f"{kind.folder}/"
        if kind is not SOP_CLASSES:
            yield from (f"{kind.folder}/{key}/" for key in kind.known())
