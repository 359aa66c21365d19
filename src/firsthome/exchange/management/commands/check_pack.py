"""`firsthome check-pack`: whether a copy of an answer is as it was made."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from firsthome.exchange.documents.subject_pack import SEALED
from firsthome.kit.dates import say_moment
from firsthome.record.subject_requests import Sealed, sealed_answers


class Command(BaseCommand):
    """Compare a file with the seals on the ledger."""

    help = "Check a copy of an answer to somebody who asked what is held about them."

    def add_arguments(self, parser: CommandParser) -> None:
        """The copy."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Say whose answer it is; fail where it is not as it was made."""
        try:
            copy = options["file"].read_bytes()
        except OSError as problem:
            raise CommandError(f"The file cannot be read: {problem.strerror}.") from None
        with connections["owner"].cursor() as cursor:
            made = sealed_answers(cursor)
        seal = hashlib.sha256(copy).hexdigest()
        if same := next((one for one in made if one.file == seal), None):
            self.stdout.write(f"It is byte for byte {_called(same)}.")
            return
        says = {found.decode() for found in SEALED.findall(copy)}
        if claimed := next((one for one in made if one.content in says), None):
            raise CommandError(
                f"It carries the seal of {_called(claimed)}; but the file is not the same: changed, or saved anew."
            )
        raise CommandError("No agency has made an answer like this here.")


def _called(one: Sealed) -> str:
    pages = f"{one.pages} {'page' if one.pages == 1 else 'pages'}"
    return (
        f"the answer that {one.agency} made on {say_moment(one.made)} about record {one.reference}, {pages}"
    )
