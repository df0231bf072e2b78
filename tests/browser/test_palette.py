"""Search and keys: everything is found, nothing that is typed goes anywhere, and the addresses it shows answer."""

from playwright.sync_api import Page, Route, expect

from tests.browser.test_accessibility import THEMES, WIDTHS, violations
from tests.browser.test_tools import ORU
from tests.browser.witness import Witness
from tests.site import wait_for


def search(page: Page, words: str) -> None:
    """Types into the dialog anew, once it has everything."""
    box = page.get_by_role("combobox", name="Find")
    if not box.is_visible():
        page.keyboard.press("Control+k")
    expect(page.locator("#palette-list")).not_to_have_attribute("aria-busy", "true")
    box.fill("")
    page.keyboard.type(words)


def test_search_on_a_plain_page_leads_to_a_tool_and_sends_nothing_that_is_typed(
    page: Page,
    witness: Witness,
) -> None:
    page.goto("/en/contact/", wait_until="networkidle")
    search(page, "")  # what it searches comes with the first opening
    witness.forget()
    search(page, "pid parser pipe")
    expect(page.get_by_role("status").filter(has_text="Nothing found")).to_be_visible()
    search(page, "pipe segment")
    expect(page.get_by_role("option")).to_have_count(1)
    witness.nothing_left()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{witness.site.url}/en/tools/hl7-viewer/")


def test_a_locked_page_asks_for_nothing_when_its_dictionaries_are_searched(
    page: Page,
    witness: Witness,
) -> None:
    page.goto("/en/tools/dicom-inspector/", wait_until="networkidle")
    witness.watch_from_now()
    for words, found in (
        ("0010,0020", "Patient ID"), ("(0010,0020)", "Patient ID"), ("00100020", "Patient ID"),
        ("PatientID", "Patient ID"), ("patient name", "Patient's Name"), ("PID-3", "Patient Identifier List"),
        ("PID.3", "Patient Identifier List"), ("PID-3.5", "CX.5"), ("1.2.840.10008.1.2.1", "Explicit VR Little Endian"),
        ("CX", "Data type"), ("0203", "Table"), ("OBX", "Observation/Result"), ("hl7 viewer", "HL7 v2 viewer"),
    ):  # fmt: skip
        search(page, words)
        expect(page.get_by_role("option", selected=True)).to_contain_text(found)
    witness.nothing_left()


def test_thousands_of_results_are_all_within_reach_and_few_are_in_the_document(page: Page) -> None:
    page.goto("/en/tools/dicom-inspector/", wait_until="networkidle")
    search(page, "a")
    count = int(page.get_by_role("option", selected=True).get_attribute("aria-setsize") or 0)
    assert count > 5_000
    assert page.get_by_role("option").count() < 60
    page.keyboard.press("Control+End")
    last = page.get_by_role("option", selected=True)
    expect(last).to_be_in_viewport()
    expect(last).to_have_attribute("aria-posinset", str(count))
    box = page.get_by_role("combobox", name="Find")
    assert box.get_attribute("aria-activedescendant") == last.get_attribute("id")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_attribute("aria-posinset", "1")


def test_an_entry_is_shown_with_its_address_which_answers(page: Page, witness: Witness) -> None:
    page.goto("/en/tools/hl7-viewer/", wait_until="networkidle")
    witness.watch_from_now()
    addresses = []
    for words in ("0010,0020", "60xx3000", "1.2.840.10008.1.2", "PID-3", "CX.5", "OBX", "XPN", "0203"):
        search(page, words)
        page.keyboard.press("Enter")
        expect(page.locator(".panel-title")).to_be_focused()
        page.get_by_role("button", name="Copy the address").click()
        expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
        addresses.append(str(page.evaluate("navigator.clipboard.readText()")))
        page.keyboard.press("Escape")
        expect(page.get_by_role("combobox", name="Find")).to_be_focused()
    witness.nothing_left()
    page.keyboard.press("Escape")
    assert addresses[0] == f"{witness.site.url}/en/dicom/tags/00100020/"
    for address in addresses:
        answer = page.goto(address)
        assert answer, address
        assert answer.status == 200, address
        _, _, key = address.partition("#")
        if key:
            expect(page.locator("tr:target")).to_contain_text(key)


