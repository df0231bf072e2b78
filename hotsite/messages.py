"""The translations: English stands in the sources, each other language in one file `locale/<code>/…/django.po`.

A .mo is made from its .po and is not kept in git. Babel does both, because a fresh machine has no GNU gettext.
"""

import io
import re
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.conf import settings
from django.utils.translation import templatize, to_locale

FOLDERS = ("contact", "hotsite", "privacy", "tools")
METHODS = (("**/templates/**", f"{__name__}:in_template"), ("**.py", "python"))
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

#: The lines of a header that we keep. The others are dates, which would change the file at every run, or placeholders.
HEADER = {"Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}

#: What a translation must hold as often as its original: `%(name)s`, `%d`, `{name}`, `<strong`, `</strong`. Babel's
#: own check lets a translation leave out a name and knows no tags.
HOLDERS = re.compile(r"%(?:\(\w+\))?[-+#0]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]|\{\w*\}|</?[a-z]\w*")


def translated_languages() -> list[str]:
    """The languages that need a catalogue: all but the one that the sources are written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def catalogue_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """What is translated so far: nothing if there is no file. Raises SyntaxError, which names the line."""
    path = catalogue_path(language)
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    try:
        return read_po(lines, locale=to_locale(language), abort_invalid=True)
    except PoFileError as error:  # it counts lines from zero
        what = str(error).rpartition(" on ")[0]
        raise SyntaxError(f"{path}, line {error.lineno + 1}: {what}") from None


def write(catalogue: Catalog, language: str) -> None:
    """Writes the .po file: sorted, so that two people who add messages seldom meet, and the same at every run."""
    header = [f'"{name}: {value}\\n"\n' for name, value in catalogue.mime_headers if name in HEADER]
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    text = "".join(('msgid ""\nmsgstr ""\n', *header, "\n")).encode() + body.getvalue()
    _replace(catalogue_path(language), text.rstrip(b"\n") + b"\n")


def compile_catalogues() -> list[Path]:
    """Makes each .mo that is missing or older than its .po; those made. Two processes may do so at once."""
    made = []
    for language in translated_languages():
        po = catalogue_path(language)
        mo = po.with_suffix(".mo")
        changed = po.stat().st_mtime_ns
        if not mo.exists() or mo.stat().st_mtime_ns < changed:
            content = io.BytesIO()
            write_mo(content, read(language))
            _replace(mo, content.getvalue())
            made.append(mo)
    return made


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        file.write(content)
    part = Path(file.name)
    part.chmod(0o644)
    part.replace(path)


def wanted(root: Path) -> Catalog:
    """Every message of the project at `root`, with the files that use it and without translations."""
    found = Catalog()
    for folder in FOLDERS:
        for name, _line, text, _comments, context in extract_from_dir(
            root / folder, METHODS, keywords=KEYWORDS, directory_filter=lambda path: Path(path).name != "frontend"
        ):
            # Without a line: it would change with every edit. Babel reads such places and writes them, untyped.
            found.add(text, locations=[(f"{folder}/{name}", None)], context=context)  # type: ignore[list-item]  # without a line
    return found


def in_template(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterable[Any]:
    """The messages of a template, for Babel. Raises SyntaxError, which names the line, for a broken block."""
    calls = templatize(file.read().decode(), origin=getattr(file, "name", None))
    # In brackets no line's indentation means anything.
    return extract_python(io.BytesIO(f"({calls}\n)".encode()), keywords, comment_tags, {"encoding": "utf-8"})


def updated(have: Catalog, wanted: Catalog) -> Catalog:
    """The messages wanted, with the translations there are. Nothing is guessed from a similar message."""
    for message in wanted:
        known = have.get(message.id, message.context)
        if known is not None and known.id != message.id:
            known.flags.add("fuzzy")  # another plural
    have.update(wanted, no_fuzzy_matching=True)
    return have


def problems(wanted: Catalog, have: Catalog) -> Iterator[str]:
    """One sentence for each message that is missing, empty, fuzzy, wrongly filled in, or obsolete."""
    for message in _sorted(wanted):
        known = have.get(message.id, message.context)
        fault = "missing" if known is None else _fault(message, known)
        if fault:
            yield f"{fault}: {_forms(message.id)[0]!r} ({', '.join(name for name, _line in message.locations)})"
    for message in _sorted(have):
        if wanted.get(message.id, message.context) is None:
            yield f"obsolete: {_forms(message.id)[0]!r}"


def _sorted(catalogue: Catalog) -> list[Message]:
    """The messages without the header, which counts as one whose text is empty."""
    return sorted(message for message in catalogue if message.id)


def _fault(message: Message, known: Message) -> str:
    if known.fuzzy:
        return "fuzzy"
    originals, translations = _forms(message.id), _forms(known.string)
    if _forms(known.id) != originals:
        return "other plural"
    if not all(translations):
        return "empty"
    pairs = ((originals[min(form, len(originals) - 1)], text) for form, text in enumerate(translations))
    return "other placeholders" if any(_holders(one) != _holders(other) for one, other in pairs) else ""


def _forms(text: Any) -> tuple[str, ...]:
    """Babel holds one text, or one for each form of a plural."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _holders(text: str) -> Counter[str]:
    return Counter(HOLDERS.findall(text.replace("%%", "")))
