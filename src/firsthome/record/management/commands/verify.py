"""`firsthome verify`: check every hash of every record and of the log of looks."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from firsthome.audit.seal import verify_looks
from firsthome.record.verify import Broken, verify


class Command(BaseCommand):
    """Name the first broken entry of each record that is broken; fail if there is one."""

    help = "Check the chain of every record and the seals of the log of looks."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what is whole, and fail with what is not."""
        with connections["owner"].cursor() as cursor:
            results = list(verify(cursor))
            looks, wrong = verify_looks(cursor)
        broken = [result for result in results if isinstance(result, Broken)]
        for one in broken:
            self.stderr.write(f"Record {one.record}, entry {one.entry}: {one.what}.")
        if wrong:
            self.stderr.write(f"Log of looks, {wrong}.")
        if broken or wrong:
            raise CommandError(f"{len(broken)} of {len(results)} records are not whole.")
        redacted = sum(result.redacted for result in results if not isinstance(result, Broken))
        entries = sum(result.entries for result in results if not isinstance(result, Broken))
        self.stdout.write(
            f"{len(results)} records with {entries} entries are whole; the words of {redacted} were removed by order. "
            f"{looks} looks are sealed and whole."
        )
