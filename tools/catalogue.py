"""The catalogue of tools. One entry drives the address, the start page, search, the site map and the tool's help.

A tool is three files: its entry here, `templates/tools/<slug>.html`, and `frontend/src/pages/<slug>.ts`.
`tests/test_house.py` names the one that is missing.
"""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tools.dictionaries import tables
from tools.dictionaries.versions import VERSIONS

#: One of them stands for all: what a tool names things by comes from every version.
HL7_VERSIONS = frozenset(f"hl7-{number}.tsv" for number in VERSIONS)


class Group(Enum):
    """How the start page groups the tools; the values are the standards' own names."""

    DICOM = "DICOM"
    HL7_V2 = "HL7 v2"


class Takes(Enum):
    """What a tool is given at once; the values are those of `data-takes` in the page."""

    #: Of a folder or an archive the visitor chooses one file after the other.
    ONE = "one"
    #: A folder or an archive as a whole.
    MANY = "many"


@dataclass(frozen=True, kw_only=True)
class Tool:
    #: The last part of the address, the name of the template and of the TypeScript page.
    slug: str
    group: Group
    title: Promise
    #: One sentence for the start page and for search engines.
    summary: Promise
    #: What it does, a paragraph.
    does: Promise
    #: How it is used, step by step.
    steps: tuple[Promise, ...]
    #: What it checks, and what it does not: said together, so that nobody takes silence for approval.
    checks: Promise
    does_not_check: Promise
    limits: Promise
    #: What people ask, each with its answer.
    questions: tuple[tuple[Promise, Promise], ...]
    #: The dictionaries it names things by: files of `dictionaries/data/`, whose first lines say the edition.
    dictionaries: tuple[str, ...]
    #: Further words that search finds it by; not shown.
    words: str
    #: The kinds of file it opens, the best first: words of `frontend/src/detect/kinds.ts`. None for a tool that is
    #: asked and given nothing, such as a dictionary.
    opens: tuple[str, ...]
    takes: Takes = Takes.ONE

    @property
    def template(self) -> str:
        """The tool's title and help: on its own page, and in every locked page for when it is opened there."""
        return f"tools/{self.slug}.html"

    @property
    def editions(self) -> list[str]:
        """What the standard's names are from, in English as the sources have it."""
        return [tables.hl7_edition() if name in HL7_VERSIONS else tables.edition(name) for name in self.dictionaries]


#: Asked of every tool.
_WHERE_DATA_GO = (
    _("Does what I open leave my computer?"),
    _(
        "No. It is read by this page, in your browser. The line above the tool says which requests were seen, and "
        "whether your browser enforces that nothing leaves."
    ),
)

_LINKS = (
    _("Can I send somebody a link to a place?"),
    _(
        "Yes. Select the place and choose “Link to this place” in the copy menu, or take the address as it stands. It "
        "has tags, paths and numbers, never a value, a file name or what you searched for. Whoever follows it opens "
        "the file or message first, and is led to the place."
    ),
)


#: Asked of a tool that opens nothing.
_WHERE_QUERIES_GO = (
    _("Does what I type leave my computer?"),
    _(
        "No. The whole dictionary is in this page, and the page searches it. What you type is kept nowhere: neither in "
        "an address, nor in a log or a cookie. Only the code of an entry that you choose stands in the address."
    ),
)

