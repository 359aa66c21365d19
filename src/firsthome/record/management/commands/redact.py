"""`firsthome redact`: destroy the words of one entry, on an order."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections, transaction

from firsthome.access.models import Practitioner
from firsthome.access.principals import reader_of
from firsthome.record.errors import NotAppended
from firsthome.record.redact import redact


class Command(BaseCommand):
    """The one privileged job that can destroy words; it leaves an entry that says so."""

    help = "Remove the words of one entry by order. The entry itself and its hash stay."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which entry, on whose order, and who does it."""
        parser.add_argument("reference")
        parser.add_argument("entry", type=UUID)
        parser.add_argument("--order", required=True, help="whose order, its date and reason")
        parser.add_argument("--by", required=True, help="sign-in name of the practitioner who carries it out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Redact, all or nothing."""
        practitioner = Practitioner.objects.filter(sign_in_name=options["by"]).first()
        reader = reader_of(practitioner.pk) if practitioner else None
        if reader is None:
            raise CommandError(
                "--by has to be the sign-in name of a practitioner who works for an agency today."
            )
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SELECT id FROM record WHERE reference = %s", [options["reference"]])
            row = cursor.fetchone()
            if row is None:
                raise CommandError("There is no record with this reference.")
            try:
                left = redact(cursor, row[0], options["entry"], options["order"], reader)
            except NotAppended as problem:
                raise CommandError(str(problem)) from None
        self.stdout.write("The words were removed; an entry on the record says so.")
        for entry in left:
            self.stdout.write(
                f"Some of them stand in entry {entry} as well. Look whether the order means it too."
            )
