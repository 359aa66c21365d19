"""`firsthome check-procedures`: whether every data file of every partnership here can be read as it is meant."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from firsthome.procedures.every_file import faults, partnerships


class Command(BaseCommand):
    """Say of every file what has to be put right in it."""

    help = "Read every file in procedures/, and say what has to be put right. Needs no database."

    def handle(self, *args: Any, **options: Any) -> None:
        """All folders, whichever this installation reads."""
        found = [fault for partnership in partnerships() for fault in faults(partnership)]
        if found:
            raise CommandError("\n".join(["Put these right first:", *found]))
        self.stdout.write("Every file in procedures/ can be read.")
