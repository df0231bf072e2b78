"""`make corpus`: runs every tests/corpus/corpus_*.py, which compares our tools with other programs."""

import shutil

from workshop import apt, benches, environment
from workshop.places import CORPUS_PACKAGES
from workshop.problems import Problem


def run() -> int:
    environment.unpack("Programs to compare with", CORPUS_PACKAGES.parent / "requirements.txt", CORPUS_PACKAGES)
    if not shutil.which("dcmdump"):
        if not apt.may_install():
            raise Problem("dcmdump is missing, which dumps are compared with; on Debian, as root: apt install dcmtk")
        apt.install("DCMTK", ["dcmtk"])
    return benches.run("corpus")