def test_what_is_typed_while_the_dialog_is_on_its_way_is_kept(page: Page) -> None:
    page.add_init_script("window.requestIdleCallback = () => 0")  # it is loaded when it is asked for
    held: list[Route] = []
    page.route("**/assets/dialog-*.js", lambda route: held.append(route))
    page.goto("/en/contact/")
    expect(page.get_by_role("button", name="Search")).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("Imprint")
    wait_for(lambda: page.title() and held)
    held[0].continue_()
    expect(page.get_by_role("combobox", name="Find")).to_have_value("Imprint")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Imprint")


def test_an_entry_leads_to_others_and_back_to_where_one_was(page: Page) -> None:
    page.goto("/de/tools/hl7-viewer/", wait_until="networkidle")
    page.keyboard.press("Control+k")
    page.keyboard.type("pid-3")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    panel = page.locator(".palette-panel")
    expect(panel.get_by_role("row").last).to_contain_text("2.3.1 – 2.8.2")
    panel.get_by_role("button", name="CX", exact=True).last.click()
    expect(panel.get_by_role("heading", level=3)).to_contain_text("CX")
    panel.get_by_role("button", name="CX.5", exact=True).click()
    expect(panel.get_by_role("heading", level=3)).to_contain_text("Identifier Type Code")
    page.keyboard.press("Escape")
    expect(page.get_by_role("option", selected=True)).to_contain_text("PID-3")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_tool_is_opened_beside_what_is_open_and_nothing_is_lost(page: Page) -> None:
    page.goto("/en/tools/hl7-viewer/", wait_until="networkidle")
    page.locator("hot-editor").click()
    page.keyboard.insert_text(ORU.replace("\r", "\n"))
    expect(page.get_by_text("ORU^R01^ORU_R01").first).to_be_visible()
    search(page, "dicom inspector")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("DICOM inspector")
    page.go_back()
    expect(page.get_by_text("ORU^R01^ORU_R01").first).to_be_visible()


def test_what_was_typed_goes_with_the_dialog(page: Page) -> None:
    page.goto("/en/", wait_until="networkidle")
    search(page, "MARKER")
    page.keyboard.press("Escape")
    expect(page.locator("#palette input")).to_have_value("")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", selected=True)).to_contain_text("DICOM inspector")


def test_a_question_mark_lists_the_keys_of_the_page_and_its_tool(page: Page) -> None:
    page.goto("/en/tools/hl7-viewer/", wait_until="networkidle")
    page.get_by_role("textbox").first.click()
    page.keyboard.type("?")
    expect(page.locator("dialog[open]")).to_have_count(0)  # typed into a field, it is a question mark
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    for words in ("Everywhere", "In a table or tree", "In the path box", "In the results of a search", "Page Down"):
        expect(dialog).to_contain_text(words)
    page.keyboard.press("Escape")
    page.goto("/de/contact/")
    page.get_by_role("button", name="Tasten").click()
    dialog = page.get_by_role("dialog", name="Tasten")
    expect(dialog).to_contain_text("Bild ab")
    expect(dialog).not_to_contain_text("Im Feld für den Pfad")


def test_search_an_entry_and_the_keys_have_no_violation(page: Page) -> None:
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for code, width in (("en", WIDTHS["desk"]), ("de", WIDTHS["phone"])):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"/{code}/tools/hl7-viewer/", wait_until="networkidle")
            page.keyboard.press("Control+k")
            page.keyboard.type("pid-3")
            assert violations(page) == [], (theme, width)
            page.keyboard.press("Enter")
            assert violations(page) == [], (theme, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.keyboard.press("Escape")
            page.keyboard.press("Escape")
            page.keyboard.press("?")
            assert violations(page) == [], (theme, width)
