from hypothesis import given
from hypothesis import strategies as st

from privacy.policies.compare import Kind, Run, compare, passages


def shown(runs: tuple[Run, ...]) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for run in runs for passage in run.passages for piece in passage]


def test_passages_are_headings_paragraphs_items_and_rows() -> None:
    html = "<h2>One</h2><p>Two <a href='#'>three</a></p><ul><li>Four</li><li><p>Five &amp; six</p></li></ul>"
    html += "<table><tr><th>Seven</th><td>eight</td></tr></table>"
    assert passages(html) == ["One", "Two three", "Four", "Five & six", "Seven · eight"]


def test_a_changed_word_is_marked_in_its_passage() -> None:
    runs = compare("<p>We keep it six months.</p><p>Same.</p>", "<p>We keep it twelve months.</p><p>Same.</p>")
    assert [run.changed for run in runs] == [True, False]
    assert shown(runs) == [
        ("same", "We keep it "), ("removed", "six "), ("added", "twelve "), ("same", "months."), ("same", "Same."),
    ]  # fmt: skip


def test_passages_that_have_little_in_common_are_not_woven_together() -> None:
    runs = compare("<p>We sell nothing.</p>", "<p>Another subject altogether stands here.</p>")
    assert [kind for kind, _text in shown(runs)] == ["removed", "added"]


def test_nothing_changed_is_one_run_without_change() -> None:
    assert [run.changed for run in compare("<p>A</p><p>B</p>", "<p>A</p><p>B</p>")] == [False]


words = st.lists(st.sampled_from(["we", "keep", "nothing", "<", "&", "twelve"]), min_size=1, max_size=8).map(" ".join)
texts = st.lists(words, max_size=6)


def html(paragraphs: list[str]) -> str:
    return "".join(f"<p>{p.replace('&', '&amp;').replace('<', '&lt;')}</p>" for p in paragraphs)


@given(texts, texts)
def test_either_text_can_be_read_out_of_a_comparison(older: list[str], newer: list[str]) -> None:
    runs = compare(html(older), html(newer))
    for left_out, text in ((Kind.ADDED, older), (Kind.REMOVED, newer)):
        read = [
            "".join(piece.text for piece in passage if piece.kind is not left_out)
            for run in runs
            for passage in run.passages
        ]
        assert [passage.strip() for passage in read if passage] == text
