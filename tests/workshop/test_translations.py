import gettext
import io
from pathlib import Path

from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from workshop import translations
from workshop.places import ROOT

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Say \"hello\"\n"
msgstr "Sag „hallo“\n"

msgctxt "month"
msgid "May"
msgstr "Mai"

msgid "one file"
msgid_plural "%(count)s files"
msgstr[0] "eine Datei"
msgstr[1] "%(count)s Dateien"

#, fuzzy
msgid "unsure"
msgstr "unsicher"

msgid "empty"
msgstr ""

#~ msgid "gone"
#~ msgstr "weg"
"""


def test_python_reads_what_was_compiled() -> None:
    german = gettext.GNUTranslations(io.BytesIO(translations.compiled(PO)))
    assert german.gettext('Say "hello"\n') == "Sag „hallo“\n"
    assert german.pgettext("month", "May") == "Mai"
    assert german.ngettext("one file", "%(count)s files", 2) == "%(count)s Dateien"
    assert [german.gettext(text) for text in ("unsure", "empty", "gone")] == ["unsure", "empty", "gone"]


def test_babel_compiles_our_own_translations_to_the_same_messages() -> None:
    for po in (ROOT / "hotsite" / "locale").glob("*/LC_MESSAGES/django.po"):
        babels = io.BytesIO()
        write_mo(babels, read_po(po.read_text(encoding="utf-8").splitlines(keepends=True)))
        ours = read_mo(io.BytesIO(translations.compiled(po.read_text(encoding="utf-8"))))
        theirs = read_mo(io.BytesIO(babels.getvalue()))
        assert {(m.context, str(m.id)): m.string for m in ours if m.id} == {
            (m.context, str(m.id)): m.string for m in theirs if m.id
        }


def test_a_catalogue_is_compiled_once_until_it_changes(tmp_path: Path) -> None:
    po = tmp_path / "django.po"
    po.write_text(PO)
    assert translations._is_stale(po)
    po.with_suffix(".mo").write_bytes(translations.compiled(PO))
    assert not translations._is_stale(po)
