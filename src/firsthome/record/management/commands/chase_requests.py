"""`firsthome chase-requests`: notice of requests for information whose day has passed; as the worker does."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections, transaction
from django.utils import timezone

from firsthome.record.chasing import chase_requests
from firsthome.record.overdue import chase_work


class Command(BaseCommand):
    """Tell who was asked, and some days later the safeguarding leads of both agencies."""

    help = "Give notice of requests for information, and of work, whose day has passed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Once."""
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            today = timezone.localdate()
            given = chase_requests(cursor, today) + chase_work(cursor, today)
        self.stdout.write(f"{given} notices given.")
