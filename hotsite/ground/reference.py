"""Reference numbers that people read out and type: no look-alikes, and a check character."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
RANDOM_CHARACTERS = 7


def new_reference(prefix: str) -> str:
    """`M-7K3Q-2M9D`: a prefix, seven random characters (35 bits) and a check character."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return _grouped(prefix, characters + check_character(characters))


def parse_reference(prefix: str, text: str) -> str | None:
    """The reference as we write it, from what a person typed; None if it cannot be one."""
    letters = text.strip().upper().replace("-", "").replace(" ", "")
    if not letters.startswith(prefix):
        return None
    characters = letters[len(prefix) :].replace("O", "0").replace("I", "1").replace("L", "1")
    if len(characters) != RANDOM_CHARACTERS + 1 or any(c not in ALPHABET for c in characters):
        return None
    if check_character(characters[:-1]) != characters[-1]:
        return None
    return _grouped(prefix, characters)


def check_character(characters: str) -> str:
    """Weights 1, 3, 5 … modulo 32: every odd weight is invertible, so each single wrong character is found."""
    total = sum((2 * place + 1) * ALPHABET.index(c) for place, c in enumerate(characters))
    return ALPHABET[total % len(ALPHABET)]


def _grouped(prefix: str, characters: str) -> str:
    return f"{prefix}-{characters[:4]}-{characters[4:]}"
