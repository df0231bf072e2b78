"""The page that says how promises are kept."""

import json
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from hotsite.ground.release import release
from privacy.policies.promises import MECHANISMS, kept, words
from tests.privacy.policies.test_texts import COMMITMENTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def proof(settings: LazySettings, tmp_path: Path) -> Path:
    settings.PROMISES_PROOF = tmp_path / "promises.json"
    return tmp_path / "promises.json"


def write(proof: Path, **changes: object) -> None:
    found = {"release": release(), "date": "2026-11-25", "promises": {"P2.1": {"tests/x.py::test_it_holds": "passed"}}}
    proof.write_text(json.dumps(found | changes))


def page(client: Client, language: str = "en") -> str:
    return " ".join(client.get(f"/{language}/promises/").content.decode().split())


def test_every_commitment_has_its_mechanism_and_no_other() -> None:
    assert list(MECHANISMS) == COMMITMENTS


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_promise_is_shown_in_the_words_of_the_policy(client: Client, language: str) -> None:
    from privacy.policies.render import text

    policy = text("privacy", language).html
    said = [words(name, policy) for name in COMMITMENTS]
    assert all(len(sentence) > 30 for sentence in said)
    shown = page(client, language)
    assert [name for name in COMMITMENTS if f'<section id="{name}">' not in shown] == []


def test_results_of_this_release_are_shown(client: Client, proof: Path) -> None:
    write(proof)
    shown = page(client)
    assert release() in shown
    assert "it holds" in shown
    assert shown.count("proof safe") == 1
    assert shown.count("not yet proven") == len(COMMITMENTS) - 1


def test_a_test_that_failed_is_not_hidden(client: Client, proof: Path) -> None:
    write(proof, promises={"P2.1": {"tests/x.py::test_a": "passed", "tests/x.py::test_b": "failed"}})
    assert "a test failed" in page(client)


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"release": "another", "promises": {}}', '{"promises": 7}'])
def test_what_is_not_of_this_release_is_not_shown(client: Client, proof: Path, content: str | None) -> None:
    if content is not None:
        proof.write_text(content)
    assert "not been run for this release" in page(client)
    assert {one.proof.value for one in kept("")} == {"not run"}
