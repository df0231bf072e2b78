"""Sets up, checks and removes the second factor of a staff account. Each is evidence: who, never a code."""

import base64
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django_otp.oath import TOTP

from hotsite.ground.evidence.keyed import NOBODY, KeyedHash, keyed_hash, keyed_hashes
from hotsite.ground.evidence.services import record
from hotsite.ground.reference import ALPHABET
from hotsite.second_factor.models import RecoveryCode, SecondFactor

# What authenticator apps take for granted, some of them whatever else the address says (RFC 6238 §4, RFC 4226 §5.3).
STEP = 30  # seconds
DIGITS = 6
KEY_BYTES = 20  # RFC 4226 §4 R6
#: Steps before and after: clocks differ (RFC 6238 §5.2).
TOLERANCE = 1

CODES = 10
CODE_LENGTH = 10  # characters of five bits each
_KEY = "second factor"
_CODE = "recovery code"
_LOOK_ALIKES = str.maketrans("OIL", "011")


class WrongCode(Exception):
    """Neither the app's code of this moment nor a recovery code that is left."""


class TooManyTries(Exception):
    """Nothing was checked: the last wrong code is too fresh."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(f"locked until {until:%H:%M:%S}")


def new_salt() -> str:
    return secrets.token_hex(32)


def as_text(user: AbstractBaseUser, salt: str) -> str:
    """The key as apps take it by hand: base32 without padding (RFC 4648 §6), 32 characters."""
    return base64.b32encode(_keys(user, salt)[0]).decode()


def address(user: AbstractBaseUser, salt: str) -> str:
    """What the picture says: the `otpauth` address that every authenticator app reads."""
    label = quote(f"{settings.SITE_NAME}:{user.get_username()}")
    return f"otpauth://totp/{label}?{urlencode({'secret': as_text(user, salt), 'issuer': settings.SITE_NAME})}"


def set_up(user: AbstractBaseUser, salt: str, code: str, now: datetime) -> list[str]:
    """Takes an app that shows the right code, in the place of any before; its recovery codes, to be shown once."""
    step = _step(user, salt, code, now, after=-1)
    if step is None:
        raise WrongCode
    with transaction.atomic():
        SecondFactor.objects.filter(user_id=user.pk).delete()
        SecondFactor.objects.create(
            user_id=user.pk, name="authenticator app", salt=salt, last_step=step, made_at=now, last_used_at=now
        )
        record("staff.second_factor_set_up", by=_who(user), now=now)
        return new_codes(user, now)


def new_codes(user: AbstractBaseUser, now: datetime) -> list[str]:
    """Makes ten recovery codes, in the place of all before."""
    codes = [_new_code() for _number in range(CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(user_id=user.pk).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(user_id=user.pk, digest=keyed_hash(_CODE, _named(user, code)), made_at=now) for code in codes
        )
        record("staff.recovery_codes_made", by=_who(user), facts={"count": CODES}, now=now)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def check(user: AbstractBaseUser, code: str, now: datetime) -> SecondFactor:
    """The factor, if the code is right; it is used up. `WrongCode`, `TooManyTries`; SecondFactor.DoesNotExist."""
    with transaction.atomic():
        factor: SecondFactor = SecondFactor.objects.select_for_update().get(user_id=user.pk)
        allowed, why = factor.verify_is_allowed()
        if not allowed:
            raise TooManyTries(why["locked_until"])
        right = _use_app(factor, code, now) or _use_recovery_code(user, code, now)
        if right:
            factor.throttle_reset(commit=False)
            factor.last_used_at = now
        else:
            factor.throttle_increment(commit=False)
        factor.save()
    if not right:  # raised outside, so that the wrong try is counted
        raise WrongCode
    return factor


def remove(user: AbstractBaseUser, *, by: AbstractBaseUser | None, now: datetime) -> bool:
    """Whether there was one. At the next log-in the account sets up another. `by` is None for the command line."""
    with transaction.atomic():
        found = bool(SecondFactor.objects.filter(user_id=user.pk).delete()[0])
        RecoveryCode.objects.filter(user_id=user.pk).delete()
        if found:
            who = _who(by) if by else NOBODY
            record("staff.second_factor_removed", about=_who(user), by=who, now=now)
    return found


def _use_app(factor: SecondFactor, code: str, now: datetime) -> bool:
    step = _step(factor.user, factor.salt, code, now, after=factor.last_step)
    if step is not None:
        factor.last_step = step
    return step is not None


def _use_recovery_code(user: AbstractBaseUser, code: str, now: datetime) -> bool:
    plain = "".join(code.upper().replace("-", "").split()).translate(_LOOK_ALIKES)
    if len(plain) != CODE_LENGTH:
        return False
    digests = keyed_hashes(_CODE, _named(user, plain))
    if not RecoveryCode.objects.filter(user_id=user.pk, digest__in=digests).delete()[0]:
        return False
    record("staff.recovery_code_used", by=_who(user), now=now)
    return True


def _step(user: AbstractBaseUser, salt: str, code: str, now: datetime, *, after: int) -> int | None:
    """The time step that a code belongs to, later than `after`; None for a code that is not right now."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdecimal() and len(digits) == DIGITS):
        return None
    for key in _keys(user, salt):
        totp = TOTP(key, STEP, 0, DIGITS)
        totp.time = now.timestamp()
        if totp.verify(int(digits), TOLERANCE, after + 1):
            return int(totp.t())
    return None


def _keys(user: AbstractBaseUser, salt: str) -> tuple[bytes, ...]:
    """Under today's secret, and under each before it: an app that was set up then still shows its code."""
    hashes = keyed_hashes(_KEY, _named(user, salt))
    return tuple(bytes.fromhex(one)[:KEY_BYTES] for one in hashes)


def _named(user: AbstractBaseUser, value: str) -> str:
    return f"{user.pk}:{value}"


def _who(user: AbstractBaseUser) -> KeyedHash:
    return keyed_hash("staff", str(user.pk))


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))
