"""`firsthome verify`: check every hash of every record, of the log of looks and of what was destroyed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from firsthome.audit.seal import verify_looks
from firsthome.record.certificates import back_from_a_backup, faults
from firsthome.record.checkpoint import LOOKS, disagreements
from firsthome.record.verify import Broken, verify


class Command(BaseCommand):
    """Name the first broken entry of each record that is broken; fail if there is one."""

    help = "Check the chain of every record and the seals of the log of looks."

    def add_arguments(self, parser: CommandParser) -> None:
        """A checkpoint to compare with, if one was kept."""
        parser.add_argument(
            "--checkpoint", type=Path, help="a file that `firsthome checkpoint` printed earlier"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what is whole, and fail with what is not."""
        kept = options["checkpoint"].read_text().splitlines() if options["checkpoint"] else []
        with connections["owner"].cursor() as cursor:
            results = list(verify(cursor))
            looks, wrong = verify_looks(cursor)
            changed = list(disagreements(cursor, kept))
            endings = [*faults(cursor), *back_from_a_backup(cursor, kept)]
        broken = [result for result in results if isinstance(result, Broken)]
        for what in changed:
            named = f"The {LOOKS}" if what == LOOKS else f"Record {what}"
            self.stderr.write(f"{named}: its chain does not run through the head that the checkpoint kept.")
        for one in broken:
            self.stderr.write(f"Record {one.record}, entry {one.entry}: {one.what}.")
        if wrong:
            self.stderr.write(f"Log of looks, {wrong}.")
        for fault in endings:
            self.stderr.write(f"{fault}.")
        if broken or wrong or changed or endings:
            raise CommandError(
                f"Not whole: {len(broken) + len(changed) + len(endings)} of {len(results)} records."
            )
        redacted = sum(result.redacted for result in results if not isinstance(result, Broken))
        entries = sum(result.entries for result in results if not isinstance(result, Broken))
        self.stdout.write(
            f"{len(results)} records with {entries} entries are whole; the words of {redacted} were removed by order. "
            f"{looks} looks are sealed and whole."
        )