_PERMANENT = (
    _("Is there an address that stays?"),
    _(
        "Yes, one for each entry, on a plain page that search engines and people without a program can read too. It "
        "stands in the entry, to be copied. A link to this tool carries the code of the entry and nothing else."
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
            _WHERE_DATA_GO,
            _LINKS,
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
        summary=_("What in a DICOM file breaks the standard, element by element and as the object that it says it is."),
        does=_(
            "Holds each data element against the data dictionary: its value representation, how many values it has, "
            "how long they are, which characters stand in them and whether dates, numbers and UIDs are written as "
            "they have to be. Then it holds the whole object against its information object definition: which "
            "attributes of type 1 and 2 are missing or empty, in sequences and functional groups too. Each finding "
            "names its place, its module and the table of the standard."
        ),
        steps=(
            _("Drop files, a folder or an archive on the page, or choose them."),
            _("Read the findings, the gravest first; choose a weight, or type what you look for."),
            _(
                "Select a finding to see what it means and its bytes, open its place in the inspector, or download a "
                "report."
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
            "One file at a time; of a folder or an archive you go from file to file. Optional modules are looked at as "
            "soon as something of them is there. For modules that are newer than 2020 the table is not named."
        ),
        questions=(
            _WHERE_DATA_GO,
            _LINKS,
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
                    "with those of dciodvfy; where the two differ is listed by “make corpus” in its source code."
                ),
            ),
        ),
        dictionaries=("dicom-elements.tsv", "dicom-uids.tsv", "dicom-iods.tsv"),
        words="dcm iod module type conformance check verify dciodvfy attribute missing required",
        opens=("dicom", "dicom-bare", "dicomdir"),
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
            _WHERE_DATA_GO,
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
            "Whether compressed pixel data are equal once they are decoded: they are compared as they are stored. "
            "Lengths of sequences, and of groups unless bytes are compared. Whether either file is right, which the "
            "validator says."
        ),
        limits=_(
            "Files of any size; of a series as many as the memory holds, some ten thousand a side. 50,000 rows of a "
            "pair are shown, and the first 5,000 differences are in a report; all are counted."
        ),
        questions=(
            _WHERE_DATA_GO,
            _LINKS,
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
            _WHERE_QUERIES_GO,
            _PERMANENT,
            (
                _("Why does a tag have an x in it?"),
                _("Its element repeats: the x stands for any digit. Type the tag as your file has it and it is found."),
            ),
        ),
        dictionaries=("dicom-elements.tsv", "dicom-uids.tsv", "dicom-iods.tsv"),
        words="tag keyword uid sop class iod module attribute type vr vm ps3.3 ps3.6 data lookup reference",
        opens=(),
    ),
    Tool(
        slug="hl7-viewer",
        group=Group.HL7_V2,
        title=_("HL7 v2 viewer"),
        summary=_("Every segment, field and component of a message by its name, with its place in the text."),
        does=_(
            "Takes a pasted message or a file and shows segments, fields, repetitions, components and subcomponents "
            "with the names of the message's own version. The raw text and the table share one cursor. The text can be "
            "edited: only the bytes that you change are written, and fifty steps can be undone. Line ends, framing and "
            "byte order marks are recognised and said, and nothing is repaired silently."
        ),
        steps=(
            _("Paste a message, or drop files, a folder or an archive."),
            _("Select a row to see its place in the text, type a path such as PID-3.1, or find a name or a value."),
            _("Edit the text and watch the table follow; copy what you need, download the result or a report."),
        ),
        checks=_("The structure of the text: delimiters, escapes, segment names, line ends, framing."),
        does_not_check=_("Whether segments, fields and codes are those that the message's structure asks for."),
        limits=_(
            "Files up to 512 MB; messages up to 1 MB can be edited. Character sets other than UTF-8, ASCII and "
            "ISO 8859-1 are not yet read. Links lead into segments of the standard, not into local ones."
        ),
        questions=(
            _WHERE_DATA_GO,
            _LINKS,
            (
                _("Why does the page speak of line ends?"),
                _(
                    "A segment ends with a carriage return (HL7 v2.5.1, 2.5.4). Editors and logs leave line feeds. "
                    "Every kind is read and named, because a receiver may take such a text for one long segment."
                ),
            ),
            (
                _("Which version do the names come from?"),
                _(
                    "From the version in MSH-12. Of a version that is not here the closest is taken, and the page says "
                    "which."
                ),
            ),
            (
                _("What is the difference between an empty field and two double quotes?"),
                _(
                    'An empty field says nothing. "" says: delete what you hold (HL7 v2.5.1, 2.5.3). The table shows '
                    "them apart."
                ),
            ),
        ),
        dictionaries=("hl7-2.8.2.tsv",),
        words="hl7 adt oru orm mdm siu message segment field pipe parser mllp",
        opens=("hl7-v2", "hl7-v2-mllp", "hl7-v2-batch", "hl7-v2-log"),
    ),
    Tool(
        slug="hl7-validator",
        group=Group.HL7_V2,
        title=_("HL7 v2 validator"),
        summary=_(
            "Messages held to their version's structure, types, lengths and tables, and to a profile of your own."
        ),
        does=_(
            "Holds each message of a text, file or feed to the version that it declares: segments and groups, their "
            "order and number, required and repeated fields, lengths, numbers, dates and times, codes of HL7's tables. "
            "Findings are grouped by rule, with path, line and column, what was found and what was expected, and the "
            "clause; each leads to its place in the text and in the table, where it can be put right."
        ),
        steps=(
            _("Paste messages, or drop a file, a folder or an archive."),
            _("Choose what weighs enough to be shown, and select a finding to see its place."),
            _("Correct the text and watch the findings follow; download them as HTML or CSV."),
        ),
        checks=_(
            "Structure: order, number and groups of segments. Fields and components: required, repeated, withdrawn, "
            "length, data type. Codes of HL7's own tables; those of users' tables as remarks. What MSH says of itself."
        ),
        does_not_check=_(
            "Conditions that the standard writes in prose, the codes of outside systems such as LOINC and SNOMED CT, "
            "national profiles that you did not load, and whether the content is right."
        ),
        limits=_(
            "Files up to 512 MB. Of each rule the first 500 findings are listed, all are counted. A version that is "
            "not here is held to the closest one, and the page says which."
        ),
        questions=(
            _WHERE_DATA_GO,
            _LINKS,
            (
                _("How do I write a profile of my own?"),
                _(
                    "As a text with one statement a line: a segment and its name, a field with type, use, repetition "
                    "and table, a code of a table, or the structure of a message. The page has an example to begin "
                    "with. What the profile says comes before the standard; of the rest the standard speaks."
                ),
            ),
            (
                _("Why is a code of a user's table only a remark?"),
                _(
                    "HL7 suggests these codes, and every site may use its own (HL7 v2.5.1, 2.5.3.6). Put the codes "
                    "that you allow into your profile."
                ),
            ),
            (
                _("Are Z segments findings?"),
                _("No. They are local by agreement, and nothing is known of them unless your profile says it."),
            ),
        ),
        dictionaries=("hl7-2.8.2.tsv",),
        words="hl7 validate check conformance profile lint structure error finding z segment",
        opens=("hl7-v2", "hl7-v2-mllp", "hl7-v2-batch", "hl7-v2-log"),
    ),
    Tool(
        slug="hl7-compare",
        group=Group.HL7_V2,
        title=_("HL7 v2 compare"),
        summary=_("Two messages by what they say, or two feeds matched by a key: equal, different and where, missing."),
        does=_(
            "Compares two messages part by part: a value that differs, a segment or repetition that one side has "
            "alone. What was put in on one side does not make everything behind it differ. Two files of many messages "
            "are matched by MSH-10 or by any other path, and each match is exactly equal, says the same, differs, or "
            "is on one side alone. Paths that may differ, such as times of sending, can be ignored."
        ),
        steps=(
            _("Paste a message on each side, or drop two files one after the other."),
            _("Say by which path messages belong together, and which paths do not count."),
            _("Select a message to see where it differs, with both values; download the list as HTML or CSV."),
        ),
        checks=_(
            "Values with their escape sequences and character sets read, however separators and line ends are written; "
            "empty parts at the end of a field or segment count as absent."
        ),
        does_not_check=_(
            "Whether two different values mean the same, such as a date with and without its time, two codes for one "
            "thing, or a name in capital letters; and whether either message is right."
        ),
        limits=_(
            "Files up to 256 MB a side. A report lists the first 5,000 differences; all are counted. Segments that "
            "stand in another order are shown as taken out at one place and put in at another."
        ),
        questions=(
            _WHERE_DATA_GO,
            _LINKS,
            (
                _("What if a key occurs more than once?"),
                _(
                    "The first message with it on the left belongs to the first on the right, the second to the "
                    "second. The list says how often the key occurs. Messages without the key are listed and not "
                    "matched."
                ),
            ),
            (
                _("How is a path ignored everywhere, or at one place alone?"),
                _(
                    "OBX-14 ignores the field in every OBX, OBX[2]-14 in the second alone, PID-3.4 the component in "
                    "every repetition, and ZSY the whole segment."
                ),
            ),
        ),
        dictionaries=("hl7-2.8.2.tsv",),
        words="hl7 diff difference compare match feed migration regression interface test",
        opens=("hl7-v2", "hl7-v2-mllp", "hl7-v2-batch", "hl7-v2-log"),
    ),
    Tool(
        slug="hl7-feed",
        group=Group.HL7_V2,
        title=_("HL7 v2 feed explorer"),
        summary=_("A hundred thousand messages as a list: filtered, counted field by field, and saved in part."),
        does=_(
            "Opens a batch, a log or a capture of many messages and lists them with the paths that you choose. Filters "
            "ask for values at paths, by text or regular expression. Of the messages that are left it says how often "
            "each field is filled, with how many different values and which, when they were sent, and which came more "
            "than once. They can be saved byte for byte, and the list as CSV."
        ),
        steps=(
            _("Drop a file or an archive, or paste messages; the first of them stand there at once."),
            _("Add conditions, or select a field and one of its values, until the messages are left that you want."),
            _("Read a message beside the list or in the viewer; save the messages, or download the list as a report."),
        ),
        checks=_(
            "What stands in the messages: values with their escape sequences and character sets read, segments, times "
            "of sending, and what is there twice."
        ),
        does_not_check=_(
            "Whether messages keep to their version: the validator does. Times are taken as they stand in MSH-7, "
            "whatever their zone. A batch's own headers and trailers are not saved with a part of it."
        ),
        limits=_(
            "Files up to 512 MB. In the overview up to 1,000 different values of a field are told apart; a report has "
            "up to 100,000 messages. A regular expression that comes to no end is stopped after 15 seconds."
        ),
        questions=(
            _WHERE_DATA_GO,
            _LINKS,
            (
                _("How is a filter written?"),
                _(
                    'As conditions with “and” between them: PID-8 = "F" and not OBX-5 matches "^\\d+$" and NK1 '
                    "present. There are =, !=, contains, matches, present and empty; an i directly behind the quotes "
                    "ignores case."
                ),
            ),
            (
                _("Which of several values at a path counts?"),
                _(
                    "Any of them. OBX-5 is that of every OBX and of every repetition, OBX[2]-5 that of the second OBX "
                    "alone, PID-3[1].1 that of the first repetition."
                ),
            ),
            (
                _("When are two messages duplicates?"),
                _(
                    "When they have the same MSH-10, or, if you choose so, when all of their segments are equal byte "
                    "for byte but for MSH-7 and MSH-10."
                ),
            ),
        ),
        dictionaries=("hl7-2.8.2.tsv",),
        words="hl7 feed log batch filter search statistics distribution histogram duplicate timeline csv subset many",
        opens=("hl7-v2-batch", "hl7-v2-log", "hl7-v2", "hl7-v2-mllp"),
    ),
    Tool(
        slug="hl7-convert",
        group=Group.HL7_V2,
        title=_("HL7 v2 converter"),
        summary=_("Line ends, MLLP frames, escape sequences, character sets; JSON, v2.xml and CSV, and the ways back."),
        does=_(
            "Gives a message, or a file of many, other line ends, MLLP frames or none, a byte order mark or none, the "
            "usual delimiters, another character set with MSH-18 to match. It repairs what pasting and logging leave "
            "behind: prefixes, blanks, broken lines, lone escape characters. Messages become JSON, v2.xml or a table, "
            "and JSON and v2.xml become messages again."
        ),
        steps=(
            _("Paste messages, or drop a file: HL7 v2, JSON or v2.xml."),
            _("Choose what is to be different. Nothing that is not chosen is changed."),
            _("Look through the changes, each with its place, before and after; download or copy the result."),
        ),
        checks=_(
            "Whether every character exists in the character set that you choose: where one does not, nothing is "
            "converted, and its line and column are said. Faults of JSON and XML are said with line and column too."
        ),
        does_not_check=_("Whether the messages keep to their version of HL7 v2: the validator does that."),
        limits=_(
            "Files up to 512 MB of HL7 v2, and 256 MB of JSON or XML. Written are UTF-8 and the character sets of ISO "
            "8859; others are read. Of each kind of change the first 100 places are listed; all are counted."
        ),
        questions=(
            _WHERE_DATA_GO,
            _LINKS,
            (
                _("What is lossless?"),
                _(
                    "JSON with escape sequences as they are: the way back gives every segment byte for byte. v2.xml "
                    "and JSON with escape sequences read give back the same values; beside the result stands what "
                    "they do not keep. A table has no way back."
                ),
            ),
            (
                _("How is a batch framed?"),
                _("As one block, from its header to its trailer. Messages without a batch get a frame each."),
            ),
        ),
        dictionaries=("hl7-2.8.2.tsv",),
        words="hl7 convert fix repair mllp frame deframe crlf line escape charset encoding utf-8 json xml csv bom",
        opens=("hl7-v2", "hl7-v2-mllp", "hl7-v2-batch", "hl7-v2-log", "hl7-v2-xml"),
    ),
    Tool(
        slug="hl7-ack",
        group=Group.HL7_V2,
        title=_("HL7 v2 acknowledgements"),
        summary=_("ACK and NAK with their errors for the messages you paste; what an acknowledgement says, in words."),
        does=_(
            "Writes the acknowledgement of a message: sender and receiver swapped, delimiters, version and character "
            "set kept, MSA with AA, AE, AR, CA, CE or CR, and ERR in the form of the version. Of a file of many it "
            "writes one for each. It says which answers MSH-15 and MSH-16 ask for. An acknowledgement that is opened "
            "is told in words, each error with the field that it names."
        ),
        steps=(
            _("Paste a message, or drop a file of many."),
            _("Choose the answer. Select a field of the message and add an error there, as many as you need."),
            _("Download or copy the acknowledgement, in an MLLP frame if you like."),
        ),
        checks=_(
            "The form of each version: the message type in MSH-9, ERR-1 up to version 2.4 and ERR-2 to ERR-8 from 2.5 "
            "on, no MSA-3 from 2.7 on; and whether the sender waits for the answer that you choose."
        ),
        does_not_check=_(
            "Whether the message deserves its answer: that is for you to say, or for the validator. Nothing is sent; "
            "the page opens no connection."
        ),
        limits=_(
            "Files up to 512 MB. Of the acknowledgements in a file the first 50 are told in words. Texts have to exist "
            "in the character set of the message."
        ),
        questions=(
            _WHERE_DATA_GO,
            _LINKS,
            (
                _("Which answer is the right one?"),
                _(
                    "In the original mode the application answers: AA if it took the message, AE if it found an error "
                    "in it, AR if it cannot handle it at all. In the enhanced mode whoever takes the message in "
                    "answers first, with CA, CE or CR, and the application perhaps later, each as MSH-15 and MSH-16 "
                    "ask for."
                ),
            ),
            (
                _("Where do time and control ID come from?"),
                _(
                    "The time is that of your computer with its zone. The ID is made from it and can be changed; where "
                    "there are several acknowledgements, their numbers stand behind it."
                ),
            ),
        ),
        dictionaries=("hl7-2.8.2.tsv",),
        words="hl7 ack nak acknowledgment acknowledgement msa err mllp response accept reject error aa ae ar ca ce cr",
        opens=("hl7-v2", "hl7-v2-mllp", "hl7-v2-batch", "hl7-v2-log"),
    ),
    Tool(
        slug="hl7-builder",
        group=Group.HL7_V2,
        title=_("HL7 v2 builder"),
        summary=_("Synthetic HL7 v2 messages from a form: 23 types, every version, edge cases, feeds from a seed."),
        does=_(
            "Builds messages out of the structures of versions 2.1 to 2.8.2: ADT, ORM, OML, OMI, ORU, SIU, MDM, DFT "
            "and "
            "VXU. People, orders, results, appointments, documents, charges and immunisations are plainly synthetic. "
            "Segments are added and taken away, each field has its name, type and table, and the message stands below, "
            "where it can be changed too. A seed makes one message or a feed, with an edge case if you like."
        ),
        steps=(
            _("Choose version, message and edge case, or open a message of your own as a template, and build."),
            _("Tick segments, choose one, and write into its fields; the message below follows."),
            _("Download or copy the message, or send it to the viewer, validator, converter or acknowledgements."),
        ),
        checks=_(
            "Everything that is made up is valid for the validator of this site: order and number of segments, "
            "required "
            "fields, types, dates, codes of HL7's tables. Of an edge case it says where it stands."
        ),
        does_not_check=_(
            "What you write yourself stands as you write it; send the message to the validator for that. Nothing in a "
            "built message is clinically plausible, and nobody in it exists."
        ),
        limits=_("Up to 10,000 messages and 128 MB are built at once. Files up to 512 MB; as a template up to 1 MB."),
        questions=(
            _WHERE_DATA_GO,
            _LINKS,
            (
                _("Can I get the same messages again?"),
                _(
                    "Yes. The same version, message, seed, time, edge case and form give the same bytes on every "
                    "computer, in the browser and on the command line."
                ),
            ),
            (
                _("Why is everybody called TEST?"),
                _(
                    "So that no message can be taken for that of a patient: names are TEST, numbers begin with T, "
                    "towns "
                    "are on no map, telephone numbers are of the block kept for fiction, and MSH-11 says T for "
                    "training."
                ),
            ),
        ),
        dictionaries=("hl7-2.8.2.tsv",),
        words="hl7 build generate generator synthetic test message create template adt oru orm oml omi siu mdm dft vxu",
        opens=("hl7-v2", "hl7-v2-mllp", "hl7-v2-batch", "hl7-v2-log"),
    ),
    Tool(
        slug="hl7-paths",
        group=Group.HL7_V2,
        title=_("HL7 v2 paths"),
        summary=_("A value's path for Mirth, OIE, BridgeLink, HAPI Terser and python-hl7, with code that reads it."),
        does=_(
            "Select a value in a message, and its path stands there in every spelling, with the name of what it is and "
            "code to copy: a JavaScript transformer for Mirth Connect, OIE and BridgeLink, Java for HAPI's Terser, "
            "Python "
            "for python-hl7; a loop where segment or field repeat. Or type a path in any of these spellings and get "
            "the "
            "others."
        ),
        steps=(
            _("Paste a message, or drop a file; without one, type a path."),
            _("Select a value in the text or in the table."),
            _("Copy the path or the code."),
        ),
        checks=_(
            "Paths of Terser go through the groups of the message's structure, each with its number; those of "
            "python-hl7 "
            "are run against python-hl7 itself in this site's tests, for every value of its samples."
        ),
        does_not_check=_(
            "Mirth's strict parser, which has groups too, is not written for: its channels read without it unless told "
            "otherwise. Nothing is run here."
        ),
        limits=_("Files up to 512 MB. Groups are told of messages of up to 5,000 segments."),
        questions=(
            _WHERE_DATA_GO,
            _LINKS,
            (
                _("Why does Terser need the groups?"),
                _(
                    "Because its numbers count within a group. The second OBX of a result is the first of the second "
                    "OBSERVATION: a path that leaves the groups out, such as /.OBX(1)-5, does not find it."
                ),
            ),
            (
                _("Where do the numbers begin?"),
                _(
                    "In our paths and in python-hl7 everything counts from 1. In Terser segments, groups and "
                    "repetitions "
                    "count from 0, fields and components from 1. In Mirth what stands in brackets as a number counts "
                    "from "
                    "0."
                ),
            ),
        ),
        dictionaries=("hl7-2.8.2.tsv",),
        words="hl7 path terser hapi mirth oie bridgelink transformer e4x javascript python-hl7 java snippet mapping",
        opens=("hl7-v2", "hl7-v2-mllp", "hl7-v2-batch", "hl7-v2-log"),
    ),
    Tool(
        slug="hl7-dictionary",
        group=Group.HL7_V2,
        title=_("HL7 v2 dictionary"),
        summary=_("Events, structures, segments, fields, types and tables of versions 2.1 to 2.8.2, and what changed."),
        does=_(
            "Finds a segment, field or component by its path or name, a data type, a table with its codes, an event "
            "with its messages, a message structure with its groups. Of each it shows what every version from 2.1 to "
            "2.8.2 makes of it."
        ),
        steps=(
            _("Type a path such as PID-3.1, a name, a table, an event or a structure: whole, or its beginning."),
            _("Go through the results with the arrow keys; Enter goes to the entry."),
            _("Follow what it leads to, copy it as text or Markdown, or copy its permanent address."),
        ),
        checks=_("Nothing: it says what the standard says, in the editions that stand below."),
        does_not_check=_(
            "Z segments and tables of a site's own are not in it. Codes are told for all versions together."
        ),
        limits=_("A message is explained in the viewer, not here. Lengths of fields are in the validator."),
        questions=(
            _WHERE_QUERIES_GO,
            _PERMANENT,
            (
                _("What do 1, 0..1 and an asterisk say?"),
                _(
                    "How often something comes: 1 means required and once, 0..1 optional, 0..* any number, 1..* "
                    "required and any number."
                ),
            ),
        ),
        dictionaries=("hl7-2.8.2.tsv", "hl7-tables.tsv"),
        words="hl7 event trigger structure group segment field component data type table code lookup reference",
        opens=(),
    ),
)


def tool(slug: str) -> Tool | None:
    return next((entry for entry in TOOLS if entry.slug == slug), None)


def by_group() -> list[tuple[Group, list[Tool]]]:
    """Groups in their order, each with its tools."""
    return [(group, [entry for entry in TOOLS if entry.group is group]) for group in Group]
