"""What every free text is asked: whether it holds what belongs to patients."""

from collections.abc import Iterator

from contact.payload import dicom, documents, extent, hl7v2, identifiers
from contact.payload.decoded import decoded
from contact.payload.found import Found
from contact.payload.reading import Reading, as_it_came, plain, unescaped

#: Encodings within encodings that are followed: gzip in base64 in JSON in base64.
MOST_LAYERS = 3
#: Readings of one text, so that nobody makes us read for ever.
MOST_READINGS = 400


def find(text: str) -> tuple[Found, ...]:
    """What `text` holds, in its order and without overlaps. Payloads swallow the identifiers in them.

    Pure and total: any text has an answer, in time that grows with its length and no faster.
    """
    found: list[Found] = []
    for place, reading in enumerate(_readings(plain(as_it_came(text)), layer=0, seen=set())):
        if place == MOST_READINGS:
            break
        found += [_in_original(one, reading, text) for one in _recognised(reading)]
    found += identifiers.find(text)
    return tuple(_without_overlaps(found))


def _readings(start: Reading, *, layer: int, seen: set[str]) -> Iterator[Reading]:
    for reading in unescaped(start):
        if reading.text in seen:
            continue
        seen.add(reading.text)
        yield reading
        if layer < MOST_LAYERS:
            for inner in decoded(reading):
                yield from _readings(inner, layer=layer + 1, seen=seen)
                if "\x00" in inner.text:  # two bytes a letter, perhaps
                    yield from _readings(plain(inner), layer=layer + 1, seen=seen)


def _recognised(reading: Reading) -> Iterator[Found]:
    text = reading.text
    yield from hl7v2.find(text, in_noise=reading.is_decoded)
    yield from dicom.find_dumps(text)
    yield from documents.find_cda(text)
    yield from documents.find_v2_xml(text)
    yield from documents.find_fhir(text)
    if reading.is_decoded and not any(ord(letter) > 255 for letter in text):
        yield from dicom.find_bytes(text)


def _in_original(found: Found, reading: Reading, text: str) -> Found:
    first, last = extent.with_tags(reading.text, found.start, found.end)
    start, end = reading.place(first), reading.place(last)
    if reading.is_decoded:
        start, end = extent.of_code(text, start, end)
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Found(found.kind, start, max(end, start + 1), found.reason)


def _without_overlaps(found: list[Found]) -> list[Found]:
    """Overlapping payloads become one, of the kind that was seen first."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda each: (not each.is_payload, each.start, -each.end)):
        if not one.is_payload:
            if not any(other.start < one.end and one.start < other.end for other in kept):
                kept.append(one)
        elif kept and kept[-1].is_payload and one.start < kept[-1].end:
            before = kept[-1]
            kept[-1] = Found(before.kind, before.start, max(before.end, one.end), before.reason)
        else:
            kept.append(one)
    return sorted(kept, key=lambda each: each.start)
