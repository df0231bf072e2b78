"""The tools for HL7 v2, in the order of the start page."""

from django.utils.translation import gettext_lazy as _

from tools.catalogue.entry import Group, Tool
from tools.catalogue.questions import LINKS, PERMANENT, WHERE_DATA_GO, WHERE_QUERIES_GO

TOOLS: tuple[Tool, ...] = (
    Tool(
        slug="hl7-viewer",
        group=Group.HL7_V2,
        title=_("HL7 v2 viewer"),
        summary=_("Every segment, field and component of a message by its name, with its place in the text."),
        does=_(
            "Takes a pasted message or a file and shows segments, fields, repetitions, components and subcomponents "
            "with the names of the message's own version. The raw text and the table share one cursor. The text can be "
            "edited: only the bytes that you change are written, and fifty steps can be undone. Line ends, framing and "
            "byte order marks are recognised and said, and nothing is repaired silently. A message that was sent in "
            "parts leads from part to part."
        ),
        steps=(
            _("Paste a message, or drop files, a folder or an archive."),
            _("Select a row to see its place in the text, type a path such as PID-3.1, or find a name or a value."),
            _("Edit the text and watch the table follow; copy what you need, download the result or a report."),
        ),
        checks=_(
            "The structure of the text: delimiters, escapes, segment names, line ends, framing; whether the parts of a "
            "message find each other (DSC-1, MSH-14), and what ADD segments go on with."
        ),
        does_not_check=_("Whether segments, fields and codes are those that the message's structure asks for."),
        limits=_(
            "Files up to 512 MB; messages up to 1 MB can be edited, and parts joined in files up to 1 MB. Character "
            "sets of MSH-18 other than UTF-8, ASCII, ISO 8859, ISO IR14, IR87 and IR159, KS X 1001, GB 18030 and BIG-5 "
            "are not read. Links lead into segments of the standard, not into local ones."
        ),
        questions=(
            WHERE_DATA_GO,
            LINKS,
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
            (
                _("What is a message that goes on in another?"),
                _(
                    "One that was too long for its sender: it ends with DSC, and goes on in the message of the same "
                    "sender whose MSH-14 says what DSC-1 says (HL7 v2.5.1, 2.10.2). The page leads from part to part, "
                    "joins them in one step if you like, and says which of them are missing."
                ),
            ),
        ),
        dictionaries=("hl7-2.8.2.tsv",),
        words="hl7 adt oru orm mdm siu message segment field pipe parser mllp dsc add continuation fragment",
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
            "not here is held to the closest one, and the page says which. Parts of a message that goes on in another "
            "are held to its structure one by one; the page joins them first if you like."
        ),
        questions=(
            WHERE_DATA_GO,
            LINKS,
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
            WHERE_DATA_GO,
            LINKS,
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
            "than once or in parts. They can be saved byte for byte, and the list as CSV."
        ),
        steps=(
            _("Drop a file or an archive, or paste messages; the first of them stand there at once."),
            _("Add conditions, or select a field and one of its values, until the messages are left that you want."),
            _("Read a message beside the list or in the viewer; save the messages, or download the list as a report."),
        ),
        checks=_(
            "What stands in the messages: values with their escape sequences and character sets read, segments, times "
            "of sending, what is there twice, and what was sent in parts."
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
            WHERE_DATA_GO,
            LINKS,
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
            WHERE_DATA_GO,
            LINKS,
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
            WHERE_DATA_GO,
            LINKS,
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
            WHERE_DATA_GO,
            LINKS,
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
            WHERE_DATA_GO,
            LINKS,
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
            WHERE_QUERIES_GO,
            PERMANENT,
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
