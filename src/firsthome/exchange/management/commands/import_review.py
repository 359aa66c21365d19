"""`firsthome import-review`: published reviews become records of the demo partnership."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from firsthome.exchange.import_review import Imported, import_files
from firsthome.exchange.review_faults import MalformedReview


class Command(BaseCommand):
    """Import files of published reviews, all of them or none."""

    help = "Import published reviews as records. One fault in any file, and nothing is imported."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which files."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say for each file where it went; or everything that has to be put right."""
        try:
            imported = import_files(options["files"])
        except MalformedReview as problem:
            raise CommandError(
                "\n".join(["Nothing was imported. Put these right first:", *problem.faults])
            ) from None
        for one in imported:
            self.stdout.write(_line(one))


def _line(one: Imported) -> str:
    if not one.entries:
        return f"{one.slug}: was imported before, as record {one.reference}. Nothing was added."
    return f"{one.slug}: record {one.reference}, {one.entries} entries"
