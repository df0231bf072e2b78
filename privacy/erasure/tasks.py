import structlog
from celery import shared_task

from privacy.erasure import ledger

log = structlog.get_logger("privacy.erasure")


@shared_task(name="privacy.erasure.export")
def export() -> None:
    """What a crash kept from being written outside, is written now."""
    if lines := ledger.export():
        log.warning("erasure ledger was behind", lines=lines)
