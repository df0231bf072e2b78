from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from hotsite.messages import compile_catalogues
from hotsite.roles import write_roles
from privacy.consent.catalogue import write_catalogue
from privacy.consent.services import publish_new_list


class Command(BaseCommand):
    help = (
        "Writes what the site needs before its first visitor: the compiled translations, the staff's roles and the "
        "catalogue of cookies. Safe to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        compile_catalogues()
        roles = write_roles()
        cookies = write_catalogue()
        publish_new_list(timezone.now())
        if options["verbosity"] > 1:
            self.stdout.write(f"{roles} roles and {cookies} cookies written.")
