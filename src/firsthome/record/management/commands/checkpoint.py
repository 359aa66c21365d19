"""`firsthome checkpoint`: print the head of every chain, to be kept on another machine."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from firsthome.record.checkpoint import checkpoint


class Command(BaseCommand):
    """Keep what it prints elsewhere, as the worker does daily; `verify --checkpoint FILE` compares."""

    help = "Print the head of every record's chain."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the lines."""
        with connections["owner"].cursor() as cursor:
            for line in checkpoint(cursor):
                self.stdout.write(line)
