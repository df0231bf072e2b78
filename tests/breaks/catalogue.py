from dataclasses import dataclass

TEXTS = "tests/privacy/policies/test_texts.py::"
HEADERS = "tests/hotsite/test_headers.py::"
LOCKED = f"{HEADERS}test_a_page_with_tools_sends_nothing_by_code_or_form"
STANDS = f"{TEXTS}test_every_commitment_stands_under_its_identifier"
ENGLISH = "privacy/policies/texts/en/"


@dataclass(frozen=True)
class Break:
    """`old` becomes `new` in `file`; then `test`, which is marked with the promise, has to fail."""

    promise: str
    file: str
    old: str
    new: str
    test: str


def _unsaid(promise: str, slug: str = "privacy") -> Break:
    return Break(promise, f"{ENGLISH}{slug}.md", f'{{id="{promise}"}}\n', "", STANDS)


BREAKS = (
    _unsaid("P1.1"),
    Break(
        "P1.2",
        "tools/views.py",
        "@headers(Kind.LOCKED_PAGE)\n",
        "",
        f"{HEADERS}test_a_response_has_the_headers_of_its_kind",
    ),
    Break(
        "P2.1",
        "hotsite/ground/headers.py",
        "connect-src 'none'; form-action 'none'",
        "connect-src 'self'; form-action 'none'",
        LOCKED,
    ),
    Break(
        "P2.2",
        "hotsite/static/first.js",
        "// The first",
        "addEventListener('change', (e) => (sessionStorage.last = e.target.files?.[0]?.name), true);\n// The first",
        "tests/browser/test_marker.py::test_a_marker_is_nowhere_but_on_the_page",
    ),
    _unsaid("P2.3"),
    Break(
        "P3.1",
        "contact/messages/forms.py",
        "    message = forms.CharField(",
        "    birthday = forms.CharField(required=False)\n    message = forms.CharField(",
        "tests/contact/test_write.py::test_the_form_asks_for_nothing_but_what_the_policy_names",
    ),
    Break(
        "P3.2",
        "hotsite/ground/logs.py",
        "                route=route,\n",
        "                route=request.get_full_path(),\n",
        "tests/hotsite/test_logs.py::test_what_a_visitor_types_is_not_logged",
    ),
    Break(
        "P3.3",
        "privacy/consent/cookie.py",
        "said = signing.loads(value, salt=_SALT)",
        'said = signing.JSONSerializer().loads(signing.b64_decode(value.split(":")[0].encode()))',
        "tests/privacy/consent/test_hostile.py::test_a_forged_truncated_or_old_cookie_is_no_choice",
    ),
    Break(
        "P3.4",
        "privacy/usage/middleware.py",
        "GROUP in gate.read(request, timezone.now(), cookie=cookie).allowed",
        "gate.read(request, timezone.now(), cookie=cookie).signed is not None",
        "tests/privacy/usage/test_usage.py::test_errors_machines_pages_and_refusals_are_not_counted",
    ),
    Break(
        "P3.5",
        "hotsite/ground/headers.py",
        "script-src 'self' 'wasm-unsafe-eval'",
        "script-src 'self' https://metrics.example 'wasm-unsafe-eval'",
        f"{HEADERS}test_no_policy_allows_inline_code_or_another_origin",
    ),
    Break(
        "P4.1",
        "privacy/policies/tables.py",
        "for c in cookie_rows()),",
        "for c in ()),",
        "tests/privacy/policies/test_tables.py::test_the_policy_page_holds_the_tables",
    ),
    Break(
        "P4.2",
        "tools/views.py",
        '{"tool": entry})',
        '{"tool": entry, "SITE_NAME": id(request)})',
        f"{HEADERS}test_a_locked_page_is_the_same_for_everybody_byte_for_byte",
    ),
    Break(
        "P4.3",
        "hotsite/templates/base.html",
        '<main id="main"',
        '{% csrf_token %}<main id="main"',
        f"{HEADERS}test_a_visitor_who_only_reads_gets_no_cookie",
    ),
    Break(
        "P4.4",
        "hotsite/templates/base.html",
        '<li><a href="{{ PAGES_AT }}{% url "privacy:policy" policy.slug %}">{{ policy.title }}</a></li>',
        "",
        "tests/privacy/policies/test_views.py::test_every_page_leads_to_every_policy",
    ),
    Break(
        "P5.1",
        "contact/personal_data.py",
        '        "message": Category.CONTENT,\n',
        "",
        "tests/privacy/test_declarations.py::test_this_site_has_spoken",
    ),
    Break("P5.2", "hotsite/ground/headers.py", "form-action 'none'; \"\n", "form-action 'self'; \"\n", LOCKED),
    Break(
        "P6.1",
        "privacy/retention/rows.py",
        'f"{date}__lt": cut_off',
        'f"{date}__lt": cut_off.replace(year=1990)',
        "tests/privacy/retention/test_every_rule.py::"
        "test_what_is_over_goes_to_the_second_and_what_is_held_stays_and_counts",
    ),
    Break(
        "P6.2",
        "privacy/policies/processors.py",
        "if (country in EEA) == bool(safeguard):",
        "if False:",
        "tests/privacy/policies/test_processors.py::test_an_entry_that_would_be_wrong_on_the_page_is_refused",
    ),
    Break(
        "P6.3",
        "hotsite/ground/forget.py",
        'request.META["QUERY_STRING"] = ""',
        "pass",
        "tests/hotsite/test_lock.py::test_on_a_locked_address_nothing_of_the_visitor_is_read",
    ),
    _unsaid("P7.1", "disclaimer"),
    _unsaid("P7.2", "disclaimer"),
    _unsaid("P7.3"),
    Break(
        "P8.1",
        "privacy/erasure/known.py",
        "        if row.identity in self._wanted.keys_erased.get(table.name, ()):\n            return None\n",
        "",
        "tests/privacy/erasure/test_scan.py::test_an_eraser_that_leaves_something_is_named_by_table_and_column",
    ),
    Break(
        "P8.2",
        "contact/messages/views.py",
        '["GET", "HEAD", "POST"]',
        '["GET", "HEAD"]',
        "tests/contact/test_write.py::test_a_message_is_kept_and_confirmed_by_its_reference",
    ),
)

#: Promises whose mechanism is not built, and so not proven; the page of promises says the same.
NOT_YET: dict[str, str] = {}
