"""Documents inside messages: images and texts are shown, everything is saved or opened by the tool that is for it."""

import base64
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import look_at
from tests.browser.test_tools import CT, choose
from tests.browser.witness import Witness

VIEWER = "/en/tools/hl7-viewer/"
HEADER = "MSH|^~\\&|SAMPLE|SYN|HIS|SYN|20261129||ORU^R01^ORU_R01|1|T|2.5.1\rPID|1||SYN1\rOBR|1|||R^Report\r"


def selected(page: Page, path: str) -> Locator:
    box = page.get_by_role("textbox", name="Path")
    box.fill(path)
    box.press("Enter")
    return page.locator(".hl7-document")


def message(folder: Path, *results: str) -> Path:
    file = folder / "documents.hl7"
    file.write_text(HEADER + "".join(f"{result}\r" for result in results))
    return file


def test_images_texts_and_pointers_are_shown_as_what_they_are(page: Page, witness: Witness, tmp_path: Path) -> None:
    page.goto(VIEWER, wait_until="networkidle")
    witness.watch_from_now()
    page.get_by_role("button", name="Result with documents").click()
    document = selected(page, "OBX-5")
    image = document.get_by_role("img", name="Image in OBX")
    expect(image).to_be_visible()
    assert image.evaluate("it => [it.naturalWidth, it.naturalHeight]") == [48, 32]
    expect(document).to_contain_text("PNG")
    expect(document).to_contain_text("The message says: IM · PNG.")
    expect(document).to_contain_text("not for diagnosis")
    look_at(page)
    page.set_viewport_size({"width": 1280, "height": 900})

    document = selected(page, "OBX[2]-5.5")
    with page.expect_download() as download:
        document.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "document.pdf"
    download.value.save_as(tmp_path / "saved.pdf")
    assert (tmp_path / "saved.pdf").read_bytes().startswith(b"%PDF-1.4")

    expect(selected(page, "OBX[3]-5").get_by_label("Document")).to_have_text("Plainly synthetic & short.\nSecond line.")
    expect(selected(page, "OBX[4]-5")).to_contain_text("Nothing is loaded from there.")

    page.get_by_role("button", name="Mask values").click()
    masked = selected(page, "OBX-5")
    expect(masked).to_contain_text("not shown while values are masked")
    expect(masked.get_by_role("img")).to_have_count(0)
    expect(masked.get_by_role("button")).to_have_count(0)
    witness.nothing_left()


def test_a_file_in_a_message_opens_in_its_tool_and_damage_is_said(page: Page, tmp_path: Path) -> None:
    letters = base64.b64encode(CT.read_bytes()).decode()
    damaged = letters[:400] + "!" + letters[400:]
    text = base64.b64encode(b"<script>document.title = 'drawn'</script>" * 3).decode()
    image = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(60)).decode()
    page.goto(VIEWER, wait_until="networkidle")
    choose(
        page,
        message(
            tmp_path,
            f"OBX|1|ED|CT||^IM^DICOM^Base64^{damaged}",
            f"OBX|2|ST|HTML||{text}",
            f"OBX|3|ED|IMG||^IM^PNG^Base64^{image}",
        ),
    )
    expect(selected(page, "OBX[2]-5")).to_contain_text("<script>")
    assert page.title() != "drawn"
    expect(selected(page, "OBX[3]-5")).to_contain_text("The browser cannot show this image")

    document = selected(page, "OBX-5")
    expect(document).to_contain_text("Byte 400 of the encoded data")
    document.get_by_role("button", name="Open in DICOM inspector").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("DICOM inspector")
    page.get_by_label("Find tag").fill("patient's name")
    expect(page.get_by_role("row").filter(has_text="0010,0010")).to_contain_text("CompressedSamples^CT1")
