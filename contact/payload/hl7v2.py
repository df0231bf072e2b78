"""HL7 v2 in a text: segments with values, and fields by their path. Its XML form is among the documents.

A header alone, an acknowledgement, the name of a segment or one field that somebody quotes are talk about HL7. A
payload is a segment that names a person, or several segments of which one is clinical.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import hl7

from contact.payload.found import Found, Kind, Reason
from contact.payload.reading import runs

#: HL7 v2.8.2 Appendix A.4.
_NAMES = """
    ABS ACC ADD AFF AIG AIL AIP AIS AL1 APR ARQ ARV AUT BHS BLC BLG BPO BPX BTS BTX CDM CER CM0 CM1 CM2 CNS CON
    CSP CSR CSS CTD CTI DB1 DG1 DMI DON DRG DSC DSP ECD ECR EDU EQP EQU ERR EVN FAC FHS FT1 FTS GOL GP1 GP2 GT1
    IAM IAR IIM ILT IN1 IN2 IN3 INV IPC IPR ISD ITM IVC IVT LAN LCC LCH LDP LOC LRL MFA MFE MFI MRG MSA MSH NCK
    NDS NK1 NPU NSC NST NTE OBR OBX ODS ODT OM1 OM2 OM3 OM4 OM5 OM6 OM7 ORC ORG ORO OVR PAC PCE PCR PD1 PDA PDC
    PEO PES PID PKG PMT PR1 PRA PRB PRC PRD PRT PSG PSH PSL PSS PTH PV1 PV2 PYE QAK QID QPD QRD QRF QRI RCP RDF
    RDT REL RF1 RFI RGS RMI ROL RQ1 RQD RXA RXC RXD RXE RXG RXO RXR RXV SAC SCD SCH SCP SDD SFT SID SLT SPM STF
    STZ TCC TCD TQ1 TQ2 TXA UAC UB1 UB2 URD URS VAR VND
