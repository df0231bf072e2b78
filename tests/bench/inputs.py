"""Large files, plainly synthetic, written in a second or two: what the tools are measured with."""

import random
import struct
from collections.abc import Iterator
from pathlib import Path

MEGABYTE = 1_000_000

HEADER = r"MSH|^~\&|SAMPLELAB|SYNTHETIC|SAMPLEHIS|SYNTHETIC|20260101101500||ORU^R01^ORU_R01|{id}|T|2.5.1"
PATIENT = "PID|1||SYN4711^^^SYNTHETIC^MR~SYN0815^^^SYNTHETIC^PI||SAMPLE^ADA^^^^^L||19700101|F"
RESULT = "OBX|1|NM|GLU^Glucose^99SYN||5.4|mmol/L^^UCUM|3.9-5.8|N|||F|||20260101085500"


def feed(path: Path, *, size: int) -> int:
    """Messages of eleven segments, as an interface engine logs them; how many there are."""
    count = 0
    with path.open("w", newline="") as file:
        while file.tell() < size:
            ids = range(count, count + 1_000)
            file.write("".join("\r".join([HEADER.format(id=one), PATIENT, *[RESULT] * 9, ""]) for one in ids))
            count += 1_000
    return count


ANALYTES = ("GLU^Glucose", "NA^Sodium", "K^Potassium", "CRE^Creatinine", "CRP^C-reactive protein", "HB^Haemoglobin")


def varied_feed(path: Path, *, messages: int, seed: int = 251) -> None:
    """Messages of about 1.2 KB, no two alike: seven to eleven results, repetitions, an escape sequence now and then."""
    chance = random.Random(seed)
    visit = "PV1|1|O|LAB^^^SYNTHETIC||||123^EXAMPLE^GRACE^^^DR"
    with path.open("w", newline="") as file:
        for number in range(messages):
            patient = (
                f"PID|1||SYN{chance.randrange(10**6)}^^^SYNTHETIC&2.999.1&ISO^MR~SYN{number}^^^SYNTHETIC^PI"
                f"||SAMPLE^{chance.choice(('ADA', 'BEN', 'CLEO', 'DORA'))}^^^^^L||19{chance.randrange(30, 99)}0101|F"
                "|||Example Road 2^^Sampleton^^00000^XX||^PRN^PH^^^^5550100"
            )
            order = f"{number}^HIS|{number}^LAB"
            request = f"OBR|1|{order}|CHEM^Chemistry panel^99SYN|||20260101085500|||||||||123^EXAMPLE^GRACE^^^DR"
            results = [
                f"OBX|{place}|NM|{chance.choice(ANALYTES)}^99SYN||{chance.uniform(1, 200):.1f}|mmol/L^^UCUM|3.9-5.8"
                f"|{chance.choice('NHL')}|||F|||2026010108{chance.randrange(10, 60)}00"
                for place in range(1, chance.randrange(8, 13))
            ]
            note = f"NTE|1|L|Sample {number} kept \\T\\ stored, plainly synthetic"
            head = [HEADER.format(id=number), patient, visit, f"ORC|RE|{order}", request]
            file.write("\r".join([*head, *results, note, ""]))


