"""Clinical documents in a text: CDA and HL7 v2 in XML, FHIR in JSON and XML; whole, or the part that names a person."""

import re
from collections.abc import Iterator

from contact.payload.found import Found, Kind, Reason
from contact.payload.reading import runs

_GAP = 1500
_ENOUGH = 2

# --- CDA R2 -------------------------------------------------------------------------------------------------------

_PREFIX = r"(?:[\w.-]{1,20}:)?"
#: Elements with a value of their own, and of these the ones that name a person (CDA R2 §4.2, the header).
_TEXT = re.compile(
    rf"<\s?({_PREFIX}(?:given|family|prefix|suffix|streetAddressLine|city|postalCode|title|paragraph|content|td|item|text"
    r"|name|birthplace))(?:\s[^<>]{0,200})?>\s{0,80}([^<>\s][^<>]{0,400}?)\s{0,80}<\s?/\s?\1\s?>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    rf"<\s?({_PREFIX}(?:id|birthTime|telecom|effectiveTime|value|code|administrativeGenderCode|time|low|high))"
    r"\s[^<>]{0,200}?(?:extension|value|code)\s?=\s?[\"']([^\"'<>]{1,120})[\"']",
    re.IGNORECASE,
)
_NAMING = frozenset({"given", "family", "streetaddressline", "city", "postalcode", "id", "birthtime", "telecom"})
_FRAME = re.compile(
    rf"<\s?{_PREFIX}(ClinicalDocument|recordTarget|patientRole|patient|structuredBody|component|section|entry|observation"
    r"|encounter|substanceAdministration|author|assignedAuthor|custodian|templateId|realmCode|typeId)\b[^<>]{0,600}>",
    re.IGNORECASE,
)
_DISTINCT_FRAMES = 4
_BODY_ENOUGH = 4


def find_cda(text: str) -> Iterator[Found]:
    values = [*_TEXT.finditer(text), *_ATTRIBUTE.finditer(text)]
    marks = sorted([*values, *_FRAME.finditer(text)], key=lambda match: match.start())
    for some in runs([match.span() for match in marks], gap=_GAP):
        run = marks[some]
        start, end = run[0].start(), max(match.end() for match in run)
        held = [match for match in run if match.re is not _FRAME and _is_value(match)]
        naming = {(_local(match), match.group(2)) for match in held if _local(match) in _NAMING}
        frames = {_local(match) for match in run if match.re is _FRAME}
        if frames and len({name for name, _value in naming}) >= _ENOUGH:
            yield Found(Kind.CDA, start, end, Reason.PERSON_ELEMENTS)
        elif len(frames) >= _DISTINCT_FRAMES and len(held) >= _BODY_ENOUGH:
            yield Found(Kind.CDA, start, end, Reason.DOCUMENT)


def _local(match: re.Match[str]) -> str:
    return match.group(1).rpartition(":")[2].lower()


_OID = re.compile(r"[\d.]+$|\W*$|\.\.\.|x{2,}", re.IGNORECASE)


def _is_value(match: re.Match[str]) -> bool:
    value = match.group(2).strip()
    return not ("." in value and _OID.match(value)) and any(letter.isalnum() for letter in value)


# --- HL7 v2 in XML (v2.xml) --------------------------------------------------------------------------------------

#: A field of a segment that names a person, and the first value in it.
_V2_FIELD = re.compile(
    rf"<\s?{_PREFIX}((?:PID|NK1|GT1|IN1|MRG|PD1)\.\d{{1,2}})(?:\s[^<>]{{0,80}})?>(?:\s{{0,40}}<[^<>]{{1,60}}>){{0,4}}"
    r"\s{0,40}([^<>\s][^<>]{0,200})<",
    re.IGNORECASE,
)


def find_v2_xml(text: str) -> Iterator[Found]:
    fields = list(_V2_FIELD.finditer(text))
    for some in runs([match.span() for match in fields], gap=_GAP):
        run = fields[some]
        if len({match.group(1).upper() for match in run}) >= _ENOUGH:
            yield Found(Kind.HL7, run[0].start(), run[-1].end(), Reason.DOCUMENT)


# --- FHIR R4 ------------------------------------------------------------------------------------------------------

_RESOURCE = re.compile(
    r"[\"']resourceType[\"']\s{0,8}:\s{0,8}[\"']"
    r"(Patient|RelatedPerson|Practitioner|Person|Observation|Condition|Encounter|DiagnosticReport|ImagingStudy|Bundle"
    r"|MedicationRequest|MedicationStatement|AllergyIntolerance|Immunization|Procedure|DocumentReference|Composition)[\"']"
    r"|<(Patient|Observation|Condition|Encounter|DiagnosticReport|ImagingStudy|Bundle|Person|RelatedPerson)"
    r"\s[^<>]{0,80}http://hl7\.org/fhir",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    r"[\"'](family|given|birthDate|value|line|city|postalCode|display|reference|text|deceasedDateTime|effectiveDateTime)"
    r"[\"']\s{0,8}:\s{0,8}\[?\s{0,8}[\"']?([^\"'\s\[\]{},:][^\"'\[\]{}\n]{0,120})"
    r"|<(family|given|birthDate|value|line|city|postalCode|display|reference)\s{1,4}value\s?=\s?[\"']([^\"'<>]{1,120})",
    re.IGNORECASE,
)
_FHIR_ENOUGH = 3
_TAIL = re.compile(r"[\s\"'}\]>/<A-Za-z]{0,200}[}\]>]")


def find_fhir(text: str) -> Iterator[Found]:
    for resource in _RESOURCE.finditer(text):
        start = text.rfind("{" if resource.group(1) else "<", 0, resource.start() + 1)
        held = list(_MEMBER.finditer(text, resource.end(), min(len(text), resource.end() + 4 * _GAP)))
        if len({match.group(1) or match.group(3) for match in held}) >= _FHIR_ENOUGH:
            end = held[-1].end()
            tail = _TAIL.match(text, end)
            yield Found(Kind.FHIR, max(start, 0), tail.end() if tail else end, Reason.DOCUMENT)
            return
