from typing import Any

from django.core.management.base import BaseCommand

from hotsite.messages import compile_catalogues
from hotsite.roles import write_roles


class Command(BaseCommand):
    help = (
        "Writes what the site needs before its first visitor: the compiled translations and the staff's roles. "
        "Safe to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        compile_catalogues()
        roles = write_roles()
        if options["verbosity"] > 1:
            self.stdout.write(f"{roles} roles written.")
