"""Values that only this site can read again: Fernet under a key derived from its secret (AES in CBC mode, HMAC-SHA256).

With the secret before (OLD_SECRET_KEYS), what it sealed is still read.
"""

import base64
from collections.abc import Iterator

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def box(purpose: str) -> MultiFernet:
    """What is sealed for one purpose cannot be read for another."""
    return MultiFernet([Fernet(key) for key in _keys(purpose)])


def _keys(purpose: str) -> Iterator[bytes]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = salted_hmac(f"hotsite.ground.sealing.{purpose}", "key", secret=secret, algorithm="sha256").digest()
        yield base64.urlsafe_b64encode(key)
