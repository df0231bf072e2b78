"""axe finds nothing on any page, in both languages and both themes, on a desk and on a phone."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.site import ROOT
from tools.catalogue import TOOLS, Tool

AXE = (ROOT / "tools/frontend/node_modules/axe-core/axe.min.js").read_text()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, Theme] = ("light", "dark")
WIDTHS = {"desk": 1280, "phone": 320}


def violations(page: Page) -> list[str]:
    """What axe finds, one sentence each: the rule, and the first place."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:120]})" for one in found["violations"]]


def public_paths() -> list[str]:
    from hotsite.pages import public_paths

    return [*public_paths(), "nowhere/", "contact/sent/M-0000-0000/"]


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("path", public_paths())
def test_a_page_has_no_violation(page: Page, path: str, code: str) -> None:
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for width in WIDTHS.values():
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"/{code}/{path}")
            assert violations(page) == [], (theme, width)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} needs {wide} px of {width}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.slug)
def test_a_tool_with_a_broken_sample_open_has_no_violation(page: Page, tool: Tool, theme: Theme) -> None:
    page.emulate_media(color_scheme=theme)
    for code, width in (("en", WIDTHS["desk"]), ("de", WIDTHS["phone"])):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"/{code}/tools/{tool.slug}/")
        page.locator(".intake .btn.small").last.click()
        page.get_by_role("treegrid").get_by_role("row").nth(3).click()
        assert violations(page) == [], (theme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_contact_form_with_errors_has_no_violation(page: Page, theme: Theme) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto("/de/contact/")
    page.get_by_role("button", name="Nachricht senden").click()
    assert page.title().startswith("Fehler:")
    assert violations(page) == []


STAFF_PAGES = ["", "contact/contactmessage/", "hotsite/staffaccount/", "ground/job/"]


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("path", STAFF_PAGES)
def test_the_staffs_pages_have_no_violation(staff_page: Page, path: str, code: str) -> None:
    for theme in THEMES:
        staff_page.emulate_media(color_scheme=theme)
        for width in WIDTHS.values():
            staff_page.set_viewport_size({"width": width, "height": 800})
            staff_page.goto(f"/{code}/admin/{path}")
            assert violations(staff_page) == [], (theme, width)
