"""The operator's file of outside services: what is wrong in it stops the start, with its place."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotsite.environment import ROOT
from privacy.consent.providers import parse, read

GOOD = """
[[provider]]
slug = "a"
name = "A"
group = "analytics"
script = "https://a.test/a.js"
[[provider.cookie]]
name = "_a_*"
purpose = { en = "x" }
"""


def test_the_example_is_read() -> None:
    [matomo] = parse((ROOT / "deploy/providers.example.toml").read_text()).providers
    assert (matomo.group, matomo.origins) == ("analytics", ("https://statistics.EXAMPLE",))
    assert [cookie.name for cookie in matomo.cookies] == ["_pk_id.*", "_pk_ses.*"]


def test_the_origin_of_the_script_is_known_without_saying() -> None:
    [provider] = parse(GOOD.replace('a.js"', 'a.js"\norigins = ["https://a.test/x", "https://b.test"]')).providers
    assert provider.origins == ("https://a.test", "https://b.test")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"analytics"', '"necessary"', "it is one of analytics, marketing, other"),
        ("https://a.test/a.js", "http://a.test/a.js", "no https address"),
        ("https://a.test/a.js", "https://a.test; script-src *", "no https address"),
        ("https://a.test/a.js", "javascript:alert(1)", "no https address"),
        ('name = "A"\n', "", "says nothing about name of the provider 'a'"),
        ('slug = "a"', 'slug = "a"\ncolour = "red"', "'colour' of the provider 'a', which means nothing"),
        ("_a_*", "_*_a", "a * that is not at its end"),
        ("en =", "de =", "no words in English"),
        ('purpose = { en = "x" }', 'purpose = { en = "x" }\ndays = 0', "days=0"),
        ('purpose = { en = "x" }', 'purpose = { en = "x" }\nkind = "crumb"', "kind='crumb'"),
        ("[[provider]]", "[[provider", "is not TOML"),
        (
            "[[provider]]",
            '[house_advert]\ngroup="marketing"\nlink="//evil.test"\nsays={en="x"}\n[[provider]]',
            "no path",
        ),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        parse(GOOD.replace(old, new, 1))
    assert said in str(error.value)


def test_two_of_the_same_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two providers alike"):
        parse(GOOD + GOOD)


@pytest.mark.parametrize("path", ["/nowhere/at/all.toml", "/"])
def test_a_file_that_cannot_be_read_is_named(path: str) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        read(Path(path))


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "providers.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match="UTF-8"):
        read(file)


@given(st.text())
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        parse(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017  (either outcome is right)


def test_a_wrong_file_stops_the_start_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "providers.toml"
    file.write_text('[[provider]]\nslug = "a"\n')
    environment = os.environ | {"PROVIDERS_FILE": str(file), "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert f"PROVIDERS_FILE='{file}' says nothing about group of the provider 'a'" in done.stderr
