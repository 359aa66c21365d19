"""`firsthome destroy-record`: destroy a record whose time is over, when two people have signed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections, transaction

from firsthome.record.destroy import destroy
from firsthome.record.errors import NotAppended


class Command(BaseCommand):
    """The one privileged job that destroys a record; it leaves a certificate."""

    help = "Destroy a whole record whose time is over. Two people have to have signed in the service first."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which record."""
        parser.add_argument("reference")

    def handle(self, *args: Any, **options: Any) -> None:
        """Destroy, all or nothing, and print the certificate."""
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            try:
                line = destroy(cursor, options["reference"])
            except NotAppended as problem:
                raise CommandError(str(problem)) from None
        self.stdout.write(line)
        self.stdout.write(
            "The record is destroyed. Keep the line above on another machine, with the checkpoints: "
            "only so is it noticed when a backup brings the record back."
        )
