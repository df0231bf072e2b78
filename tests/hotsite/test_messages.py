import gettext
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from hotsite.messages import catalogue, checking, compile_catalogues, extraction
from hotsite.messages.catalogue import Entry, Key, NotACatalogue

Break = Callable[[dict[Key, Entry]], None]

PLAIN = Key("Privacy policy")
COUNTED = Entry(key=Key("%(n)d file"), plural="%(n)d files", strings=("%(n)d Datei", "%(n)d Dateien"))


@pytest.fixture
def copy(settings: LazySettings, tmp_path: Path) -> Path:
    """The committed German catalogue, in a folder where it may be changed."""
    po = tmp_path / "locale" / "de" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    shutil.copy(catalogue.catalogue_path("de"), po)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return po


def with_holder(entries: dict[Key, Entry]) -> Key:
    return next(key for key in entries if "%(" in key.id and not entries[key].plural)


def missing(entries: dict[Key, Entry]) -> None:
    del entries[PLAIN]


def empty(entries: dict[Key, Entry]) -> None:
    entries[PLAIN] = replace(entries[PLAIN], strings=("",))


def fuzzy(entries: dict[Key, Entry]) -> None:
    entries[PLAIN] = replace(entries[PLAIN], fuzzy=True)


def obsolete(entries: dict[Key, Entry]) -> None:
    entries[Key("Gone")] = Entry(key=Key("Gone"), strings=("Fort",))


def other_placeholders(entries: dict[Key, Entry]) -> None:
    key = with_holder(entries)
    entries[key] = replace(entries[key], strings=(entries[key].strings[0].replace("%(", "%(x"),))


def test_the_committed_catalogue_is_complete() -> None:
    call_command("messages", check=True)


@pytest.mark.parametrize(
    ("breaks", "says"),
    [
        (missing, "de: missing: 'Privacy policy' (privacy/policies/catalogue.py)"),
        (empty, "de: empty: 'Privacy policy' (privacy/policies/catalogue.py)"),
        (fuzzy, "de: fuzzy: 'Privacy policy' (privacy/policies/catalogue.py)"),
        (obsolete, "de: obsolete: 'Gone'"),
        (other_placeholders, "de: other placeholders: "),
    ],
)
def test_the_check_names_what_is_wrong_and_changes_nothing(copy: Path, breaks: Break, says: str) -> None:
    entries = dict(catalogue.read(copy))
    breaks(entries)
    broken = catalogue.written(entries, "de")
    copy.write_text(broken, encoding="utf-8")
    with pytest.raises(CommandError) as error:
        call_command("messages", check=True)
    assert [line for line in str(error.value).splitlines()[:-1] if not line.startswith(says)] == []
    assert copy.read_text(encoding="utf-8") == broken
    assert [path.name for path in copy.parent.iterdir()] == ["django.po"]


def test_bringing_the_committed_catalogue_up_to_date_changes_not_a_byte(copy: Path) -> None:
    before = copy.read_bytes()
    call_command("messages", stdout=io.StringIO())
    assert copy.read_bytes() == before


def test_an_update_adds_what_is_new_drops_what_is_gone_and_guesses_nothing(copy: Path) -> None:
    entries = dict(catalogue.read(copy))
    missing(entries)
    obsolete(entries)
    copy.write_text(catalogue.written(entries, "de"), encoding="utf-8")
    said = io.StringIO()
    call_command("messages", stdout=said)
    after = catalogue.read(copy)
    assert after[PLAIN].strings == ("",)
    assert Key("Gone") not in after
    assert said.getvalue() == "de: empty: 'Privacy policy' (privacy/policies/catalogue.py)\n"


@pytest.mark.parametrize(
    ("original", "translation", "same"),
    [
        ("%(n)s of %(m)s", "%(m)s, davon %(n)s", True),
        ("%(n)s of %(m)s", "%(n)s", False),
        ("%d", "%s", False),
        ("%s", "%s %s", False),
        ("{name} is here", "{name} ist da", True),
        ("{name} is here", "{nome} ist da", False),
        ("100 %% sure", "zu 100 %% sicher", True),
        ("half", "50 % sicher", True),
        ('<a href="%(x)s">one</a>', '<a href="%(x)s">eins</a>', True),
        ('<a href="%(x)s">one</a>', '<a href="%(x)s">eins', False),
    ],
)
def test_a_translation_has_the_placeholders_and_tags_of_its_original(
    original: str, translation: str, same: bool
) -> None:
    wanted = {Key(original): Entry(key=Key(original))}
    have = {Key(original): Entry(key=Key(original), strings=(translation,))}
    assert (list(checking.problems(wanted, have)) == []) is same


def test_every_form_of_a_plural_is_checked() -> None:
    wanted = {COUNTED.key: replace(COUNTED, strings=("", ""))}
    assert list(checking.problems(wanted, {COUNTED.key: COUNTED})) == []
    for strings in (("%(n)d Datei", "Dateien"), ("%(n)d Datei", ""), ("%(n)d Datei",)):
        assert len(list(checking.problems(wanted, {COUNTED.key: replace(COUNTED, strings=strings)}))) == 1


def test_messages_are_found_in_python() -> None:
    source = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext_lazy, npgettext, pgettext
