"""`firsthome replay`: published reviews walked through the questions, finding by finding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from firsthome.exchange.review_faults import MalformedReview
from firsthome.learning.coded import files_in, read_files
from firsthome.learning.replay import replay
from firsthome.learning.report import as_data, in_words, summary
from firsthome.learning.themes import themes
from firsthome.procedures.timings import timings


class Command(BaseCommand):
    """Say for each finding whether, when and by which question it would have been asked about."""

    help = "Replay published reviews through the questions. Needs no database, and keeps nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which reviews, and in which form."""
        parser.add_argument("places", nargs="+", type=Path, metavar="FILE|FOLDER")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print it as data")

    def handle(self, *args: Any, **options: Any) -> None:
        """All of them, or everything that has to be put right."""
        paths = [path for place in options["places"] for path in files_in(place)]
        if not paths:
            raise CommandError("There is no review in that folder: files end in .json.")
        try:
            coded = read_files(paths)
        except MalformedReview as problem:
            raise CommandError(
                "\n".join(["Nothing was replayed. Put these right first:", *problem.faults])
            ) from None
        replayed = [replay(one, timings(), themes()) for one in coded]
        if options["as_json"]:
            self.stdout.write(json.dumps({"reviews": [as_data(one) for one in replayed]}, indent=1))
            return
        for one in replayed:
            self.stdout.write("\n".join([*in_words(one), ""]))
        self.stdout.write("\n".join(summary(replayed)))
