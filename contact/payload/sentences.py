"""What people are told: how to describe a problem without the payload, and what stands where one was cut out."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contact.payload.found import Found, Kind

NAMES = {
    Kind.HL7: gettext_lazy("HL7 message"),
    Kind.DICOM: gettext_lazy("DICOM data"),
    Kind.CDA: gettext_lazy("clinical document (CDA)"),
    Kind.FHIR: gettext_lazy("FHIR resource"),
    Kind.IDENTIFIERS: gettext_lazy("list of numbers"),
}
_INSTEAD = {
    Kind.HL7: gettext_lazy(
        "Name the segment and the field, such as PID-5, and say what you expected and what you saw."
    ),
    Kind.DICOM: gettext_lazy("Name the tag, such as (0010,0010), and say what you expected and what you saw."),
    Kind.CDA: gettext_lazy("Name the element, such as recordTarget, and say what you expected and what you saw."),
    Kind.FHIR: gettext_lazy("Name the element, such as Patient.name, and say what you expected and what you saw."),
}


def refusal(text: str, found: Found) -> str:
    """Where it stands, what it is, and how to do without: "Line 3 holds what looks like an HL7 message. …"."""
    first, last = _lines(text, found)
    where = _("Line %(line)d") if first == last else _("Lines %(line)d to %(last)d")
    return _("%(where)s: this looks like patient data (%(what)s). Take it out; nothing of it was kept. %(instead)s") % {
        "where": where % {"line": first, "last": last},
        "what": NAMES[found.kind],
        "instead": _INSTEAD[found.kind],
    }


def mark(found: Found) -> str:
    """What stands in the place of a payload, in the language of whoever reads it."""
    size = found.end - found.start
    said = ngettext("[%(what)s removed: %(count)d character]", "[%(what)s removed: %(count)d characters]", size)
    return said % {"what": NAMES[found.kind], "count": size}


def _lines(text: str, found: Found) -> tuple[int, int]:
    before = text[: found.start].replace("\r\n", "\n").replace("\r", "\n")
    inside = text[found.start : found.end].replace("\r\n", "\n").replace("\r", "\n")
    first = before.count("\n") + 1
    return first, first + inside.count("\n")
