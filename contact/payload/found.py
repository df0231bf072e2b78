"""What was found in a text: its kind, its place, and why it was taken for that. Never a word of it."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    HL7 = "hl7"
    DICOM = "dicom"
    CDA = "cda"
    FHIR = "fhir"
    #: A mere list of numbers: worth a warning, never a reason to stop a message.
    IDENTIFIERS = "identifiers"


class Reason(Enum):
    """What gave it away. A code, fit for evidence and logs."""

    PERSON_SEGMENT = "a segment that names a person"
    SEGMENTS = "segments one after another"
    FIELDS = "fields by their path, with values"
    FILE = "a file"
    ELEMENTS = "data elements in binary"
    DUMP = "data elements with values"
    DOCUMENT = "a document"
    PERSON_ELEMENTS = "elements that name a person"
    NUMBERS = "numbers one after another"


@dataclass(frozen=True)
class Found:
    """`start` and `end` are places in the text that was searched, in characters."""

    kind: Kind
    start: int
    end: int
    reason: Reason

    @property
    def is_payload(self) -> bool:
        return self.kind is not Kind.IDENTIFIERS