def one_message(path: Path, *, size: int) -> None:
    """A single message of as many results."""
    with path.open("w", newline="") as file:
        file.write(f"{HEADER.format(id=1)}\r{PATIENT}\r")
        block = f"{RESULT}\r" * 1_000
        for _block in range(size // len(block) + 1):
            file.write(block)


def element(tag: int, vr: str, value: bytes) -> bytes:
    """PS3.5 7.1.2, little endian."""
    value += b" " * (len(value) % 2)
    start = struct.pack("<HH2s", tag >> 16, tag & 0xFFFF, vr.encode())
    if vr in {"OB", "OW", "SQ", "UN", "UT"}:
        return start + struct.pack("<HI", 0, len(value)) + value
    return start + struct.pack("<H", len(value)) + value


def meta(transfer_syntax: str) -> bytes:
    """PS3.10 7.1: preamble, prefix and File Meta Information."""
    syntax = element(0x0002_0010, "UI", transfer_syntax.encode())
    return b"\0" * 128 + b"DICM" + element(0x0002_0000, "UL", struct.pack("<I", len(syntax))) + syntax


PLAIN = "1.2.840.10008.1.2.1"
JPEG = "1.2.840.10008.1.2.4.50"
UNDEFINED = 0xFFFF_FFFF
NAMES = element(0x0010_0010, "PN", b"SAMPLE^ADA") + element(0x0010_0020, "LO", b"SYN4711")


def frames(path: Path, *, size: int) -> None:
    """Many frames in one value, not compressed."""
    with path.open("wb") as file:
        file.write(meta(PLAIN) + NAMES + element(0x0028_0008, "IS", b"200"))
        file.write(struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OW", 0, size))
        file.truncate(file.tell() + size)


def fragments(path: Path, *, size: int) -> None:
    """As many compressed frames as a slide scanner writes, one kilobyte each (PS3.5 A.4)."""
    fragment = struct.pack("<HHI", 0xFFFE, 0xE000, 1_024) + b"\0" * 1_024
    with path.open("wb") as file:
        file.write(meta(JPEG) + NAMES + struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OB", 0, UNDEFINED))
        file.write(struct.pack("<HHI", 0xFFFE, 0xE000, 0))
        for _thousand in range(size // (1_000 * len(fragment)) + 1):
            file.write(fragment * 1_000)
        file.write(struct.pack("<HHI", 0xFFFE, 0xE0DD, 0))


def elements(path: Path, *, items: int) -> None:
    """A sequence of items of nine elements: with the items ten rows each, a hundred bytes a row."""
    texts = (b"code", b"99SYN", b"a synthetic code meaning")
    value = b"".join(
        element(tag, vr, text)
        for tag, vr, text in [
            (0x0008_0100, "SH", texts[0]),
            (0x0008_0102, "SH", texts[1]),
            (0x0008_0104, "LO", texts[2]),
            (0x0008_1030, "LO", texts[2] * 2),
            (0x0010_0010, "PN", b"SAMPLE^ADA"),
            (0x0010_0020, "LO", b"SYN4711"),
            (0x0020_4000, "LT", texts[2] * 20),
            (0x0040_A160, "UT", texts[2] * 10),
            (0x0070_0084, "PN", b"SAMPLE^CLEO"),
        ]
    )
    item = struct.pack("<HHI", 0xFFFE, 0xE000, len(value)) + value
    with path.open("wb") as file:
        file.write(meta(PLAIN) + NAMES + struct.pack("<HH2sHI", 0x0040, 0xA730, b"SQ", 0, len(item) * items))
        for _thousand in range(items // 1_000):
            file.write(item * 1_000)


def sparse(path: Path, *, size: int, start: bytes) -> None:
    """A file that is as long as it says, and takes no room."""
    with path.open("wb") as file:
        file.write(start)
        file.truncate(size)


def study(folder: Path, *, files: int) -> Path:
    """A folder as studies come: series by series, mostly images of half a megabyte, every tenth a message."""
    image = dicom_start() + struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OW", 0, 512 * 1_024)
    message = "\r".join([HEADER.format(id=1), PATIENT, RESULT, ""]).encode()
    for number in range(files):
        place = folder / "study" / f"series{number % 5}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 10 == 7:
            (place / f"ADT{number:03}.hl7").write_bytes(message)
        else:
            sparse(place / f"IM{number:03}.dcm", size=len(image) + 512 * 1_024, start=image)
    return folder / "study"


def dicom_start() -> bytes:
    return meta(PLAIN) + NAMES


def all_inputs(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each shape of a file of 100 MB, with the tool that reads it."""
    size = 100 * MEGABYTE
    shapes = (
        ("hl7-viewer", "a feed of messages", "feed.hl7", lambda path: feed(path, size=size)),
        ("hl7-viewer", "one message", "one.hl7", lambda path: one_message(path, size=size)),
        ("dicom-inspector", "200 frames", "frames.dcm", lambda path: frames(path, size=size)),
        ("dicom-inspector", "100,000 fragments", "fragments.dcm", lambda path: fragments(path, size=size)),
        ("dicom-inspector", "1,000,000 elements", "elements.dcm", lambda path: elements(path, items=100_000)),
    )
    for slug, what, name, write in shapes:
        path = folder / name
        write(path)
        yield f"{slug}: {what}", path
        path.unlink()
