"""`firsthome import-record`: a record file of another area becomes a record here."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from firsthome.access.models import Practitioner
from firsthome.access.permissions import Permission, role_may
from firsthome.access.principals import Reader, reader_of
from firsthome.exchange.record_faults import MalformedFile
from firsthome.exchange.record_file import CannotBeOpened
from firsthome.exchange.record_in import Arrived, CameBefore, import_record


class Command(BaseCommand):
    """Import one file, all of it or nothing. The passphrase is asked for, or read from standard input."""

    help = "Import a record file of another area. One fault in it, and nothing is imported."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file, and who takes over."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--for", required=True, dest="who", metavar="SIGN-IN-NAME", help="Who takes over")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what came and where it is; or everything that is wrong."""
        by = _who(options["who"])
        try:
            content = options["file"].read_bytes()
            self.stdout.write(_report(import_record(content, _passphrase(), by)))
        except OSError as problem:
            raise CommandError(f"The file cannot be read: {problem.strerror}.") from None
        except MalformedFile as problem:
            raise CommandError(
                "\n".join(["Nothing was imported. This is wrong with it:", *problem.faults])
            ) from None
        except (CannotBeOpened, CameBefore) as problem:
            raise CommandError(str(problem)) from None


def _who(sign_in_name: str) -> Reader:
    practitioner = Practitioner.objects.filter(sign_in_name=sign_in_name, is_active=True).first()
    by = reader_of(practitioner.pk) if practitioner else None
    if by is None or not role_may(by.role, Permission.OPEN_RECORD):
        raise CommandError(f"Nobody who works with families signs in as “{sign_in_name}”.")
    return by


def _passphrase() -> str:
    """Never a word of the command: those can be read by everybody on the machine."""
    return getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline()


def _report(one: Arrived) -> str:
    return "\n".join(
        [
            f"Record {one.reference}: {sum(one.entries.values())} entries and {one.people} people from {one.area}.",
            *(f"  {count} × {title}" for title, count in one.entries.items()),
            f"Said by {', '.join(one.agencies)}, and shown as theirs. None of them can open it here.",
            f"Seal of the file: {one.seal}. Compare it with what they read to you.",
            one.left_out,
        ]
    )
