"""Paths and code as people look for them: from a value that is clicked, and from a path of another program."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_convert import open_file
from tests.browser.witness import Witness

TOOL = "/en/tools/hl7-paths/"
MESSAGE = (
    "MSH|^~\\&|LAB|N|EHR|N|20240501||ORU^R01^ORU_R01|1|T|2.5.1\rPID|1||7^^^N~MARKER^^^N\r"
    "OBR|1|||A\rOBX|1|NM|A||1|||||||F\rOBX|2|NM|B||2|||||||F\rZZZ|local\r"
)


def test_a_value_that_is_clicked_is_a_path_in_every_spelling_and_code_to_copy(
    page: Page, witness: Witness, tmp_path: Path
) -> None:
    page.goto(TOOL, wait_until="networkidle")
    witness.watch_from_now()
    panel = page.get_by_role("region", name="Path and code")
    expect(panel).to_contain_text("PID-5.1 Patient Name › Family Name")  # before anything is open
    open_file(page, tmp_path / "result.hl7", MESSAGE.encode())
    tree = page.get_by_role("treegrid", name="Segments and fields")
    tree.get_by_role("row").filter(has_text="OBX[2]-5").click()
    expect(panel).to_contain_text("OBX[2]-5 Observation Value")
    expect(panel).to_contain_text('terser.get("/PATIENT_RESULT/ORDER_OBSERVATION/OBSERVATION(1)/OBX-5");')
    expect(panel).to_contain_text("var value = msg['OBX'][1]['OBX.5']['OBX.5.1'].toString();")
    expect(panel).to_contain_text("for each (var segment in msg['OBX']) {")
    panel.get_by_role("button", name="Copy: Python", exact=True).click()
    expect(panel.get_by_text("Copied: Python")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == (
        'import hl7\n\nmessage = hl7.parse(text)\nvalue = message["OBX2.F5"]'
    )
    tree.get_by_role("row").filter(has_text="ZZZ-1").click()
    expect(panel).to_contain_text("msg['ZZZ']['ZZZ.1']['ZZZ.1.1']")

    typed = panel.get_by_role("textbox", name="A path in any spelling")
    typed.fill("/PATIENT_RESULT(0)/ORDER_OBSERVATION/OBSERVATION(1)/OBX-3")
    typed.press("Enter")
    expect(panel).to_contain_text("OBX[2]-3")
    expect(page).to_have_url(f"{witness.site.url}{TOOL}#path=OBX[2]-3")
    typed.fill("msg['PID']['PID.3'][1]['PID.3.4']")
    typed.press("Enter")
    expect(panel).to_contain_text("PID-3[2].4 Patient Identifier List › Assigning Authority")
    typed.fill("PID.F30")
    panel.get_by_role("button", name="Show").click()
    expect(panel.get_by_text("The message has no PID-30")).to_be_visible()
    typed.fill("alert(1)")
    typed.press("Enter")
    expect(panel.get_by_text("This is no path in a spelling that is known here")).to_be_visible()
    assert "MARKER" not in panel.inner_text()
    witness.nothing_left()
