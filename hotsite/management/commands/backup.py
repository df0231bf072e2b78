from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hotsite.backups import services
from hotsite.backups.databases import NotCopied
from hotsite.backups.sealed import Refused


class Command(BaseCommand):
    help = (
        "Writes an encrypted backup of the database into BACKUP_DIR, while the site runs, and removes those older than "
        "BACKUP_KEEP_DAYS. The first one makes the key, BACKUP_KEY_FILE: keep a copy of it elsewhere."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            made = services.make(timezone.now())
            removed = services.remove_old(timezone.now())
        except (Refused, NotCopied, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from None
        size = made.file.stat().st_size / 1e6
        self.stdout.write(
            f"{made.file} ({size:.1f} MB). Older than {settings.BACKUP_KEEP_DAYS} days: {removed} removed."
        )
        if made.is_new_key:
            self.stdout.write(
                f"A key was made: {services.key_file()}. Keep a copy of it elsewhere: without it no backup can be read."
            )
