"""A backup's file gives back what was put in, with its key, whole; and else nothing, and says why in a sentence."""

import io
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotsite.backups import sealed
from hotsite.backups.sealed import CHUNK, MAGIC, TAG_BYTES, Head, Refused, key_id, read_head, seal, unseal

KEY = bytes(range(32))
HEAD = Head(made_at="2026-11-25T10:00:00+00:00", database="sqlite", key=key_id(KEY))


def packed(*chunks: bytes, key: bytes = KEY) -> bytes:
    return b"".join(seal(HEAD, key, chunks))


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(unseal(io.BytesIO(data), key))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.binary(max_size=300), max_size=6), st.sampled_from([1, 7, 64, CHUNK]))
def test_what_is_sealed_comes_back(chunks: list[bytes], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "CHUNK", size)
        assert opened(packed(*chunks)) == b"".join(chunks)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_at_the_ends_of_chunks_too(size: int) -> None:
    assert opened(packed(b"x" * size)) == b"x" * size


def test_it_is_written_in_little_memory() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * CHUNK

    pieces = seal(HEAD, KEY, endless())
    assert max(len(next(pieces)) for _number in range(20)) <= CHUNK + TAG_BYTES


def test_two_files_of_the_same_share_nothing_but_their_head() -> None:
    begin = len(MAGIC) + 2 + len(read_head(io.BytesIO(packed(b"")))[1])
    one, other = packed(b"x" * 1000), packed(b"x" * 1000)
    assert one[:begin] == other[:begin]
    assert one[begin : begin + 64] != other[begin : begin + 64]
    assert b"xxxx" not in one


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_whatever_is_cut_off_is_refused(data: st.DataObject) -> None:
    whole = packed(b"x" * (2 * CHUNK + 100))
    at = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(Refused):
        opened(whole[:at])


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_whatever_byte_is_changed_it_is_refused(data: st.DataObject) -> None:
    whole = bytearray(packed(b"x" * (CHUNK + 100)))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Refused):
        opened(bytes(whole))


def test_chunks_that_are_left_out_moved_or_added_are_refused() -> None:
    whole = packed(b"a" * CHUNK + b"b" * CHUNK + b"c")
    begin = len(whole) - (2 * (CHUNK + TAG_BYTES) + 1 + TAG_BYTES)
    size = CHUNK + TAG_BYTES
    head, one, two, three = (
        whole[:begin],
        whole[begin:][:size],
        whole[begin:][size : 2 * size],
        whole[begin:][2 * size :],
    )
    assert opened(head + one + two + three)
    for wrong in (one + three, two + one + three, one + two, one + two + three + three, one + one + two + three):
        with pytest.raises(Refused):
            opened(head + wrong)


SAYS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "an empty file": (lambda whole: b"", "This is no backup of this site."),
    "another file": (lambda whole: b"SQLite format 3\0" + whole, "This is no backup of this site."),
    "half a head": (lambda whole: whole[:40], "its head cannot be read"),
    "no end": (lambda whole: whole[: -(100 + TAG_BYTES)], "cut off: its end is missing"),
    "half an end": (lambda whole: whole[:-50], f"cut off, or was damaged or changed, from byte {CHUNK} of"),
    "a byte changed": (lambda whole: whole[:-9000] + b"!" + whole[-8999:], "is damaged or changed, from byte 0 of"),
}


@pytest.mark.parametrize("what", SAYS)
def test_it_says_in_a_sentence_what_is_wrong(what: str) -> None:
    spoil, says = SAYS[what]
    with pytest.raises(Refused, match=says):
        opened(spoil(packed(b"x" * (CHUNK + 100))))


def test_another_key_is_told_apart_from_damage() -> None:
    with pytest.raises(Refused, match=f"made with another key, {key_id(KEY)}; BACKUP_KEY_FILE holds"):
        opened(packed(b"x"), key=bytes(32))
