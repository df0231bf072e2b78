"""The catalogue of tools. One entry drives the address, the start page, search, the site map and the tool's help.

A tool is three files: its entry in `dicom.py` or `hl7.py`, `templates/tools/<slug>.html`, and
`frontend/src/pages/<slug>.ts`. `tests/test_house.py` names the one that is missing.
"""

from tools.catalogue import dicom, hl7
from tools.catalogue.entry import Group, Takes, Tool

__all__ = ["TOOLS", "Group", "Takes", "Tool", "by_group", "tool"]

TOOLS: tuple[Tool, ...] = (*dicom.TOOLS, *hl7.TOOLS)


def tool(slug: str) -> Tool | None:
    return next((entry for entry in TOOLS if entry.slug == slug), None)


def by_group() -> list[tuple[Group, list[Tool]]]:
    """Groups in their order, each with its tools."""
    return [(group, [entry for entry in TOOLS if entry.group is group]) for group in Group]
