"""The site's secret: from the environment, or from a file outside the repository that the first run makes."""

import os
import secrets
from pathlib import Path

from hotsite.environment import SHORTEST_SECRET, WrongEnvironment


def secret_key(value: str, file: Path) -> str:
    """`value`, or what `file` holds; made there, readable by its owner only, if there is none.

    Raises `WrongEnvironment` for a secret that is too short and for a file that cannot be read or made.
    """
    try:
        secret = value or _read_or_make(file)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no ASCII text"
        raise WrongEnvironment(
            f"The site cannot start:\n- SECRET_KEY_FILE={str(file)!r} cannot be used ({why}). "
            "Example: SECRET_KEY_FILE=/etc/healthcare-online-tools/secret-key"
        ) from None
    if len(secret) < SHORTEST_SECRET:
        source = "SECRET_KEY" if value else f"The secret in SECRET_KEY_FILE={str(file)!r}"
        raise WrongEnvironment(
            f"The site cannot start:\n- {source} is shorter than {SHORTEST_SECRET} characters. "
            "Example: SECRET_KEY=the output of: openssl rand -base64 48"
        )
    return secret


def _read_or_make(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Web server, worker and beat may all be the first: a link to a finished file appears whole or not at all.
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()
