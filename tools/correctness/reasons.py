"""Why we and another program do not say the same of a file: one sentence for each reason.

`tests/corpus/` finds the differences and gives each its reason; what is given none is a failure there.
"""

from collections.abc import Mapping
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(Enum):
    STRAY_BYTE = "stray byte"
    PRIVATE_SEQUENCE = "private sequence"
    PADDING_AFTER = "padding after"
    CUT_SHORT = "cut short"
    GROUP_LENGTH = "group length"
    EMPTY_AMONG_VALUES = "empty among values"
    EMPTY_SEQUENCE = "empty sequence"
    SPACE_WITHIN = "space within"
    BYTE_ORDER = "byte order"
    NO_NUMBER = "no number"
    REFUSED = "refused"
    DIRECTORY = "directory"
    ENCAPSULATED = "encapsulated"
    KNOWN_UN = "known as UN"
    UNKNOWN_VR = "unknown VR"
    NUL_KEPT = "NUL kept"

    @property
    def sentence(self) -> Promise:
        return SENTENCES[self]


SENTENCES: Mapping[Reason, Promise] = {
    Reason.STRAY_BYTE: _(
        "One stray byte stands before the data set. pydicom reads every tag one byte too early; we say where the byte "
        "is and read on behind it."
    ),
    Reason.PRIVATE_SEQUENCE: _(
        "A private sequence is written as UN with a length. pydicom and dcmdump keep its bytes; we open it."
    ),
    Reason.PADDING_AFTER: _(
        "Zeros follow the last element. pydicom and dcmdump take the first of them for an element (0000,0000); we call "
        "them padding."
    ),
    Reason.CUT_SHORT: _(
        "The file ends within its pixel data. pydicom gives the meta information alone; we give all that stands before "
        "the cut."
    ),
    Reason.GROUP_LENGTH: _("Group lengths are no part of the JSON model (PS3.18 F.2.2). pydicom writes them."),
    Reason.EMPTY_AMONG_VALUES: _("An empty value among others is null (PS3.18 F.2.5). pydicom writes an empty text."),
    Reason.EMPTY_SEQUENCE: _(
        "A sequence without items has no “Value” (PS3.18 F.2.5). pydicom writes a list of nothing."
    ),
    Reason.SPACE_WITHIN: _(
        "A space pads a value before a backslash; it means nothing there (PS3.5 6.2). pydicom keeps it."
    ),
    Reason.BYTE_ORDER: _(
        "The file is big endian. We write its binary words in little endian, as JSON does not say an order; pydicom "
        "writes the file's own bytes."
    ),
    Reason.NO_NUMBER: _(
        "A number is written in letters. pydicom's JSON stops with an error; ours has the letters as they are."
    ),
    Reason.REFUSED: _("The file is cut or damaged, and dcmdump does not open it."),
    Reason.DIRECTORY: _(
        "The file is a DICOMDIR. dcmdump follows the offsets and marks each record in its own way; we write the "
        "elements as they stand."
    ),
    Reason.ENCAPSULATED: _(
        "Encapsulated pixel data are written as OW. dcmdump says OB, which they should be; we say what the file says."
    ),
    Reason.KNOWN_UN: _("A known element is written as UN. dcmdump shows its bytes; we read it as the dictionary says."),
    Reason.UNKNOWN_VR: _(
        "The VR is implicit, and dcmdump's dictionary does not have the element: it writes “??” and fills up an odd "
        "length. We write what our dictionary says, or UN and the bytes that are there."
    ),
    Reason.NUL_KEPT: _("A text is padded with a zero byte. dcmdump keeps it; we leave padding away."),
}
