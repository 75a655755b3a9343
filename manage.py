#!/usr/bin/env python
import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "activityday.config.settings")
    from activityday.config import environment  # noqa: PLC0415 -- beside the settings it prepares

    environment.make_keys(
        Path(environment.text("ACTIVITYDAY_VAR", str(Path(__file__).resolve().parent / "var")))
    )
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- needs the settings named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
