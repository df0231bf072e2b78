#!/usr/bin/env python3
"""Django's command line, for this site."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotsite.settings")
    from hotsite.environment import WrongEnvironment

    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except WrongEnvironment as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
