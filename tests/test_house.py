"""The rules of the whole house."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.catalogue import TOOLS

ROOT = Path(__file__).resolve().parent.parent

#: Every folder of the root, and its floor.
FLOORS = {
    "hotsite": "roof and ground",
    "contact": "apps",
    "tools": "apps",
    "privacy": "privacy",
    "tests": "mirrors the house",
    "workshop": "sets the house up, runs and checks it; imports nothing of it",
    "deploy": "what runs it elsewhere",
    "docs": "decisions",
    ".ci": "what a change must pass",
}

#: Every module of the roof. One that is missing here has no floor in pyproject.toml's layers either.
ROOF = {
    "admin", "apps", "backups", "celery", "environment", "ground", "health", "lock", "login", "management", "messages",
    "models", "offline", "pages", "personal_data", "processes", "proof", "roles", "second_factor", "secret", "settings",
    "urls", "weblog", "webworker", "wsgi",
}  # fmt: skip
NOT_MODULES = {"locale", "measured", "migrations", "service_worker.js", "static", "templates"}


def tracked(*patterns: str) -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in listed if (ROOT / name).exists()]


def test_every_root_folder_has_a_floor() -> None:
    folders = {name.split("/")[0] for name in tracked() if "/" in name}
    assert folders == set(FLOORS)


def test_every_roof_module_has_a_floor() -> None:
    parts = {name.split("/")[1].removesuffix(".py") for name in tracked("hotsite/")}
    assert parts - NOT_MODULES - {"__init__"} == ROOF


def test_the_layers_name_every_roof_module() -> None:
    layers = (ROOT / "pyproject.toml").read_text()
    assert [module for module in sorted(ROOF - {"ground"}) if f"hotsite.{module}" not in layers] == []


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.slug)
def test_a_tool_has_its_three_files(tool: object) -> None:
    slug = getattr(tool, "slug", "")
    missing = [
        name
        for name in (f"tools/templates/tools/{slug}.html", f"tools/frontend/src/pages/{slug}.ts")
        if not (ROOT / name).is_file()
    ]
    assert missing == [], f"the tool {slug!r} of tools/catalogue/ lacks {missing}"


def test_no_tool_file_is_without_its_entry_in_the_catalogue() -> None:
    slugs = {tool.slug for tool in TOOLS}
    pages = {path.stem for path in (ROOT / "tools/frontend/src/pages").glob("*.ts")}
    templates = {path.stem for path in (ROOT / "tools/templates/tools").glob("*.html")} - {"article", "page"}
    assert (pages - slugs, templates - slugs) == (set(), set()), "these have no entry in tools/catalogue/"


INCLUDES = re.compile(r'{% include "([^"]+)"')


def public_templates() -> dict[str, str]:
    """The text of each template that visitors see, by the name under which it is included."""
    files = [path for path in tracked("*.html") if "/templates/" in path and "/admin/" not in path]
    return {path.partition("/templates/")[2]: (ROOT / path).read_text() for path in files}


def test_every_form_leads_to_the_privacy_policy() -> None:
    templates = public_templates()

    def whole(name: str) -> str:
        text = templates[name]
        return text + "".join(whole(part) for part in INCLUDES.findall(text))

    # The frame's own link does not count: what it includes has to have one, as a page has.
    parts = {part for name, text in templates.items() if name != "base.html" for part in INCLUDES.findall(text)}
    pages = {name: whole(name) for name in templates if name not in parts | {"base.html"}}
    forms = {name for name, text in pages.items() if "<form" in text}
    assert len(forms) >= 4
    assert {name for name in forms if '{% url "privacy:policy" "privacy" ' not in pages[name]} == set()


def test_doors_hold_nothing_but_imports() -> None:
    doors = [ROOT / app / name for app in ("contact", "hotsite/ground") for name in ("models.py", "tasks.py")]
    for door in (path for path in doors if path.exists()):
        lines = [line for line in door.read_text().splitlines() if line and not line.startswith(('"""', "from "))]
        assert all(line.startswith("__all__") for line in lines), f"{door} does more than import from its rooms"


@pytest.mark.parametrize("name", ["utils", "helpers", "manager2", "common", "misc"])
def test_no_file_is_named_for_nothing(name: str) -> None:
    assert [path for path in tracked() if Path(path).stem == name] == []


def test_the_house_speaks_of_itself_alone() -> None:
    words = ["-e", "pypi.org", "-e", "npmjs.org", "-e", "files.pythonhosted"]
    found = subprocess.run(
        ["git", "grep", "-nI", "--untracked", *words, "--", ".", ":!tests/test_house.py"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.stdout == ""


def test_imports_run_downwards() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
