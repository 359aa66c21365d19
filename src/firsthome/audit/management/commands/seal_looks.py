"""`firsthome seal-looks`: seal the looks written since the last seal. The worker does it each minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections, transaction

from firsthome.audit.seal import seal_looks


class Command(BaseCommand):
    """Tie finished looks into one root and print the newest seal, to be kept on another machine."""

    help = "Seal the log of looks."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal once."""
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            looks = seal_looks(cursor)
            cursor.execute("SELECT number, encode(hash, 'hex') FROM audit_seal ORDER BY number DESC LIMIT 1")
            newest = cursor.fetchone()
        self.stdout.write(f"{looks} looks sealed." + (f" Seal {newest[0]}: {newest[1]}" if newest else ""))
