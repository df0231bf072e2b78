import gettext
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import translation

from hotsite import messages

PLAIN = "Imprint"
COUNTED = ("%(n)d file", "%(n)d files")

Break = Callable[[Catalog], object]


@pytest.fixture
def copy(settings: LazySettings, tmp_path: Path) -> Path:
    """The committed German catalogue, in a folder where it may be changed."""
    po = tmp_path / "locale" / "de" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    shutil.copy(messages.catalogue_path("de"), po)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return po


def known(catalogue: Catalog, text: str, context: str | None = None) -> Message:
    message = catalogue.get(text, context)
    assert message is not None
    return message


def catalogue(text: str | tuple[str, ...], string: str | tuple[str, ...] | None = None) -> Catalog:
    made = Catalog(locale="de")
    made.add(text, string, locations=[("a.py", 1)])
    return made


def empty(broken: Catalog) -> None:
    known(broken, PLAIN).string = ""


def other_placeholders(broken: Catalog) -> None:
    known(broken, "New message %(reference)s").string = "Neue Nachricht"


def test_the_committed_catalogue_is_complete() -> None:
    call_command("messages", check=True)


def test_the_site_speaks_german() -> None:
    with translation.override("de"):
        assert translation.gettext(PLAIN) == "Impressum"
        assert translation.pgettext("job", "subject") == "Gegenstand"
        assert translation.gettext("subject") == "Betreff"


@pytest.mark.parametrize(
    ("breaks", "says"),
    [
        (lambda broken: broken.delete(PLAIN), "missing: 'Imprint' (privacy/policies/catalogue.py)"),
        (empty, "empty: 'Imprint' (privacy/policies/catalogue.py)"),
        (lambda broken: known(broken, PLAIN).flags.add("fuzzy"), "fuzzy: 'Imprint' (privacy/policies/cat"),
        (lambda broken: broken.add("Gone", "Fort"), "obsolete: 'Gone'"),
        (other_placeholders, "other placeholders: 'New message %(reference)s' (contact/messages/mails.py)"),
    ],
)
def test_the_check_names_what_is_wrong_and_changes_nothing(copy: Path, breaks: Break, says: str) -> None:
    broken = messages.read("de")
    breaks(broken)
    messages.write(broken, "de")
    before = copy.read_bytes()
    with pytest.raises(CommandError) as error:
        call_command("messages", check=True)
    sentences = str(error.value).splitlines()
    assert sentences[0].startswith(f"de: {says}")
    assert len(sentences) == 2
    assert copy.read_bytes() == before
    assert [path.name for path in copy.parent.iterdir()] == ["django.po"]


def test_bringing_the_committed_catalogue_up_to_date_changes_not_a_byte(copy: Path) -> None:
    before = copy.read_bytes()
    call_command("messages", stdout=io.StringIO())
    assert copy.read_bytes() == before


def test_an_update_adds_what_is_new_drops_what_is_gone_and_guesses_nothing(copy: Path) -> None:
    broken = messages.read("de")
    broken.delete(PLAIN)
    broken.add("Imprints", "Impressen")
    messages.write(broken, "de")
    said = io.StringIO()
    call_command("messages", stdout=said)
    assert said.getvalue() == "de: empty: 'Imprint' (privacy/policies/catalogue.py)\n"
    assert "Impressen" not in copy.read_text(encoding="utf-8")


def test_an_update_makes_a_catalogue_where_there_is_none(copy: Path) -> None:
    copy.unlink()
    call_command("messages", stdout=io.StringIO())
    assert copy.read_text(encoding="utf-8").split("\n\n", 1)[0].splitlines() == [
        'msgid ""',
        'msgstr ""',
        r'"Language: de\n"',
        r'"Plural-Forms: nplurals=2; plural=(n != 1);\n"',
        r'"MIME-Version: 1.0\n"',
        r'"Content-Type: text/plain; charset=utf-8\n"',
        r'"Content-Transfer-Encoding: 8bit\n"',
    ]


def test_what_is_written_has_the_translators_notes_and_files_without_lines(copy: Path) -> None:
    old = '# a month\n#: old.py:7\nmsgid "May"\nmsgstr "Mai"\n\n#~ msgid "Gone"\n#~ msgstr "Fort"\n'
    copy.write_text(old, encoding="utf-8")
    messages.write(messages.updated(messages.read("de"), catalogue("May")), "de")
    assert copy.read_text(encoding="utf-8").split("\n\n", 1)[1] == '# a month\n#: a.py\nmsgid "May"\nmsgstr "Mai"\n'


@pytest.mark.parametrize("before", ["%(n)d file", ("%(n)d file", "%(n)d documents")])
def test_a_message_whose_plural_has_changed_is_looked_at_again(before: str | tuple[str, ...]) -> None:
    strings = "%(n)d Datei" if isinstance(before, str) else ("%(n)d Datei", "%(n)d Dokumente")
    have = catalogue(before, strings)
    assert list(messages.problems(catalogue(COUNTED), have)) == ["other plural: '%(n)d file' (a.py)"]
    after = messages.updated(have, catalogue(COUNTED))
    assert list(messages.problems(catalogue(COUNTED), after)) == ["fuzzy: '%(n)d file' (a.py)"]


