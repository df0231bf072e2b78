import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hotsite.models import StaffAccount


class Command(BaseCommand):
    help = "Makes the first staff account, with every right, and prints its password once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default="admin", help="the name to log in with (default: admin)")
        parser.add_argument("--email", default="", help="the account's e-mail address")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        if StaffAccount.objects.filter(username=name).exists():
            raise CommandError(
                f"There is a staff account {name!r} already. A new password: "
                f".venv/bin/python manage.py changepassword {name}"
            )
        password = secrets.token_urlsafe(15)
        StaffAccount.objects.create_superuser(name, options["email"], password)
        self.stdout.write(f"Staff account: {name}\nPassword:      {password}\n")
        self.stdout.write(f"Log in at {settings.SITE_URL}/en/admin/ and change it there.")
