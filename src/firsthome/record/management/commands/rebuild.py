"""`firsthome rebuild`: remake every projection from the entries, and who last looked when from the log of looks."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections, transaction

from firsthome.audit.visits import remake_visits
from firsthome.record.rebuild import rebuild


class Command(BaseCommand):
    """Remake the projections of all records and say how many had been different."""

    help = "Remake every projection (access, reach, lists) from the entries."

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction, so that nobody reads a half-made state."""
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            results = list(rebuild(cursor))
            remake_visits(cursor)
        different = sum(changed for _, changed in results)
        self.stdout.write(f"{len(results)} records rebuilt; {different} had been different.")
