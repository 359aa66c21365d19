"""`firsthome simulate`: how much is asked of invented pregnancies that are well looked after."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from firsthome.learning.report import simulated_in_words
from firsthome.learning.simulate import simulate
from firsthome.procedures.timings import timings


class Command(BaseCommand):
    """Make so many pregnancies in each of three settings, and count the questions."""

    help = "Count the questions that invented pregnancies raise, in three settings. Needs no database."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many."""
        parser.add_argument("number", type=int, metavar="N", help="pregnancies in each setting")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each setting beside its bar."""
        if options["number"] < 1:
            raise CommandError("Make at least one pregnancy.")
        self.stdout.write("\n".join(simulated_in_words(simulate(options["number"], timings()))))
