from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hotsite.environment import ROOT, VARIABLES

BEGIN = "<!-- configuration:"
END = "<!-- end of configuration -->"
README = ROOT / "README.md"


def table() -> str:
    """The variables as a Markdown table."""
    rows = [f"| `{v.name}` | {v.says} | {_default(v.default)} | `{v.example}` |" for v in VARIABLES]
    return "\n".join(["| variable | what it does | default | example |", "|---|---|---|---|", *rows])


def _default(value: str) -> str:
    inside = value.replace(f"{ROOT}/", "")
    return f"`{inside}`" if inside else "–"


def with_table(readme: str) -> str:
    """The README with its table made anew."""
    before, rest = readme.split(BEGIN, 1)
    mark, rest = rest.split("\n", 1)
    return f"{before}{BEGIN}{mark}\n\n{table()}\n\n{END}{rest.split(END, 1)[1]}"


class Command(BaseCommand):
    help = "Writes the README's table of environment variables."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if the table is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        text = README.read_text(encoding="utf-8")
        made = with_table(text)
        if options["check"]:
            raise SystemExit(made != text)
        README.write_text(made, encoding="utf-8")
