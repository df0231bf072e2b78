"""How much of what must not come in is stopped, how much of what may is, and how long a text is looked at."""

import os
import tempfile
import time
from pathlib import Path

import django

from tests.bench.table import Bound, Limit, head, line

CAUGHT = Limit(value=98, bound=Bound.AT_LEAST)
STOPPED = Limit(value=1)
LONG_LOOK = Limit(value=200)  # milliseconds of processor time; a page is answered in as much
GROWTH = Limit(value=2)  # of the time for each character, from a text to one ten times as long


def share(texts: list[str]) -> float:
    from contact.payload import payloads

    return 100 * sum(bool(payloads(text)) for text in texts) / len(texts)


def spent(text: str) -> float:
    """Milliseconds of processor time: whatever else the machine does is not counted."""
    from contact.payload import find

    started = time.process_time()
    find(text)
    return (time.process_time() - started) * 1000


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder:
        os.environ |= {"DATA_DIR": folder, "SECRET_KEY_FILE": str(Path(folder) / "secret-key")}
        os.environ["DJANGO_SETTINGS_MODULE"] = "hotsite.settings"
        django.setup()  # the sentences of a refusal are translated
        measure()


def measure() -> None:
    from contact.messages.models import LONGEST_MESSAGE
    from tests.contact.payload.corpus import pastes, sample
    from tests.contact.payload.ordinary import messages
    from tests.contact.payload.test_payload import HOSTILE

    head()
    whole = [paste.text for paste in pastes()]
    line("of 200 disguised pastes caught", share([paste.text for paste in sample(200)]), "%", limit=CAUGHT, digits=1)
    line(f"of all {len(whole)} disguised pastes caught", share(whole), "%", limit=CAUGHT, digits=1)
    line("of 500 ordinary messages stopped", share(list(messages(500))), "%", limit=STOPPED, digits=1)
    line("a paste, mean", sum(spent(text) for text in whole) / len(whole), "ms", limit=LONG_LOOK, digits=1)
    hostile = {unit: spent((unit * LONGEST_MESSAGE)[:LONGEST_MESSAGE]) for unit in HOSTILE}
    worst = max(hostile, key=lambda unit: hostile[unit])
    line(f"a hostile text of {LONGEST_MESSAGE} characters, worst", hostile[worst], "ms", limit=LONG_LOOK, digits=1)
    longer = spent((worst * LONGEST_MESSAGE)[: 10 * LONGEST_MESSAGE])
    line("growth of the same at ten times the length", longer / hostile[worst] / 10, "×", limit=GROWTH, digits=2)


if __name__ == "__main__":
    main()
