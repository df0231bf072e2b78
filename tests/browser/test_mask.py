"""With "Mask values" on, nothing of a file's contents or name is on the page, in a copy or in a download."""

import re
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_tools import CT, send_to

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


@pytest.fixture
def marker() -> str:
    return "".join(secrets.choice(LETTERS) for _letter in range(12))


def dicom_with(marker: str) -> bytes:
    """Real bytes with the marker in names, identifiers, codes, a private creator, a bad VR and the preamble."""
    plain = marker.encode()
    content = CT.read_bytes()
    for value in (b"CompressedSamples^CT1", b"GE MEDICAL SYSTEMS", b"e+1", b"GEMS_IDEN_01", b"ISO_IR 100"):
        content = content.replace(value, (plain * 2)[: len(value)].ljust(len(value)))
    return plain.ljust(128) + content[128:] + plain * 4


def message_with(marker: str) -> bytes:
    """The marker in every kind of place, sound and broken: a log's prefix, MSH, a stray line, escapes, OBX-2."""
    lines = [
        f"{marker} says",
        rf"MSH|^~\&|{marker}|{marker}|||20240501||{marker}^{marker}|{marker}|P|{marker}|||||||{marker}",
        f"PID|1||{marker}^^^{marker}&1.2&ISO~{marker}||{marker}^{marker}||19700101|{marker}",
        rf"OBX|1|{marker}|{marker}||\{marker}\ and C:\{marker}|{marker}\X4G\|{marker}",
        f"{marker} broke off",
        f"NTE|1|L|<script>{marker}</script>\u202e{marker}\u0007 {marker * 2000}",
    ]
    return "\n".join(lines).encode()


CONTENTS = {
    "dicom-inspector": dicom_with,
    "hl7-viewer": message_with,
    "hl7-validator": message_with,
    "hl7-convert": message_with,
    "hl7-ack": message_with,
    "hl7-builder": message_with,
    "hl7-paths": message_with,
}


def everything_on(page: Page) -> str:
    """All text, attributes and values of fields, in shadow trees too; address, title and what is copied."""
    seen: str = page.evaluate(
        """async () => {
          const said = [location.href, document.title, await navigator.clipboard.readText()];
          const look = (root) => {
            for (const element of root.querySelectorAll("*")) {
              for (const { value } of element.attributes) said.push(value);
              if ("value" in element) said.push(String(element.value));
              if (element.shadowRoot) look(element.shadowRoot);
            }
            said.push(root.textContent ?? "");
          };
          look(document.documentElement);
          return said.join("\\n");
        }"""
    )
    return seen


def leaks(text: str, marker: str) -> list[str]:
    """Whatever of the marker is there: five letters in a row, as text or in hexadecimal."""
    parts = {marker[at : at + 5] for at in range(len(marker) - 4)}
    squeezed = re.sub(r"\s", "", text)
    return [part for part in parts if part in text or part.encode().hex().upper() in squeezed]


def open_file(page: Page, slug: str, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    page.goto(f"/en/tools/{slug}/", wait_until="networkidle")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()


def is_at_end(tree: Locator) -> bool:
    """Whether its last row is the selected one."""
    at = tree.locator("[aria-selected=true]")
    return at.count() == 1 and at.get_attribute("aria-rowindex") == tree.get_attribute("aria-rowcount")


def visit_rows(page: Page) -> list[str]:
    """Selects the rows one by one by keyboard, and looks at the whole page at each."""
    pages = [everything_on(page)]
    for tree in page.get_by_role("treegrid").all():
        tree.focus()
        page.keyboard.press("Home")
        for _row in range(60):
            was_at_end = is_at_end(tree)
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowDown")
            pages.append(everything_on(page))
            if was_at_end and is_at_end(tree):  # the last row, with nothing below it that opens
                break
    return pages


def copy_forms(page: Page) -> list[str]:
    """Every form that the copy menu of the selected row offers."""
    copies = []
    button = page.get_by_role("button", name="Copy", exact=True)
    button.click()
    labels = page.get_by_role("menu", name="Copy").get_by_role("menuitem").all_text_contents()
    page.keyboard.press("Escape")
    for label in labels:
        button.click()
        page.get_by_role("menu", name="Copy").get_by_role("menuitem", name=label, exact=True).click()
        expect(page.get_by_text(f"Copied: {label}")).to_be_visible()
        copies.append(page.evaluate("navigator.clipboard.readText()"))
    return copies


def reports(page: Page, within: Locator | None = None) -> list[tuple[str, str]]:
    """Each report as name and text; of a part of the page, where several have one."""
    saved = []
    for label in ("HTML", "CSV", "Markdown", "JSON", "Text"):
        (within or page).get_by_role("button", name="Download report").click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=label, exact=True).filter(visible=True).click()
        saved.append((download.value.suggested_filename, Path(download.value.path()).read_text()))
    return saved


