"""`make corpus`: runs every tests/corpus/corpus_*.py, which compares our tools with other programs."""

from workshop import benches, environment
from workshop.places import CORPUS_PACKAGES


def run() -> int:
    environment.unpack("Programs to compare with", CORPUS_PACKAGES.parent / "requirements.txt", CORPUS_PACKAGES)
    return benches.run("corpus")
