"""What people ask of more than one tool, with the answers."""

from django.utils.translation import gettext_lazy as _

#: Asked of every tool.
WHERE_DATA_GO = (
    _("Does what I open leave my computer?"),
    _(
        "No. It is read by this page, in your browser. The line above the tool says which requests were seen, and "
        "whether your browser enforces that nothing leaves."
    ),
)

LINKS = (
    _("Can I send somebody a link to a place?"),
    _(
        "Yes. Select the place and choose “Link to this place” in the copy menu, or take the address as it stands. It "
        "has tags, paths and numbers, never a value, a file name or what you searched for. Whoever follows it opens "
        "the file or message first, and is led to the place."
    ),
)


#: Asked of a tool that opens nothing.
WHERE_QUERIES_GO = (
    _("Does what I type leave my computer?"),
    _(
        "No. The whole dictionary is in this page, and the page searches it. What you type is kept nowhere: neither in "
        "an address, nor in a log or a cookie. Only the code of an entry that you choose stands in the address."
    ),
)

PERMANENT = (
    _("Is there an address that stays?"),
    _(
        "Yes, one for each entry, on a plain page that search engines and people without a program can read too. It "
        "stands in the entry, to be copied. A link to this tool carries the code of the entry and nothing else."
    ),
)
