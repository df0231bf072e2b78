"""Why our validator and dciodvfy do not report the same missing attribute: one sentence for each reason.

Each was looked up in PS3.3, in what `dciodvfy -describe` says of the object, and in what it says of the file concerned.
A disagreement that no row here explains makes `make corpus` and a test fail, and so does a row that explains nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Cause(Enum):
    LATERALITY = "laterality"
    CONCATENATION = "concatenation"
    NO_MODULE = "no module"
    OPTIONAL = "optional"
    OPTIONAL_GROUP = "optional group"
    IN_FRAMES = "in frames"
    IN_SHARED = "in shared"
    WARNED = "warned"
    TELLS_MODULE = "tells module"
    ENDED = "ended"

    @property
    def sentence(self) -> Promise:
        return SENTENCES[self]


SENTENCES: Mapping[Cause, Promise] = {
    Cause.LATERALITY: _(
        "Required of a paired body part alone (PS3.3 C.7.3.1), and the file does not say whether it is one. dciodvfy "
        "reports it where nothing else names a side; we list it as not decided."
    ),
    Cause.CONCATENATION: _(
        "Required of a part of a concatenation alone (PS3.3 C.7.6.16). dciodvfy takes the object for one as soon as it "
        "does not say that there is a single part; we list it as not decided."
    ),
    Cause.NO_MODULE: _(
        "The module that asks for it is mandatory in this object (PS3.3 A); dciodvfy's definition of the object does "
        "not have the module."
    ),
    Cause.OPTIONAL: _("PS3.3 asks for it (type 1 or 2); in dciodvfy's table it is optional, or not at all."),
    Cause.OPTIONAL_GROUP: _(
        "A functional group that PS3.3 makes mandatory in this object; dciodvfy takes it for optional."
    ),
    Cause.IN_FRAMES: _(
        "dciodvfy looks for this functional group in each frame's item and never in the shared one, where the object "
        "was robbed of it."
    ),
    Cause.IN_SHARED: _(
        "The object was robbed of its shared item. dciodvfy looks for this functional group nowhere else; we look in "
        "the frames' items too, and miss it there."
    ),
    Cause.WARNED: _(
        "Type 1 in a coded entry (PS3.3 8.8). dciodvfy says of this sequence that it is legal but undesirable: a "
        "warning, which is not counted here."
    ),
    Cause.TELLS_MODULE: _(
        "dciodvfy tells by this attribute whether the module is there: without it, it asks for nothing of the module."
    ),
    Cause.ENDED: _("dciodvfy crashes on this file, so it reports nothing."),
}

OURS, THEIRS = True, False


@dataclass(frozen=True)
class Explained:
    cause: Cause
    #: Who reports it.
    ours: bool
    keywords: frozenset[str]
    #: Of the objects concerned; all, if none is named.
    iods: frozenset[str] = frozenset()

    def explains(self, *, ours: bool, keyword: str, iod: str) -> bool:
        return self.ours == ours and keyword in self.keywords and (not self.iods or iod in self.iods)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


EQUIPMENT = "DeviceSerialNumber ManufacturerModelName SoftwareVersions"
BLENDING = "advanced-blending-presentation-state"
LEGACY = "legacy-converted-enhanced-ct-image legacy-converted-enhanced-pet-image"
EN_FACE = "ophthalmic-optical-coherence-tomography-en-face-image"

TABLE: tuple[Explained, ...] = (
    Explained(Cause.LATERALITY, THEIRS, _names("Laterality")),
    Explained(Cause.CONCATENATION, THEIRS, _names("ConcatenationUID")),
    Explained(
        Cause.NO_MODULE,
        OURS,
        _names(EQUIPMENT),
        _names(f"acquisition-context-sr radiopharmaceutical-radiation-dose-sr x-ray-radiation-dose-sr {BLENDING}"),
    ),
    Explained(Cause.NO_MODULE, OURS, _names("FrameOfReferenceUID"), _names(BLENDING)),
    Explained(Cause.OPTIONAL, OURS, _names("FocalDistance"), _names("nuclear-medicine-image")),
    Explained(
        Cause.OPTIONAL,
        OURS,
        _names("ImageOrientationPatient PurposeOfReferenceCodeSequence ReferencedSOPInstanceUID"),
        _names(EN_FACE),
    ),
    Explained(
        Cause.OPTIONAL_GROUP,
        OURS,
        _names("FrameVOILUTSequence"),
        _names(f"parametric-map {LEGACY}"),
    ),
    Explained(Cause.OPTIONAL_GROUP, OURS, _names("PixelValueTransformationSequence"), _names(LEGACY)),
    Explained(
        Cause.OPTIONAL_GROUP,
        OURS,
        _names("ReferencedImageSequence"),
        _names("ophthalmic-optical-coherence-tomography-b-scan-volume-analysis"),
    ),
    Explained(
        Cause.IN_FRAMES,
        OURS,
        _names("VolumeBasedCalculationTechnique"),
        _names("breast-tomosynthesis-image"),
    ),
    Explained(
        Cause.IN_FRAMES, OURS, _names("ImagePositionVolume PlanePositionVolumeSequence"), _names("enhanced-us-volume")
    ),
    Explained(
        Cause.IN_FRAMES,
        OURS,
        _names("DerivationImageSequence ReferencedSOPClassUID SourceImageSequence"),
        _names("ophthalmic-optical-coherence-tomography-b-scan-volume-analysis"),
    ),
    Explained(Cause.IN_SHARED, OURS, _names("FrameAnatomySequence"), _names("parametric-map")),
    Explained(
        Cause.WARNED, OURS, _names("CodeMeaning"), _names("nuclear-medicine-image positron-emission-tomography-image")
    ),
    Explained(Cause.TELLS_MODULE, OURS, _names("CurrentTreatmentStatus"), _names("rt-treatment-summary-record")),
    Explained(Cause.ENDED, OURS, _names("Columns"), _names("vl-whole-slide-microscopy-image")),
)


def explanation(*, ours: bool, keyword: str, iod: str) -> Explained | None:
    """The row for a disagreement; None where nobody found out."""
    return next((row for row in TABLE if row.explains(ours=ours, keyword=keyword, iod=iod)), None)
