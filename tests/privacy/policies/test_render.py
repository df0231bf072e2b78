import pytest

from privacy.policies.operator import facts
from privacy.policies.render import Section, render

NAMES = dict.fromkeys(facts(), "North Hospital")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("](javascript:alert(1))", "](javascript:alert(1))"),
        ("**North** _Hospital_ `x`", "**North** _Hospital_ `x`"),
        ('{id="P9.9"} & Sons', '{id="P9.9"} &amp; Sons'),
        ("$OPERATOR_EMAIL", "$OPERATOR_EMAIL"),
        ("# North\n\n- Hospital", "# North\n\n- Hospital"),
    ],
)
def test_a_hostile_operator_name_is_shown_as_text(name: str, shown: str) -> None:
    html = render("Run by [$OPERATOR_NAME](/en/) or $OPERATOR_NAME.", NAMES | {"OPERATOR_NAME": name}).html
    assert html == f'<p>Run by <a href="/en/">{shown}</a> or {shown}.</p>\n'


@pytest.mark.parametrize("address", ['a"onclick="x@b.test', "a@b.test?subject=x&cc=c@d.test", "<b>@b.test"])
def test_a_hostile_address_stays_one_link_to_one_mailbox(address: str) -> None:
    html = render("$OPERATOR_EMAIL", NAMES | {"OPERATOR_EMAIL": address}).html
    assert html.startswith('<p><a href="mailto:')
    assert html.count("<") == 4
    assert not {"?", "&", '"'} & set(html.split('"')[1])


def test_a_site_address_that_is_a_script_is_no_link() -> None:
    html = render("$SITE_URL", NAMES | {"SITE_URL": "javascript:alert(1)"}).html
    assert html == "<p><a>javascript:alert(1)</a></p>\n"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](ftp://host/)", "<p><a>x</a></p>\n"),
        ("![x](/x.png)", "<p></p>\n"),
        ('{onclick="x" style="y" class="z" id="w"}\nx', '<p id="w">x</p>\n'),
    ],
)
def test_nothing_but_the_allowed_html_comes_out(markdown: str, html: str) -> None:
    assert render(markdown, NAMES).html == html


def test_a_commitment_shows_its_identifier_and_can_be_linked_to() -> None:
    html = render('{id="P1.1"}\nWe promise.', NAMES).html
    assert html == '<p id="P1.1">We promise. <a href="#P1.1" class="pin">P1.1</a></p>\n'


def test_the_sections_are_the_second_level_headings() -> None:
    text = render("{#one}\n## First\n\n### Not this\n\n{#two}\n## Second", NAMES)
    assert text.sections == (Section("one", "First"), Section("two", "Second"))


def test_a_fact_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError, match="OPERATOR_SHOE_SIZE"):
        render("$OPERATOR_SHOE_SIZE", NAMES)
