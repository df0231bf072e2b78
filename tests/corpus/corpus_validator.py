"""Our validator beside dciodvfy of dicom3tools: objects made whole, then robbed of one attribute of type 1 or 2.

Each says what is missing now and was not before. Precision: of what we say, how much dciodvfy says too; recall: the
other way round. What the two do not agree about is listed.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydicom import Dataset
from pydicom.datadict import keyword_for_tag
from pydicom.dataset import FileDataset

from tests.corpus import record
from tests.corpus.files import locked
from tests.corpus.objects import (
    PER_FRAME,
    SHARED,
    Attribute,
    Iod,
    add,
    iods,
    smallest_object,
    write,
)
from tests.tools.dicom_corpus import ours
from tools.correctness.disagreements import Explained, explanation

DCIODVFY = Path(__file__).parent / "packages" / "dicom3tools" / "bin" / "dciodvfy"
MISSING = re.compile(r"(?:Missing attribute|Empty attribute).*? Type [12]\w* .*?Element=<(\w+)>")
#: dciodvfy does not know the SOP class.
UNKNOWN = "Information Object Not found"
#: Said in the place of its words where a signal ended it: what it would have said nobody knows.
ENDED = "ended by a signal"
OURS = {
    "missing-type-1",
    "missing-type-2",
    "missing-type-1c",
    "missing-type-2c",
    "empty-type-1",
    "empty-type-1c",
    "missing-group",
}
#: Objects are mended so often: what one check asks for may ask for more.
MENDINGS = 6
ROBBERIES = 25
ENOUGH = 0.95


@dataclass(frozen=True, kw_only=True)
class Robbed:
    iod: str
    path: str
    keyword: str
    file: Path


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        whole = made_whole(Path(folder))
        base = ours([path for _data, path in whole.values()], "--validate")
        before = {iod: (keywords(base[path]), theirs_of(path)) for iod, (_data, path) in whole.items()}
        robbed = [one for iod, (data, _path) in whole.items() for one in rob(iod, data, Path(folder))]
        said = ours([one.file for one in robbed], "--validate")
        report = Report()
        for one in robbed:
            base_ours, base_theirs = before[one.iod]
            mine = keywords(said[one.file]) - base_ours
            report.note(one, set(mine), set(theirs_of(one.file) - base_theirs))
    report.record(len(whole), len(robbed))
    return report.print(len(whole))


def made_whole(folder: Path) -> dict[str, tuple[FileDataset, Path]]:
    """Each IOD that dciodvfy knows, with an object in which neither finds anything missing, or nearly."""
    whole = {iod.slug: (smallest_object(iod), folder / f"{iod.slug}.dcm") for iod in iods()}
    unfinished = set(whole)
    for _ in range(MENDINGS):
        if not unfinished:
            break
        for slug in unfinished:
            write(*whole[slug])
        said = ours([whole[slug][1] for slug in sorted(unfinished)], "--validate")
        by_slug = {iod.slug: iod for iod in iods() if iod.slug in unfinished}
        unfinished = {slug for slug, iod in by_slug.items() if mended(whole[slug][0], iod, whole[slug][1], said)}
    for data, path in whole.values():
        write(data, path)
    return {slug: made for slug, made in whole.items() if not re.search(f"{UNKNOWN}|{ENDED}", dciodvfy(made[1]))}


def mended(data: FileDataset, iod: Iod, path: Path, said: Mapping[Path, Mapping[str, Any]]) -> bool:
    """Adds what is said to be missing: ours with its place, theirs at the top where the IOD has it. Whether it did."""
    did = False
    for finding in said[path]["findings"]:
        if finding["code"] in OURS and finding["code"].startswith("missing"):
            did |= _add_at(data, iod, finding["path"])
    for keyword in theirs_of(path):
        did |= _add_by_name(data, iod, keyword)
    return did


def _add_at(data: Dataset, iod: Iod, path: str) -> bool:
    steps = [(int(tag, 16), int(number or 0)) for tag, number in re.findall(r"([0-9A-F]{8})(?:\[(\d+)\])?", path)]
    sets: list[Mapping[int, Attribute]] = list(iod.modules.values())
    for tag, number in steps[:-1]:
        data = data[tag].value[number - 1]
        sets = [attributes[tag].items for attributes in sets if tag in attributes]
    last = steps[-1][0]
    for attributes in sets:
        if last in attributes and last not in data:
            add(data, attributes[last], len(steps) - 1)
            return True
    return False


def _add_by_name(data: Dataset, iod: Iod, keyword: str) -> bool:
    for module in iod.mandatory:
        for attribute in iod.modules[module].values():
            if keyword_for_tag(attribute.tag) == keyword and (
                attribute.tag not in data or data[attribute.tag].is_empty
            ):
                add(data, attribute, 0)
                return True
    return False


def rob(iod_slug: str, data: FileDataset, folder: Path) -> Iterator[Robbed]:
    """Copies that each lack one attribute of type 1 or 2 of a mandatory module, at any depth.

    Each object has dice of its own: what changes in one leaves the robberies of the others as they are.
    """
    dice = random.Random(iod_slug)
    iod = next(one for one in iods() if one.slug == iod_slug)
    places = sorted(set(_places(data, [iod.modules[module] for module in iod.mandatory])))
    for number, place in enumerate(dice.sample(places, min(ROBBERIES, len(places)))):
        copy = deepcopy(data)
        holder: Dataset = copy
        for tag in place[:-1]:
            holder = holder[tag].value[0]
        del holder[place[-1]]
        file = folder / f"{iod_slug}-{number}.dcm"
        write(copy, file)
        path = "/".join(f"{tag:08X}" for tag in place)
        yield Robbed(iod=iod_slug, path=path, keyword=keyword_for_tag(place[-1]), file=file)


def _places(
    data: Dataset, sets: Sequence[Mapping[int, Attribute]], around: tuple[int, ...] = ()
) -> Iterator[tuple[int, ...]]:
    # Sequences of functional groups stand in one of two places: robbing the other changes nothing.
    for attributes in sets:
        for tag, attribute in attributes.items():
            if attribute.type in {"1", "2"} and tag in data and tag != 0x00080016:
                yield (*around, tag)
    for element in data:
        tag = int(element.tag)
        within = [attributes[tag].items for attributes in sets if tag in attributes and attributes[tag].items]
        if element.VR == "SQ" and element.value and within and tag not in {PER_FRAME} | ({SHARED} if around else set()):
            yield from _places(element.value[0], within, (*around, tag))


def keywords(said: Mapping[str, Any]) -> Counter[str]:
    findings = (one for one in said["findings"] if one["code"] in OURS)
    return Counter(keyword_for_tag(int(one["path"][-8:], 16)) for one in findings)


def theirs_of(path: Path) -> Counter[str]:
    return Counter(MISSING.findall(dciodvfy(path)))


def dciodvfy(path: Path) -> str:
    run = subprocess.run([DCIODVFY, path], capture_output=True, check=False, timeout=60)
    return ENDED if run.returncode < 0 else (run.stderr + run.stdout).decode("latin-1")


class Report:
    def __init__(self) -> None:
        self.both = self.only_ours = self.only_theirs = self.neither = 0
        self.apart: Counter[tuple[str, str, str]] = Counter()

    def note(self, one: Robbed, mine: set[str], other: set[str]) -> None:
        self.both += len(mine & other)
        self.only_ours += len(mine - other)
        self.only_theirs += len(other - mine)
        self.neither += not (mine | other)
        for keyword in mine - other:
            self.apart["we alone", keyword, f"{one.iod} {one.path}"] += 1
        for keyword in other - mine:
            self.apart["dciodvfy alone", keyword, f"{one.iod} {one.path}"] += 1

    def record(self, objects: int, robbed: int) -> None:
        apart = []
        for who, keyword, where in sorted(self.apart):
            iod, _space, path = where.partition(" ")
            side = "ours" if who == "we alone" else "theirs"
            apart.append({"who": side, "keyword": keyword, "iod": iod, "path": path})
        found = {"peer": f"dciodvfy, dicom3tools {locked()['dicom3tools']}", "objects": objects, "robbed": robbed}
        record.write("dicom-validator", {**found, "both": self.both, "apart": apart}, datetime.now(UTC).date())

    def print(self, objects: int) -> int:
        precision = self.both / max(self.both + self.only_ours, 1)
        recall = self.both / max(self.both + self.only_theirs, 1)
        for (who, keyword, where), _count in sorted(self.apart.items()):
            print(f"  {who}: {keyword} ({where})")
        print(f"{objects} objects; both {self.both}, we alone {self.only_ours}, dciodvfy alone {self.only_theirs}")
        print(f"robberies that neither tells: {self.neither}")
        print(f"precision {precision:.3f}, recall {recall:.3f} (each ≥ {ENOUGH})")
        unexplained = [one for one in self.apart if not _reason(*one)]
        for who, keyword, where in sorted(unexplained):
            print(f"  no reason is known: {who}, {keyword} ({where})")
        return 0 if min(precision, recall) >= ENOUGH and not unexplained else 1


def _reason(who: str, keyword: str, where: str) -> Explained | None:
    return explanation(ours=who == "we alone", keyword=keyword, iod=where.partition(" ")[0])


if __name__ == "__main__":
    sys.exit(main())
