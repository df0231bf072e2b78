"""What happens to data on their way into a form: copied from logs, mails, code and tools, wrapped, escaped, encoded."""

import base64
import gzip
import html
import json
import quopri
import textwrap
import urllib.parse
from collections.abc import Callable

Disguise = Callable[[str], str]
Encoding = Callable[[bytes], str]


def lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def as_lines(text: str) -> str:
    return "\n".join(lines(text))


def with_crlf(text: str) -> str:
    return "\r\n".join(lines(text))


def on_one_line(text: str) -> str:
    return " ".join(lines(text))


def from_a_log(text: str) -> str:
    return "\n".join(
        f"2026-01-02 10:15:0{place % 10},123 DEBUG [mllp-4] recv {line}" for place, line in enumerate(lines(text))
    )


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in lines(text))


def quoted_twice(text: str) -> str:
    return "\n".join(f">> {line}" for line in lines(text))


def fenced(text: str) -> str:
    return "```\n" + as_lines(text) + "\n```"


def in_json(text: str) -> str:
    return json.dumps({"payload": text})


def in_json_twice(text: str) -> str:
    return json.dumps(json.dumps({"body": text}))


def in_json_unicode(text: str) -> str:
    return json.dumps(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def in_an_address(text: str) -> str:
    return "https://gateway.invalid/send?body=" + urllib.parse.quote(text)


def in_a_form(text: str) -> str:
    return "body=" + urllib.parse.quote_plus(text)


def in_html(text: str) -> str:
    return html.escape(as_lines(text))


def in_html_twice(text: str) -> str:
    return html.escape(html.escape(as_lines(text)))


def in_small_letters(text: str) -> str:
    return as_lines(text).lower()


def with_spaces(text: str) -> str:
    spaced = as_lines(text).replace("|", " | ")
    return spaced.replace("<", "< ").replace(">", " >") if "<" in text else spaced


def in_frames(text: str) -> str:
    return "\x0b" + text + "\x1c\r"


def in_written_frames(text: str) -> str:
    return "<VT>" + text.replace("\r", "<CR>\n") + "<FS><CR>"


def as_code(text: str) -> str:
    return repr(text.encode())


def as_a_literal(text: str) -> str:
    return " +\n".join(f'"{line}\\r"' for line in lines(text.replace("\\", "\\\\").replace('"', '\\"')))


def from_a_mail(text: str) -> str:
    return quopri.encodestring(text.encode()).decode()


def with_invisible_letters(text: str) -> str:
    return "\u200b".join(as_lines(text))


def in_wide_bars(text: str) -> str:
    return as_lines(text).replace("|", "｜").replace("<", "＜").replace(">", "＞")


def coloured(text: str) -> str:
    return "\n".join(f"\x1b[32m{line}\x1b[0m" for line in lines(text))


def indented_list(text: str) -> str:
    return "\n".join(f"  - {line}" for line in lines(text))


def numbered(text: str) -> str:
    return "\n".join(f"{place:4}: {line}" for place, line in enumerate(lines(text), 1))


TEXT: tuple[Disguise, ...] = (
    as_lines, with_crlf, on_one_line, from_a_log, quoted, quoted_twice, fenced, in_json, in_json_twice, in_json_unicode,
    in_an_address, in_a_form, in_html, in_html_twice, in_small_letters, with_spaces, as_code, as_a_literal, from_a_mail,
    with_invisible_letters, in_wide_bars, coloured, indented_list, numbered,
)  # fmt: skip
#: For HL7 alone.
FRAMES: tuple[Disguise, ...] = (in_frames, in_written_frames)


def base64_line(data: bytes) -> str:
    return base64.b64encode(data).decode()


def base64_wrapped(data: bytes) -> str:
    return base64.encodebytes(data).decode()


def base64_quoted(data: bytes) -> str:
    return "\n".join(f"> {line}" for line in base64_wrapped(data).splitlines())


def base64_for_addresses(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def base64_escaped(data: bytes) -> str:
    return urllib.parse.quote(base64_line(data), safe="")


def base64_in_json(data: bytes) -> str:
    return json.dumps({"content": base64_wrapped(data)})


def base64_in_groups(data: bytes) -> str:
    return " ".join(textwrap.wrap(base64_line(data), 8))


def base64_twice(data: bytes) -> str:
    return base64_line(base64_line(data).encode())


def data_url(data: bytes) -> str:
    return "data:application/octet-stream;base64," + base64_line(data)


def gzip_base64(data: bytes) -> str:
    return base64_wrapped(gzip.compress(data, mtime=0))


def hexadecimal(data: bytes) -> str:
    return data.hex()


def hexadecimal_spaced(data: bytes) -> str:
    return data.hex(" ").upper()


def hexadecimal_wrapped(data: bytes) -> str:
    return "\n".join(textwrap.wrap(data.hex(), 64))


def hexadecimal_array(data: bytes) -> str:
    return ", ".join(f"0x{byte:02x}" for byte in data)


def hexadecimal_dump(data: bytes) -> str:
    rows = []
    for at in range(0, len(data), 16):
        row = data[at : at + 16]
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        rows.append(f"{at:08x}  {row.hex(' '):47}  |{shown}|")
    return "\n".join(rows)


def decimal_array(data: bytes) -> str:
    return str(list(data))


BYTES: tuple[Encoding, ...] = (
    base64_line, base64_wrapped, base64_quoted, base64_for_addresses, base64_escaped, base64_in_json, base64_in_groups,
    base64_twice, data_url, gzip_base64, hexadecimal, hexadecimal_spaced, hexadecimal_wrapped, hexadecimal_array,
    hexadecimal_dump, decimal_array,
)  # fmt: skip


def wide(text: str) -> bytes:
    return text.encode("utf-16")
