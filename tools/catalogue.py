"""The catalogue of tools. One entry drives the address, the start page, search, the site map and the tool's help.

A tool is three files: its entry here, `templates/tools/<slug>.html`, and `frontend/src/pages/<slug>.ts`.
`tests/test_house.py` names the one that is missing.
"""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Group(Enum):
    """How the start page groups the tools; the values are the standards' own names."""

    DICOM = "DICOM"
    HL7_V2 = "HL7 v2"


@dataclass(frozen=True, kw_only=True)
class Tool:
    #: The last part of the address, the name of the template and of the TypeScript page.
    slug: str
    group: Group
    title: Promise
    #: One sentence for the start page and for search engines.
    summary: Promise
    #: What it does, a paragraph.
    does: Promise
    #: How it is used, step by step.
    steps: tuple[Promise, ...]
    #: What it checks, and what it does not: said together, so that nobody takes silence for approval.
    checks: Promise
    does_not_check: Promise
    limits: Promise
    #: Further words that search finds it by; not shown.
    words: str
    #: The kinds of file it opens, the best first: words of `frontend/src/detect/kinds.ts`.
    opens: tuple[str, ...]

    @property
    def template(self) -> str:
        """The tool's title and help: on its own page, and in every locked page for when it is opened there."""
        return f"tools/{self.slug}.html"


TOOLS: tuple[Tool, ...] = (
    Tool(
        slug="dicom-inspector",
        group=Group.DICOM,
        title=_("DICOM inspector"),
        summary=_("Every data element of a DICOM file, even of a damaged one, down to the byte."),
        does=_(
            "Opens a DICOM file and shows each data element with its tag, value representation, name, value and place "
            "in the file. Sequences unfold; the bytes of the selected element are shown beside it. A file without "
            "preamble, without meta information or cut off in the middle is read as far as it goes, and the page says "
            "what is wrong, and where."
        ),
        steps=(
            _("Drop a file on the page, or choose one."),
            _("Type a tag, a name, a value or a path to find data elements; Enter goes to the next match."),
            _("Select a row to see its bytes, or a byte to see its row; copy value, path, row, JSON or Markdown."),
            _("Download a report: the problems and all rows as Markdown, JSON or text."),
        ),
        checks=_("The structure of the file: lengths, nesting, order of tags, value representations."),
        does_not_check=_(
            "Whether the object holds what its information object definition asks for, and whether the image is right."
        ),
        limits=_("Compressed data sets (deflated) are recognised and not yet read. Images are not shown."),
        words="dcm dump tag viewer header metadata pixel sequence vr",
        opens=("dicom", "dicom-bare", "dicomdir"),
    ),
    Tool(
        slug="hl7-viewer",
        group=Group.HL7_V2,
        title=_("HL7 v2 viewer"),
        summary=_("Every segment, field and component of a message by its name, with its place in the text."),
        does=_(
            "Takes a pasted message or a file and shows segments, fields, repetitions, components and subcomponents "
            "with the names of the message's own version. The raw text and the table share one cursor. The text can be "
            "edited: only the bytes that you change are written, and fifty steps can be undone. Line ends, framing and "
            "byte order marks are recognised and said, and nothing is repaired silently."
        ),
        steps=(
            _("Paste a message, or drop a file."),
            _("Select a row to see its place in the text, or the text to see its row."),
            _("Type a path such as PID-3.1 to jump there; find a name or a value, and press Enter for the next match."),
            _("Copy value, path, row, JSON or Markdown of a row, or download a report of problems and rows."),
            _("Edit the text, watch the table follow, and download the result."),
        ),
        checks=_("The structure of the text: delimiters, escapes, segment names, line ends, framing."),
        does_not_check=_("Whether segments, fields and codes are those that the message's structure asks for."),
        limits=_(
            "Files up to 512 MB; messages up to 1 MB can be edited. Character sets other than UTF-8, ASCII and "
            "ISO 8859-1 are not yet read."
        ),
        words="hl7 adt oru orm mdm siu message segment field pipe parser mllp",
        opens=("hl7-v2", "hl7-v2-mllp", "hl7-v2-batch", "hl7-v2-log"),
    ),
)


def tool(slug: str) -> Tool | None:
    return next((entry for entry in TOOLS if entry.slug == slug), None)


def by_group() -> list[tuple[Group, list[Tool]]]:
    """Groups in their order, each with its tools."""
    return [(group, [entry for entry in TOOLS if entry.group is group]) for group in Group]
