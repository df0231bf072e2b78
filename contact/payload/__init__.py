"""No patient data comes in: what looks like HL7, DICOM, CDA or FHIR is found in any free text, however it is disguised.

    find(text)       what the text holds: tuple of Found(kind, start, end, reason); `is_payload` or only a warning
    payloads(text)   of these the payloads
    refuse(text)     a form's validator: ValidationError with a sentence how to describe the problem without it
    cut_out(text)    the text without its payloads, a mark in the place of each, and what was cut

Pure, but for the language of the sentences. Nothing here logs, and no Found holds a word of the text.
"""

from contact.payload.entry import Cut, cut_out, payloads, refuse
from contact.payload.found import Found, Kind, Reason
from contact.payload.search import find

__all__ = ["Cut", "Found", "Kind", "Reason", "cut_out", "find", "payloads", "refuse"]