"""
_SEGMENTS = frozenset(_NAMES.split())
#: They say how a message travelled, and nothing of a patient.
_TECHNICAL = frozenset(["BHS", "BTS", "DSC", "ERR", "EVN", "FHS", "FTS", "MSA", "MSH", "QAK", "SFT", "UAC"])
#: Fields that name a person, by segment.
_NAMING = {
    "PID": frozenset({2, 3, 4, 5, 6, 7, 9, 11, 12, 13, 14, 18, 19, 20, 21, 23}),
    "NK1": frozenset({2, 4, 5, 6, 16, 30, 31, 33}),
    "GT1": frozenset({2, 3, 4, 5, 6, 7, 8, 12, 19}),
    "IN1": frozenset({16, 18, 19, 36, 49}),
    "IN2": frozenset({1, 2, 6, 8, 61, 63}),
    "MRG": frozenset({1, 2, 3, 4, 5, 7}),
    "STF": frozenset({2, 3, 6, 10, 11, 15}),
    "QRD": frozenset({8, 9}),
}
_NAMED_ENOUGH = 2
_CLINICAL_ENOUGH = 4
_RUN_ENOUGH = 10

#: Behind a letter it is part of a word, unless the letter is noise; `^M` and `^K` are how terminals show CR and VT.
_BEFORE = r"(?:(?<![A-Za-z0-9])|(?<=\^[MK]))"
_ID = r"([A-Za-z][ \t]?[A-Za-z][ \t]?[A-Za-z0-9])"
#: HL7 v2.5.1 §2.15.9.1, .2: the separator stands behind the name, then the encoding characters. Not `\w`, not space.
_HEADER = re.compile(
    r"[MmFfBb][ \t]?[SsHh][ \t]?[HhSs][ \t]{0,2}([!-/:-@\[-`{-~])[ \t]{0,2}((?:[!-/:-@\[-`{-~][ \t]?){2,5})\1"
)
_ENCODING = "^~\\&"
_MOST_SEPARATORS = 4
_GAP = 240  # characters between two segments of one message: a line or two of something else
_LINE_END = re.compile(r"[\r\n\x1c]")
_NOISE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class _Segment:
    name: str
    start: int
    end: int
    fields: tuple[str, ...]


def find(text: str, *, in_noise: bool = False) -> Iterator[Found]:
    """`in_noise`: what stands before and behind was no text, and means nothing."""
    for separator, encoding in _separators(text).items():
        segments = list(_segments(text, separator, in_noise=in_noise))
        for run in runs([(one.start, one.end) for one in segments], gap=_GAP):
            yield from _judge(segments[run], str.maketrans(encoding, _ENCODING[: len(encoding)]))
    yield from _paths(text)


def _separators(text: str) -> dict[str, str]:
    """By field separator, the encoding characters that the first header with it defines."""
    defined = {"|": _ENCODING}
    for match in _HEADER.finditer(text):
        if len(defined) < _MOST_SEPARATORS:
            defined.setdefault(match.group(1), re.sub(r"\s", "", match.group(2))[: len(_ENCODING)])
    return defined


def _segments(text: str, separator: str, *, in_noise: bool) -> Iterator[_Segment]:
    line_end = _NOISE if in_noise else _LINE_END
    pattern = re.compile(("" if in_noise else _BEFORE) + _ID + rf"[\"']?[ \t]{{0,4}}{re.escape(separator)}")
    starts = [match for match in pattern.finditer(text) if _is_name(match.group(1))]
    for place, match in enumerate(starts):
        limit = starts[place + 1].start() if place + 1 < len(starts) else len(text)
        line = line_end.search(text, match.end(), limit)
        end = line.start() if line else limit
        fields = text[match.end() - 1 : end].split(separator)
        yield _Segment(_name(match.group(1)), match.start(), end, tuple(fields[1:]))


def _name(written: str) -> str:
    return re.sub(r"\s", "", written).upper()


def _is_name(written: str) -> bool:
    name = _name(written)
    return name in _SEGMENTS or name[0] == "Z"


def _judge(segments: list[_Segment], encoding: dict[int, int]) -> Iterator[Found]:
    """One run of segments. python-hl7 says what their fields are; each is written anew, as the standard writes it."""
    parsed = hl7.parse("\r".join(["MSH|^~\\&|", *(_rewritten(one, encoding) for one in segments)]))
    filled = [_filled(parsed[place + 1]) for place in range(len(segments))]
    end = segments[-1].end
    for place, segment in enumerate(segments):
        fields = _NAMING.get(segment.name, frozenset()) & filled[place]
        if sum(_names(parsed[place + 1][number]) for number in fields) >= _NAMED_ENOUGH:
            yield Found(Kind.HL7, segments[0].start, end, Reason.PERSON_SEGMENT)
            return
    clinical = [len(numbers) for one, numbers in zip(segments, filled, strict=True) if one.name not in _TECHNICAL]
    total = sum(len(numbers) for numbers in filled)
    if len(segments) > 1 and max(clinical, default=0) >= _CLINICAL_ENOUGH and total >= _RUN_ENOUGH:
        yield Found(Kind.HL7, segments[0].start, end, Reason.SEGMENTS)


def _rewritten(segment: _Segment, encoding: dict[int, int]) -> str:
    # A header's first field is its own encoding characters, which python-hl7 would take for those of all.
    name = segment.name if segment.name not in {"MSH", "FHS", "BHS"} else "ZHD"
    fields = [re.sub(r"[\s|]+", " ", field).strip().translate(encoding) for field in segment.fields]
    return "|".join([name, *fields])


#: What stands for a value where somebody took it out.
_MASKS = re.compile(r"<[^<>]{0,40}>|\{[^{}]{0,40}\}|\[[^\[\]]{0,40}\]|[xX]{2,}|\.{3}")
_VALUE = re.compile(r"[^\W_]")


def _filled(segment: "hl7.Segment") -> frozenset[int]:
    """The numbers of the fields that hold something."""
    values = ((number, str(segment[number])) for number in range(1, len(segment)))
    return frozenset(number for number, value in values if _holds(value))


def _holds(value: str) -> bool:
    return bool(_VALUE.search(_MASKS.sub("", value)))


def _names(field: "hl7.Field") -> bool:
    """Whether one of a field's first two components holds something: a number, a family and a given name, a street."""
    first, second = (str(part) for part in (*str(field).split("^"), "")[:2])
    return _holds(first) or _holds(second)


#: `PID-5.1 Family name: Sample`, `"PID.7": "19800101"`: a field by its path, on a line of its own.
_PATH = re.compile(
    r"(?<![A-Za-z0-9])(PID|NK1|GT1|IN1|MRG)[ \t]?[-._][ \t]?(\d{1,2})(?:[.\-_]\d{1,2}){0,2}(?!\d)"
    r"[^\n:=\t>]{0,60}[:=\t>]+[ \t\"']{0,4}([^\n\"']{1,80})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{3}")
_PROSE = 6  # words; a value has fewer
_PATHS_GAP = 800


def _paths(text: str) -> Iterator[Found]:
    hits = [match for match in _PATH.finditer(text) if _is_value(match.group(3))]
    for some in runs([match.span() for match in hits], gap=_PATHS_GAP):
        run = hits[some]
        named = {
            (name, int(number))
            for name, number in ((match.group(1).upper(), match.group(2)) for match in run)
            if int(number) in _NAMING.get(name, frozenset())
        }
        counted = any(_NUMBER.search(match.group(3)) for match in run)
        if len(named) >= _NAMED_ENOUGH and counted:
            yield Found(Kind.HL7, run[0].start(), run[-1].end(), Reason.FIELDS)


def _is_value(text: str) -> bool:
    words = text.split()
    isolated = _MASKS.sub("", text)
    return (
        bool(_VALUE.search(isolated))
        and len(words) < _PROSE
        and (bool(_NUMBER.search(isolated)) or "^" in isolated or all(word[0].isupper() for word in words))
    )
