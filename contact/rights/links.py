"""The secret links that mails carry. The pages behind them are mounted at these paths."""

from django.conf import settings

from contact.rights.models import Purpose

#: Below `/<language>/contact/`; what comes in place of `<token>` is in no log, which keeps routes only.
PATHS = {
    Purpose.MAILBOX: "rights/confirm/{token}/",
    Purpose.STATUS: "rights/case/{token}/",
    Purpose.DOWNLOAD: "rights/download/{token}/",
}


def link(purpose: Purpose, token: str, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/contact/{PATHS[purpose].format(token=token)}"
