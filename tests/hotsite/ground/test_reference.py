from hypothesis import given
from hypothesis import strategies as st

from hotsite.ground.reference import ALPHABET, new_reference, parse_reference

places = st.integers(min_value=0, max_value=7)


@given(st.booleans())
def test_a_reference_is_read_back_however_it_is_typed(lower: bool) -> None:
    reference = new_reference("M")
    typed = reference.replace("-", " ")
    assert parse_reference("M", typed.lower() if lower else typed) == reference


@given(places, st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(place: int, wrong: str) -> None:
    reference = new_reference("M")
    letters = list(reference.replace("-", "")[1:])
    changed = letters[place] != wrong
    letters[place] = wrong
    assert (parse_reference("M", "M" + "".join(letters)) is None) is changed


@given(st.text(max_size=30))
def test_anything_else_is_no_reference_and_no_crash(text: str) -> None:
    assert parse_reference("M", text) in {None, *([parse_reference("M", text)] if text else [])}


def test_look_alikes_are_understood() -> None:
    reference = "M-0110-0000"
    characters = "0110000"
    from hotsite.ground.reference import check_character

    whole = f"M-0110-000{check_character(characters)}"
    assert parse_reference("M", whole.replace("0110", "OIL0")) == whole
    assert parse_reference("X", reference) is None
