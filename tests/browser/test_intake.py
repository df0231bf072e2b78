"""How things come in: dropped, picked or pasted; many at once, packed, damaged; and where they are refused."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_tools import CT, drop

PLAIN = ["contact/", "privacy/", "your-data/", "nowhere/"]


@pytest.mark.parametrize("path", PLAIN)
def test_a_plain_page_refuses_a_dropped_file_and_shows_the_way(page: Page, path: str) -> None:
    page.goto(f"/de/{path}")
    before = page.url
    drop(page, CT)
    note = page.get_by_role("alert").filter(has_text="Es wurde nichts geöffnet.")
    expect(note).to_be_in_viewport()
    assert page.url == before
    note.get_by_role("link", name="Zur Startseite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hier öffnen. Hier bleibt es.")


def test_a_refused_file_leaves_a_half_written_message_alone(page: Page, tmp_path: Path) -> None:
    page.goto("/en/contact/")
    message = page.get_by_role("textbox", name="Message")
    message.fill("half written")
    drop(page, CT)
    drop(page, tmp_path)  # a folder
    expect(page.get_by_role("alert").filter(has_text="Nothing was opened.")).to_have_count(1)
    expect(message).to_have_value("half written")
