import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hotsite.models import StaffAccount
from hotsite.second_factor import services as second_factor


class Command(BaseCommand):
    help = "Makes the first staff account, with every right, and prints its password once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default="admin", help="the name to log in with (default: admin)")
        parser.add_argument("--email", default="", help="the account's e-mail address")
        parser.add_argument(
            "--forget-second-factor",
            action="store_true",
            help="makes no account: the one named sets up another second factor at its next log-in",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        if options["forget_second_factor"]:
            self._forget_second_factor(name)
            return
        if StaffAccount.objects.filter(username=name).exists():
            raise CommandError(
                f"There is a staff account {name!r} already. A new password: "
                f".venv/bin/python manage.py changepassword {name}"
            )
        password = secrets.token_urlsafe(15)
        StaffAccount.objects.create_superuser(name, options["email"], password)
        self.stdout.write(f"Staff account: {name}\nPassword:      {password}\n")
        self.stdout.write(f"Log in at {settings.SITE_URL}/en/admin/ and change it there.")
        if settings.STAFF_OTP:
            self.stdout.write(
                "There you also set up an authenticator app; to try it without one: STAFF_OTP=off make run"
            )

    def _forget_second_factor(self, name: str) -> None:
        account = StaffAccount.objects.filter(username=name).first()
        if account is None:
            raise CommandError(f"There is no staff account {name!r}.")
        found = second_factor.remove(account, by=None, now=timezone.now())
        self.stdout.write("At the next log-in another is set up." if found else "It has none.")
