"""The tools for DICOM, in the order of the start page."""

from django.utils.translation import gettext_lazy as _

from tools.catalogue.entry import Group, Takes, Tool
from tools.catalogue.questions import LINKS, PERMANENT, WHERE_DATA_GO, WHERE_QUERIES_GO

SIGNED = (
    _("What if a file is digitally signed?"),
    _(
        "Signatures are neither verified nor removed. Where they stand, what they cover (Data Elements Signed, PS3.3 "
        "C.12.1.1.3) and whether a change touches it is said before you save."
    ),
)

TOOLS: tuple[Tool, ...] = (
    Tool(
        slug="dicom-inspector",
        group=Group.DICOM,
        title=_("DICOM inspector"),
        summary=_("Every data element of a DICOM file, even of a damaged one, down to the byte."),
        does=_(
            "Opens a DICOM file and shows each data element with its tag, value representation, name, value and place "
            "in the file. Sequences unfold; beside them stand the bytes of the selected element, and the modules of "
            "this kind of object that have it, with its type. A file without preamble, without meta information or "
            "cut off in the middle is read as far as it goes, and the page says what is wrong, and where."
        ),
        steps=(
            _("Drop files, a folder or an archive on the page, or choose them."),
            _("Type a tag, a name, a value or a path to find data elements; Enter goes to the next match."),
            _(
                "Select a row to see its bytes, or a byte to see its row. Copy what you need, or change it, in "
                "sequences too: every other byte stays as it was. “Write anew” mends a file's start, or writes it in "
                "another transfer syntax. Download the file, or a report."
            ),
        ),
        checks=_("The structure of the file: lengths, nesting, order of tags, value representations."),
        does_not_check=_(
            "Whether the object holds what its information object definition asks for, and whether the image is right."
        ),
        limits=_(
            "Deflated data sets are inflated up to 512 MB. Files up to 256 MB can be changed. Images are not shown."
        ),
        questions=(
            WHERE_DATA_GO,
            LINKS,
            (
                _("Where does the value representation come from if the file has none?"),
                _(
                    "With an implicit transfer syntax the file leaves it out. It is then the dictionary's; a private "
                    "data element has none and is shown as UN."
                ),
            ),
            (
                _("Who says what a private data element means?"),
                _(
                    "Whoever made it. An element of the same group reserves the block and names its creator, who is "
                    "shown beside it. The standard's dictionary does not have it."
                ),
            ),
            SIGNED,
            (
                _("Why is a file without preamble opened?"),
                _(
                    "Many archives and toolkits write the data set alone. It is read, and the page says what is "
                    "missing, because a strict reader may refuse it."
                ),
            ),
        ),
        dictionaries=("dicom-elements.tsv", "dicom-uids.tsv", "dicom-iods.tsv"),
        words="dcm dump tag viewer header metadata pixel sequence vr",
        opens=("dicom", "dicom-bare", "dicomdir"),
    ),
    Tool(
        slug="dicom-validator",
        group=Group.DICOM,
        title=_("DICOM validator"),
        summary=_(
            "What in DICOM files breaks the standard, one or thousands: each element, and each object as a whole."
        ),
        does=_(
            "Holds each data element against the data dictionary: its value representation, how many values it has, "
            "how long they are, which characters stand in them and whether dates, numbers and UIDs are written as "
            "they have to be. Then it holds the whole object against its information object definition: which "
            "attributes of type 1 and 2 are missing or empty, in sequences and functional groups too. Each finding "
            "names its place, its module and the table of the standard. Of many files it says which are broken, and by "
            "which rule, in how many of them."
        ),
        steps=(
            _("Drop files, a folder or an archive on the page, or choose them."),
            _(
                "Read the findings, the gravest first; choose a weight, or type what you look for. Of many files, "
                "select a finding to see which have it, and a file to see its own findings."
            ),
            _(
                "Select a finding of a file to see what it means and its bytes, open its place in the inspector, or "
                "download a report: of one file, or of all as HTML or CSV."
            ),
        ),
        checks=_(
            "Structure and meta information; value representation, multiplicity, length, padding, characters and form "
            "of every value; attributes of type 1 and 2 of 175 information object definitions; attributes of type 1C "
            "and 2C where their condition can be told from the file."
        ),
        does_not_check=_(
            "Enumerated values and defined terms, how many items a sequence may have, templates and context groups, "
            "pixel data, and what other files say. A conditional attribute whose condition a file alone does not tell "
            "is listed as not decided, never as an error."
        ),
        limits=_(
            "100,000 files. Of each 2,000 findings are listed, of a rule in it 300; over all files 10,000 kinds of "
            "finding, and how many more there were. A report has 100,000 rows. Archives within an archive are not "
            "opened. Optional modules are looked at as soon as something of them is there. For modules that are newer "
            "than 2020 the table is not named."
        ),
        questions=(
            WHERE_DATA_GO,
            LINKS,
            (
                _("Is a file without findings valid?"),
                _(
                    "It keeps the rules that are checked here, and no more. What is not checked stands above the "
                    "findings and below the tool."
                ),
            ),
            (
                _("Why is an attribute missing that I never heard of?"),
                _(
                    "Its information object definition asks for it. Type 2 may be empty: it has to be there, so that "
                    "a reader knows that the value was not forgotten."
                ),
            ),
            (
                _("Another validator finds something else. Who is right?"),
                _(
                    "The standard. Each finding names the table that it comes from. This project compares its findings "
                    "with those of dciodvfy; “How correct is this” lists where the two differ, and why."
                ),
            ),
        ),
        dictionaries=("dicom-elements.tsv", "dicom-uids.tsv", "dicom-iods.tsv"),
        words="dcm iod module type conformance check verify dciodvfy attribute missing required",
        opens=("dicom", "dicom-bare", "dicomdir"),
        takes=Takes.MANY,
    ),
    Tool(
        slug="dicom-folder",
        group=Group.DICOM,
        title=_("DICOM folder"),
        summary=_("Thousands of files as patients, studies and series: what is double or missing, and tags put right."),
        does=_(
            "Reads the beginning of every file of a folder or archive and puts them in order as patients, studies, "
            "series and instances. Instances that lie there twice, numbers that are missing, series of several "
            "modalities, sizes or orientations, patients that may be one and the same, and files that do not belong "
            "there are named and lead to their place. A DICOMDIR is held against the files beside it. Wrong Patient "
            "IDs, accession numbers or any other tags are corrected over a selection, files given to another patient "
            "or moved into another study, with UIDs kept or renewed alike everywhere. Every change is shown before "
            "anything is saved, and every other byte stays as it was. What is saved can have a new DICOMDIR."
        ),
        steps=(
            _("Drop a folder, an archive or many files on the page, or choose them."),
            _("Read what is odd, and select a row to see what it says of itself; type a name, a number or a UID."),
            _("Choose files with the space bar, add corrections, look at every change, and save; or download a list."),
        ),
        checks=_(
            "SOP Instance UIDs that occur twice; Instance Numbers that are missing or double; modality, SOP class, "
            "size, orientation and frame of reference within a series; whether studies and series lie under one "
            "patient and in one study; what a DICOMDIR lists."
        ),
        does_not_check=_(
            "The inside of each object, which the validator looks at, and pixel data. Whether a series is complete "
            "before its first and behind its last number, files do not tell. Orientations inside multi-frame objects "
            "are not read. Files outside of the selection that refer to a moved or renewed one are not changed, and "
            "names burned into pixels stay."
        ),
        limits=_(
            "100,000 files. Files in a zip archive are unpacked as far as they are needed. Archives within an archive "
            "and files that are packed one by one are listed, not opened. What is corrected stands in front of the "
            "pixel data, up to 64 MB of it. More than 1 GB leaves as several zip archives. A new DICOMDIR lists "
            "objects that belong to a study, and leaves empty what a file does not say."
        ),
        questions=(
            WHERE_DATA_GO,
            (
                _("Can I send somebody a link to a place?"),
                _(
                    "Yes. The address says by numbers where the selected row is, such as the third series of the "
                    "first patient, and nothing of what stands there. It leads there in whatever has the same order."
                ),
            ),
            (
                _("When are two files duplicates?"),
                _(
                    "When they have the same SOP Instance UID: it may exist once in the world. Whether their bytes "
                    "are equal too is looked at when you ask for it, because it means reading both files as a whole."
                ),
            ),
            (
                _("What is changed in a file that I correct?"),
                _(
                    "The elements that the table of changes shows, and the lengths that count them. Everything else "
                    "stays byte for byte. A file whose character set or VR does not allow the new value is named, and "
                    "stays as it is. The files on your disk are not touched: what you save are copies."
                ),
            ),
            (
                _("Does a correction reach into sequences?"),
                _(
                    "Where you say so: each place within sequences that has the value of the top, or a value that you "
                    "name, is then a row of the table and can be left as it is. New UIDs always reach there. What an "
                    "Original Attributes Sequence records of earlier changes shall be preserved (PS3.3 C.12.1.1.9) and "
                    "stays, unless you tick it."
                ),
            ),
            SIGNED,
            (
                _("When do I need new UIDs?"),
                _(
                    "When an archive already has the wrong files and would take the corrected ones for the same. Each "
                    "old UID gets one new one (2.25 and a random number, PS3.5 B.2), in references within the chosen "
                    "files and in the meta information too; the list of both can be downloaded."
                ),
            ),
            (
                _("Is a mixed series wrong?"),
                _(
                    "Several modalities or frames of reference in one series are (PS3.3 A.1.2.3). Several sizes, "
                    "orientations or SOP classes are allowed, and often a localizer; they are remarks."
                ),
            ),
        ),
        dictionaries=("dicom-elements.tsv",),
        words="correct merge move uid zip dcm dicomdir study series patient organizer sort duplicate gap cd folder",
        opens=("dicomdir", "dicom", "dicom-bare"),
        takes=Takes.MANY,
    ),
    Tool(
        slug="dicom-compare",
        group=Group.DICOM,
        title=_("DICOM compare"),
        summary=_("Two files element by element, or two series image by image: what differs, and what only looks so."),
        does=_(
            "Compares two DICOM files by what they say: sequences item by item, private elements by their creator, "
            "text in its character set, numbers as numbers. What is the same and written differently is told apart "
            "from what differs. Two series are matched by SOP Instance UID, position or Instance Number; each pair is "
            "compared, pixel data by a hash of each frame, and the elements that differ are summed up over all pairs."
        ),
        steps=(
            _("Drop two files, two folders or two archives on the page, together or one after the other."),
            _("Say whether values or their bytes count, and what is ignored: private elements, UIDs, dates, any path."),
            _("Go from difference to difference, open either side in the inspector, or download all as HTML or CSV."),
        ),
        checks=_(
            "Every element at every depth: changed, on one side alone, of another value representation, the same in "
            "other bytes. Items by what names them, such as a referenced UID or a code, else by what they have in "
            "common. A damaged file is compared as far as it goes, and the page says to where."
        ),
        does_not_check=_(
            "Whether pixels are equal that are compressed in different ways, unless by RLE, which is decoded: the page "
            "says that it does not know. Of two that are compressed in the same way, the compressed frames are "
            "compared. Lengths of sequences, and of groups unless bytes are compared. Whether either file is right, "
            "which the validator says."
        ),
        limits=_(
            "Files of any size; of a series as many as the memory holds, some ten thousand a side. 50,000 rows of a "
            "pair are shown, and the first 5,000 differences are in a report; all are counted."
        ),
        questions=(
            WHERE_DATA_GO,
            LINKS,
            (
                _("How are two series matched?"),
                _(
                    "By SOP Instance UID, by position and orientation rounded to a hundredth of a millimetre, or by "
                    "Instance Number: whichever matches most, and of equals the first. The page says which, and you "
                    "may choose another. Files without a partner are listed. One file on each side is always a pair."
                ),
            ),
            (
                _("What does “the same, written differently” mean?"),
                _(
                    "1.0 and 1.00, another padding, a name with empty parts at its end, another character set or byte "
                    "order, a private block at another place: the value is the same. Choose “bytes of values”, and "
                    "these are differences too."
                ),
            ),
            (
                _("How do I compare a file with its anonymised copy?"),
                _(
                    "Choose “What an anonymiser changes”: the paths of what commonly changes are put into the list of "
                    "what is ignored, where you can edit them. What is still different then was changed besides."
                ),
            ),
        ),
        dictionaries=("dicom-elements.tsv",),
        words="dcm diff difference compare series match pixel hash sha anonymised before after migration",
        opens=("dicom", "dicom-bare", "dicomdir"),
        takes=Takes.MANY,
    ),
    Tool(
        slug="dicom-dictionary",
        group=Group.DICOM,
        title=_("DICOM dictionary"),
        summary=_("Data elements, UIDs, SOP classes, IODs and modules, found while you type; who has what, and how."),
        does=_(
            "Finds a data element by its tag, keyword or name, a UID or SOP class by its number or name, an "
            "information object definition or module by its name. An attribute says which modules have it, of which "
            "type and in which sequences; a module its attributes and the objects that use it; an object its modules "
            "and its SOP classes."
        ),
        steps=(
            _("Type a tag, a keyword, a name or a UID: whole, or its beginning."),
            _("Go through the results with the arrow keys; Enter goes to the entry."),
            _("Follow what it leads to, copy it as text or Markdown, or copy its permanent address."),
        ),
        checks=_("Nothing: it says what the standard says, in the editions that stand below."),
        does_not_check=_(
            "Private data elements are not in it. Conditions of types 1C and 2C are in the standard; the validator "
            "checks the commonest."
        ),
        limits=_("Sections of PS3.3 are those of 2020: what is newer has none here."),
        questions=(
            WHERE_QUERIES_GO,
            PERMANENT,
            (
                _("Why does a tag have an x in it?"),
                _("Its element repeats: the x stands for any digit. Type the tag as your file has it and it is found."),
            ),
        ),
        dictionaries=("dicom-elements.tsv", "dicom-uids.tsv", "dicom-iods.tsv"),
        words="tag keyword uid sop class iod module attribute type vr vm ps3.3 ps3.6 data lookup reference",
        opens=(),
    ),
)
