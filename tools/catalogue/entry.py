"""What an entry of the catalogue says about a tool."""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise

from tools.dictionaries import tables
from tools.dictionaries.versions import VERSIONS

#: One of them stands for all: what a tool names things by comes from every version.
HL7_VERSIONS = frozenset(f"hl7-{number}.tsv" for number in VERSIONS)


class Group(Enum):
    """How the start page groups the tools; the values are the standards' own names."""

    DICOM = "DICOM"
    HL7_V2 = "HL7 v2"


class Takes(Enum):
    """What a tool is given at once; the values are those of `data-takes` in the page."""

    #: Of a folder or an archive the visitor chooses one file after the other.
    ONE = "one"
    #: A folder or an archive as a whole.
    MANY = "many"


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
    #: What people ask, each with its answer.
    questions: tuple[tuple[Promise, Promise], ...]
    #: The dictionaries it names things by: files of `dictionaries/data/`, whose first lines say the edition.
    dictionaries: tuple[str, ...]
    #: Further words that search finds it by; not shown.
    words: str
    #: The kinds of file it opens, the best first: words of `frontend/src/detect/kinds.ts`. None for a tool that is
    #: asked and given nothing, such as a dictionary.
    opens: tuple[str, ...]
    takes: Takes = Takes.ONE

    @property
    def template(self) -> str:
        """The tool's title and help: on its own page, and in every locked page for when it is opened there."""
        return f"tools/{self.slug}.html"

    @property
    def editions(self) -> list[str]:
        """What the standard's names are from, in English as the sources have it."""
        return [tables.hl7_edition() if name in HL7_VERSIONS else tables.edition(name) for name in self.dictionaries]