_("one" " and a half")
translation.gettext("two")
label = gettext_lazy("three")
ngettext_lazy("%(n)d file", "%(n)d files", "n")
pgettext("month", "May")
npgettext("mail", "one", "many", 3)
_(variable); other("no"); _()
"""
    found = {(entry.key.context, entry.key.id): entry.plural for entry in extraction.in_python(source, "x.py")}
    assert found == {
        ("", "one and a half"): "",
        ("", "two"): "",
        ("", "three"): "",
        ("", "%(n)d file"): "%(n)d files",
        ("month", "May"): "",
        ("mail", "one"): "many",
    }


def test_an_f_string_is_refused_with_its_place() -> None:
    with pytest.raises(extraction.NotExtractable, match=r"x\.py:2: "):
        list(extraction.in_python('\n_(f"Hello {name}")', "x.py"))


@pytest.mark.parametrize(
    ("template", "key", "plural"),
    [
        ('{% translate "It\'s" %}', Key("It's"), ""),
        ('{% translate "May" context "month" %}', Key("May", "month"), ""),
        ('{% translate "a %" as b %}', Key("a %%"), ""),
        ("{% blocktranslate trimmed %}\n  one\n  two {{ n }}\n{% endblocktranslate %}", Key("one two %(n)s"), ""),
        (
            '{% blocktranslate count n=x context "c" %}{{ n }} file{% plural %}{{ n }} files{% endblocktranslate %}',
            Key("%(n)s file", "c"),
            "%(n)s files",
        ),
        ('{% include "x.html" with a=_("Grüße, (you)") %}', Key("Grüße, (you)"), ""),
        ('{{ a|default:_("none") }}', Key("none"), ""),
    ],
)
def test_messages_are_found_in_templates(template: str, key: Key, plural: str) -> None:
    found = list(extraction.in_template('gettext("no")' + template + ' _("no")', "x.html"))
    assert [(entry.key, entry.plural) for entry in found] == [(key, plural)]


def test_a_message_used_twice_is_one_entry_with_both_its_files(tmp_path: Path) -> None:
    for name, text in {
        "hotsite/b.py": '_("twice"); _("twice")',
        "contact/templates/contact/a.html": '{% translate "twice" %}',
        "contact/readme.html": '{% translate "no template" %}',
        "tools/frontend/node_modules/x/y.py": '_("not ours")',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    sources = ("contact/templates/contact/a.html", "hotsite/b.py")
    assert extraction.wanted(tmp_path) == {Key("twice"): Entry(key=Key("twice"), sources=sources)}


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\x04"))
some_text = texts.filter(bool)


keys = st.builds(Key, some_text, texts)


@given(key=keys, plural=texts, strings=st.tuples(some_text, some_text), fuzzy=st.booleans())
def test_what_is_written_can_be_read(key: Key, plural: str, strings: tuple[str, str], fuzzy: bool) -> None:
    entry = Entry(key=key, plural=plural, strings=strings if plural else strings[:1], sources=("a.py",), fuzzy=fuzzy)
    text = catalogue.written({key: entry}, "de")
    assert catalogue.parsed(text, "x.po") == {key: entry}
    assert translations(catalogue.compiled({key: entry}, "de")) == through_babel(text)


def translations(mo: bytes) -> dict[object, str]:
    """What the standard library reads from a .mo, without the header."""
    read: dict[object, str] = gettext.GNUTranslations(io.BytesIO(mo))._catalog  # type: ignore[attr-defined]
    return {original: translation for original, translation in read.items() if original}


def through_babel(po: str) -> dict[object, str]:
    made = io.BytesIO()
    write_mo(made, read_po(io.BytesIO(po.encode())))
    return translations(made.getvalue())


def test_the_committed_catalogue_compiles_to_what_babel_makes_of_it() -> None:
    po = catalogue.catalogue_path("de")
    ours = translations(catalogue.compiled(catalogue.read(po), "de"))
    assert ours == through_babel(po.read_text(encoding="utf-8"))
    assert ours["Privacy policy"] == "Datenschutzerklärung"


def test_what_is_fuzzy_or_half_translated_stays_english() -> None:
    guessed = Entry(key=Key("a"), strings=("b",), fuzzy=True)
    half = replace(COUNTED, strings=("eine", ""))
    assert translations(catalogue.compiled({guessed.key: guessed, half.key: half}, "de")) == {}


def test_a_catalogue_is_compiled_when_it_is_new_and_when_it_changed_and_not_otherwise(copy: Path) -> None:
    mo = copy.with_suffix(".mo")
    assert compile_catalogues() == [mo]
    assert compile_catalogues() == []
    copy.write_text(copy.read_text(encoding="utf-8").replace('"Datenschutzerklärung"', '"Datenschutz"'))
    assert compile_catalogues() == [mo]
    assert translations(mo.read_bytes())["Privacy policy"] == "Datenschutz"
    assert sorted(path.name for path in copy.parent.iterdir()) == ["django.mo", "django.po"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('msgid "a"\nmsgstr "b"\n\n<<<<<<< HEAD\n', "x.po: lines 4 to 4 are no entry"),
        ('msgid "a"\nmsgstr "b\n', "x.po: lines 1 to 2 are no entry"),
        ('"a"\n', "x.po: lines 1 to 1 are no entry"),
        ('msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n', "x.po: lines 1 to 4 are no entry"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', "x.po: lines 4 to 5 repeat 'a'"),
    ],
)
def test_a_broken_catalogue_is_named_with_its_lines(text: str, says: str) -> None:
    with pytest.raises(NotACatalogue) as error:
        catalogue.parsed(text, "x.po")
    assert str(error.value) == says


def test_what_translators_noted_stays_and_what_is_obsolete_goes() -> None:
    text = '# a month\n#: old.py\nmsgid "May"\nmsgstr "Mai"\n\n#~ msgid "Gone"\n#~ msgstr "Fort"\n'
    wanted = {Key("May"): Entry(key=Key("May"), sources=("new.py",))}
    after = catalogue.written(checking.updated(wanted, catalogue.parsed(text, "x.po")), "de")
    assert after.endswith('\n\n# a month\n#: new.py\nmsgid "May"\nmsgstr "Mai"\n')
    assert "Gone" not in after
