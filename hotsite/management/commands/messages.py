from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hotsite.messages import compile_catalogues, problems, read, translated_languages, updated, wanted, write


class Command(BaseCommand):
    help = (
        "Brings the translations up to date with the sources and compiles them. "
        "With --check it changes nothing and fails, naming each message that is not translated as it should be."
    )
    #: It reads sources; a project that is not fit to run may still be translated.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            left = self._bring_up_to_date(only_check=options["check"])
        except SyntaxError as error:
            raise CommandError(str(error)) from None
        if left and options["check"]:
            raise CommandError("\n".join([*left, "Run `make messages`, then translate what is left."]))
        for sentence in left:
            self.stdout.write(sentence)

    def _bring_up_to_date(self, *, only_check: bool) -> list[str]:
        sources = wanted(settings.BASE_DIR)
        left = []
        for language in translated_languages():
            have = read(language)
            if not only_check:
                have = updated(have, sources)
                write(have, language)
            left += [f"{language}: {problem}" for problem in problems(sources, have)]
        if not only_check:
            compile_catalogues()
        return left