@pytest.mark.parametrize("slug", sorted(CONTENTS))
def test_nothing_of_a_file_is_seen_copied_or_saved_while_values_are_masked(
    page: Page, slug: str, marker: str, tmp_path: Path
) -> None:
    page.goto(f"/en/tools/{slug}/", wait_until="networkidle")
    page.evaluate("navigator.clipboard.writeText('')")
    open_file(page, slug, tmp_path / f"{marker}.dat", CONTENTS[slug](marker))
    assert leaks(everything_on(page), marker) != []  # the search finds it while it is there
    page.keyboard.press("Alt+m")
    expect(page.get_by_role("button", name="Mask values")).to_have_attribute("aria-pressed", "true")
    for seen in visit_rows(page):
        assert leaks(seen, marker) == []
    for copied in copy_forms(page):
        assert leaks(copied, marker) == []
        assert copied.strip() != ""
    for name, text in reports(page):
        assert re.fullmatch(rf"{slug}-report\.(html|csv|md|json|txt)", name)
        assert leaks(text, marker) == []
        assert "••••" in text
    more = page.get_by_role("button", name=re.compile(r"Show \d+ more"))
    if more.count():
        more.click()
    assert leaks(everything_on(page), marker) == []
    page.keyboard.press("Alt+m")
    assert leaks(everything_on(page), marker) != []


@pytest.mark.parametrize("slug", sorted(CONTENTS))
def test_a_file_opened_while_values_are_masked_is_never_seen(
    page: Page, slug: str, marker: str, tmp_path: Path
) -> None:
    page.goto(f"/en/tools/{slug}/", wait_until="networkidle")
    page.get_by_role("button", name="Mask values").click()
    page.evaluate("navigator.clipboard.writeText('')")
    path = tmp_path / f"{marker}.dat"
    path.write_bytes(CONTENTS[slug](marker))
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()
    assert leaks(everything_on(page), marker) == []


@pytest.mark.parametrize("slug", sorted(CONTENTS))
def test_a_file_that_cannot_be_read_is_not_quoted_while_values_are_masked(
    page: Page, slug: str, marker: str, tmp_path: Path
) -> None:
    path = tmp_path / f"{marker}.dat"
    path.write_bytes((marker * 40).encode())
    page.goto(f"/en/tools/{slug}/", wait_until="networkidle")
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("alert").filter(has_text="not ")).to_be_visible()
    assert leaks(everything_on(page), marker) != []
    page.keyboard.press("Alt+m")
    expect(page.get_by_role("alert").filter(has_text="••••")).to_be_visible()
    assert leaks(everything_on(page), marker) == []


def test_pasted_text_that_is_no_message_is_hidden_while_values_are_masked(page: Page, marker: str) -> None:
    page.goto("/en/tools/hl7-viewer/", wait_until="networkidle")
    page.evaluate("navigator.clipboard.writeText('')")
    page.get_by_role("textbox", name="Raw message", exact=True).click()
    page.keyboard.insert_text(f"Dear {marker}")
    expect(page.get_by_role("alert").filter(has_text="This is not HL7 v2")).to_be_visible()
    page.keyboard.press("Alt+m")
    expect(page.get_by_role("alert").filter(has_text="••••")).to_be_visible()
    assert leaks(everything_on(page), marker) == []
    page.keyboard.press("Alt+m")
    expect(page.get_by_role("textbox", name="Raw message", exact=True)).to_contain_text(f"Dear {marker}")


def test_structure_stays_while_values_are_masked(page: Page, tmp_path: Path) -> None:
    content = b'MSH|^~\\&|LAB|NORTH|EHR|NORTH|20240501||ADT^A01|1|P|2.5.1\rPID|1||A1~B2||DOE^JANE^""||19800101|F\r'
    open_file(page, "hl7-viewer", tmp_path / "message.hl7", content)
    page.keyboard.press("Alt+m")
    expect(page.get_by_label("Raw message, values masked")).to_have_value(
        'MSH|^~\\&|••••|••••|••••|••••|••••||••••^••••|••••|••••|••••\nPID|••••||••••~••••||••••^••••^""||••••|••••'
    )
    expect(page.get_by_text("ADT^A01 · ••••")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Administrative Sex")).to_contain_text("••••")


def test_the_switch_holds_for_every_tool_and_is_forgotten_with_the_page(page: Page) -> None:
    page.goto("/en/tools/dicom-inspector/", wait_until="networkidle")
    switch = page.get_by_role("button", name="Mask values")
    switch.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Values are masked.")).to_have_count(1)
    page.locator(".intake .sample").first.click()
    send_to(page, "HL7 v2 viewer")
    expect(page.get_by_role("heading", level=1, name="HL7 v2 viewer")).to_be_visible()
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"