@pytest.mark.parametrize(
    ("original", "translation", "same"),
    [
        ("%(n)s of %(m)s", "%(m)s, davon %(n)s", True),
        ("%(n)s of %(m)s", "%(n)s", False),
        ("%d", "%s", False),
        ("%s", "%s %s", False),
        ("{name} is here", "{name} ist da", True),
        ("{name} is here", "{nome} ist da", False),
        ("100%%safe", "zu 100 %% sicher", True),
        ("half", "50 % sicher", True),
        ('<a href="%(x)s">one</a>', '<a href="%(x)s">eins</a>', True),
        ('<a href="%(x)s">one</a>', '<a href="%(x)s">eins', False),
        (COUNTED, ("%(n)d Datei", "%(n)d Dateien"), True),
        (COUNTED, ("%(n)d Datei", "Dateien"), False),
        (COUNTED, ("%(n)d Datei", ""), False),
    ],
)
def test_a_translation_has_the_placeholders_and_tags_of_its_original(
    original: str | tuple[str, ...], translation: str | tuple[str, ...], same: bool
) -> None:
    assert (list(messages.problems(catalogue(original), catalogue(original, translation))) == []) is same


#: What stands in a source, and the context and text of the message that is found in it.
IN_PYTHON = [
    ('_("one" " and a half")', (None, "one and a half")),
    ('translation.gettext("two")', (None, "two")),
    ('label = gettext_lazy(\n    "three"\n)', (None, "three")),
    ('ngettext_lazy("%(n)d file", "%(n)d files", "n")', (None, COUNTED)),
    ('pgettext("month", "May")', ("month", "May")),
    ('pgettext_lazy("month", "May")', ("month", "May")),
    ('npgettext("mail", "one", "many", 3)', ("mail", ("one", "many"))),
]
IN_TEMPLATES = [
    ('{% translate "It\'s" %}', (None, "It's")),
    ('{% translate "May" context "month" %}', ("month", "May")),
    ('{% translate "a %" as b %}', (None, "a %%")),
    ("{% blocktranslate trimmed %}\n  one\n  two {{ n }}\n{% endblocktranslate %}", (None, "one two %(n)s")),
    (
        '{% blocktranslate count n=x context "c" %}{{ n }} file{% plural %}{{ n }} files{% endblocktranslate %}',
        ("c", ("%(n)s file", "%(n)s files")),
    ),
    ('{% include "x.html" with a=_("Grüße, (you)") %}', (None, "Grüße, (you)")),
    ('    (it\'s\n  {{ a|default:_("none") }}\n', (None, "none")),
]


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        *(("hotsite/a.py", f'_(variable); other("no")\n{source}\n', found) for source, found in IN_PYTHON),
        *(("hotsite/templates/a.html", f'gettext("no") {source} _("no")', found) for source, found in IN_TEMPLATES),
    ],
)
def test_messages_are_found(tmp_path: Path, name: str, source: str, found: tuple[str | None, str]) -> None:
    _write(tmp_path / name, source)
    assert [(message.context, message.id) for message in messages.wanted(tmp_path) if message.id] == [found]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_message_used_twice_is_one_with_both_its_files(tmp_path: Path) -> None:
    _write(tmp_path / "hotsite/b.py", '_("twice")\n_("twice")\n')
    _write(tmp_path / "contact/templates/contact/a.txt", '{% translate "twice" %}')
    _write(tmp_path / "contact/readme.html", '{% translate "no template" %}')
    _write(tmp_path / "tools/frontend/x/y.py", '_("not ours")')
    found = [(message.id, dict(message.locations)) for message in messages.wanted(tmp_path) if message.id]
    assert found == [("twice", dict.fromkeys(("contact/templates/contact/a.txt", "hotsite/b.py")))]


def test_a_template_with_a_broken_block_is_named_with_its_line(tmp_path: Path) -> None:
    _write(tmp_path / "tools/templates/a.html", "\n{% blocktranslate %}{% if a %}{% endblocktranslate %}")
    with pytest.raises(SyntaxError, match=r"tools/templates/a\.html, line 2"):
        messages.wanted(tmp_path)


def test_a_catalogue_is_compiled_when_it_is_new_and_when_it_changed_and_not_otherwise(copy: Path) -> None:
    mo = copy.with_suffix(".mo")
    assert messages.compile_catalogues() == [mo]
    assert messages.compile_catalogues() == []
    copy.write_text(copy.read_text(encoding="utf-8").replace('"Impressum"', '"Anbieter"'))
    later = mo.stat().st_mtime_ns + 1_000_000
    os.utime(copy, ns=(later, later))  # a file system's clock may be too coarse to tell
    assert messages.compile_catalogues() == [mo]
    assert gettext.GNUTranslations(io.BytesIO(mo.read_bytes())).gettext(PLAIN) == "Anbieter"
    assert sorted(path.name for path in copy.parent.iterdir()) == ["django.mo", "django.po"]


def test_what_is_fuzzy_or_not_translated_stays_english(copy: Path) -> None:
    half = catalogue("a", "b")
    known(half, "a").flags.add("fuzzy")
    half.add("c")
    messages.write(half, "de")
    messages.compile_catalogues()
    compiled = gettext.GNUTranslations(io.BytesIO(copy.with_suffix(".mo").read_bytes()))
    assert [compiled.gettext("a"), compiled.gettext("c")] == ["a", "c"]


@pytest.mark.django_db
def test_seed_compiles_the_catalogues_of_a_clean_clone(copy: Path) -> None:
    call_command("seed")
    assert copy.with_suffix(".mo").is_file()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr "b"\n\n<<<<<<< HEAD\n', 4),
        ('"a"\n', 1),
        ('\nmsgid "a"\n', 2),
    ],
)
def test_a_broken_catalogue_is_named_with_its_line_and_left_as_it_is(copy: Path, text: str, line: int) -> None:
    copy.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=rf"django\.po, line {line}: "):
        call_command("messages")
    assert copy.read_text(encoding="utf-8") == text
