from pathlib import Path

import pytest

from hotsite.environment import VARIABLES, Environment, WrongEnvironment, is_loopback, read
from hotsite.secret import secret_key

REAL = {
    "SITE_URL": "https://tools.hospital.test",
    "OPERATOR_NAME": "North Hospital",
    "OPERATOR_EMAIL": "it@hospital.test",
    "SITE_EMAIL": "tools@hospital.test",
    "OPERATOR_ADDRESS": "Hospital Road 1, Northtown",
    "SUPERVISORY_AUTHORITY": "Commissioner of Northland",
    "PROCESSORS": "none",
}


def refusal(**environ: str) -> str:
    with pytest.raises(WrongEnvironment) as caught:
        read(environ)
    return str(caught.value)


def test_an_empty_environment_runs_on_this_machine_alone() -> None:
    environment = read({})
    assert environment.site_url == "http://127.0.0.1:8000"
    assert is_loopback(environment.site_url)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"), ("PORT", "0"), ("PORT", "65536"), ("PORT", "８０"),
        ("HOST", "a host"), ("HOST", "http://host"),
        ("SITE_URL", "tools.hospital.test"), ("SITE_URL", "https://"), ("SITE_URL", "https://host/path"),
        ("SITE_URL", "https://user@host"), ("SITE_URL", "https://host?"), ("SITE_URL", "https://host#"),
        ("MAIL_URL", "smtp://user:hun/ter2@host"), ("MAIL_URL", "smtp://host:abc"),
        ("REDIS_URL", "redis://:hun/ter2@host:6379/0"), ("SITE_URL", "https://host:port"),
        ("DATABASE_URL", "mysql://host/name"), ("REDIS_URL", "http://host"), ("MAIL_URL", "mail.host"),
        ("ALLOW_HTTP", "yes"), ("DEBUG", "true"), ("DATA_DIR", "relative/folder"),
        ("OPERATOR_EMAIL", "nobody"), ("OPERATOR_EMAIL", "a b@host"), ("TIME_ZONE", "Mars/Olympus"),
        ("PROCESSORS", "North Hosting"), ("PROCESSORS", "North : parking : DE"), ("PROCESSORS", "North : mail : US"),
        ("WEB_PROCESSES", "-1"), ("SWEEP_SECONDS", "0"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_by_name_and_with_an_example(name: str, value: str) -> None:
    said = refusal(**{name: value})
    example = next(variable.example for variable in VARIABLES if variable.name == name)
    assert name in said
    assert f"Example: {name}={example}" in said


def test_all_wrong_values_are_named_at_once() -> None:
    said = refusal(PORT="x", TIME_ZONE="x")
    assert "PORT" in said
    assert "TIME_ZONE" in said


def test_a_password_in_an_address_is_not_repeated() -> None:
    assert "hunter2" not in refusal(DATABASE_URL="mysql://site:hunter2@host/name")


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_every_example_passes_its_own_check(variable: object) -> None:
    check, example, name = (getattr(variable, part) for part in ("check", "example", "name"))
    if name not in {"SECRET_KEY", "OLD_SECRET_KEYS"}:
        check(example)


@pytest.mark.parametrize("name", ["MAIL_URL", "REDIS_URL", "DATABASE_URL"])
def test_a_password_that_breaks_an_address_is_not_repeated_either(name: str) -> None:
    scheme = {"MAIL_URL": "smtp", "REDIS_URL": "redis", "DATABASE_URL": "postgresql"}[name]
    said = refusal(**{name: f"{scheme}://user:hun/ter2@host:25/0"})
    assert "hun" not in said
    assert "%2F" in said


@pytest.mark.parametrize(
    ("environ", "origin"),
    [
        ({"PORT": "80"}, "http://127.0.0.1"),
        ({"SITE_URL": "http://LocalHost:8000/"}, "http://localhost:8000"),
        (REAL | {"SITE_URL": "HTTPS://Tools.Hospital.test:443"}, "https://tools.hospital.test"),
        ({"SITE_URL": "http://[::1]:80"}, "http://[::1]"),
    ],
)
def test_an_address_is_read_as_browsers_write_it(environ: dict[str, str], origin: str) -> None:
    assert read(environ).site_url == origin


def test_debug_is_for_this_machine_alone() -> None:
    assert read({"DEBUG": "1"}).flag("DEBUG")
    assert "DEBUG" in refusal(**REAL, DEBUG="1")


def test_every_value_that_says_example_is_named_on_https() -> None:
    assert "MAIL_URL" in refusal(**REAL, MAIL_URL="smtp://mail.EXAMPLE")


def test_https_refuses_while_an_operator_value_says_example() -> None:
    said = refusal(**(REAL | {"OPERATOR_NAME": "EXAMPLE operator"}))
    assert "OPERATOR_NAME still says EXAMPLE" in said
    assert read(REAL).site_url == "https://tools.hospital.test"


def test_plain_http_to_other_machines_needs_to_be_asked_for() -> None:
    assert "ALLOW_HTTP=1" in refusal(SITE_URL="http://tools.hospital.test")
    assert "not both https" in refusal(**REAL, TOOLS_URL="http://open-here.hospital.test")
    assert "port alone" in refusal(SITE_URL="http://localhost:1", TOOLS_URL="http://localhost:2")
    assert "SITE_URL" in refusal(HOST="0.0.0.0", ALLOW_HTTP="1")  # noqa: S104  (a value to refuse)
    assert read({"SITE_URL": "http://tools.hospital.test", "ALLOW_HTTP": "1"}).flag("ALLOW_HTTP")


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:8000", True), ("http://[::1]:8000", True), ("http://localhost:1", True),
        ("http://tools.localhost", True), ("http://127.evil.test", False), ("http://10.0.0.1", False),
        ("http://localhost.evil.test", False),
    ],
)  # fmt: skip
def test_loopback_is_told_from_look_alikes(url: str, *, loopback: bool) -> None:
    assert is_loopback(url) is loopback


def test_an_ipv6_host_is_bracketed_in_the_address() -> None:
    assert Environment(read({}).values | {"HOST": "::1"}).site_url == "http://[::1]:8000"


def test_the_first_run_makes_a_secret_that_only_its_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "secret"
    secret = secret_key("", file)
    assert secret == secret_key("", file)
    assert len(secret) >= 50
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(WrongEnvironment, match="SECRET_KEY is shorter than 50"):
        secret_key("short", Path("/nowhere"))


def test_a_secret_file_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WrongEnvironment, match="SECRET_KEY_FILE"):
        secret_key("", tmp_path / "file" / "secret")


def test_the_readme_lists_every_variable() -> None:
    from hotsite.environment import ROOT
    from hotsite.management.commands.configuration import with_table

    readme = (ROOT / "README.md").read_text()
    assert with_table(readme) == readme
