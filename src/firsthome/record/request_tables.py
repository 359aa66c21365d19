"""What agencies ask of each other: open requests for information, and who asks to be involved."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class OpenRequestRow(models.Model):
    """Projection that drives the list of open requests: one row for each side for which it is open. No words."""

    pk = models.CompositePrimaryKey("record", "statement", "agency")
    record = models.UUIDField()
    statement = models.UUIDField()
    agency = models.IntegerField()
    other = models.IntegerField()
    asks = models.BooleanField()
    due = models.DateField(null=True, help_text="Empty where the procedure sets no day")
    level = models.SmallIntegerField()
    what = models.TextField(default="information", help_text="Information, or an answer to a challenge")

    class Meta:
        db_table = "open_request"
        indexes: ClassVar = [models.Index(fields=["agency", "due"], name="open_request_by_agency")]

    def __str__(self) -> str:
        """The request's statement."""
        return str(self.statement)


class InvolvementRequestRow(models.Model):
    """Somebody asks to be involved in the record with a reference: why, what for, by when, and what was answered.

    `record` is empty where there is no such record, or none that may hear of it: whoever asked cannot tell.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.TextField(help_text="As it was typed")
    record = models.UUIDField(null=True)
    level_then = models.SmallIntegerField(help_text="How much of the record their agency had when they asked")
    practitioner = models.IntegerField()
    agency = models.IntegerField()
    why = models.TextField()
    due = models.DateField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.IntegerField(null=True)
    why_not = models.TextField(default="")
    told = models.TextField(default="", help_text="What whoever asked reads as the answer; empty: nothing")

    class Meta:
        db_table = "involvement_request"
        indexes: ClassVar = [
            models.Index(fields=["practitioner", "asked_at"], name="involvement_request_by_asker"),
            models.Index(fields=["record"], name="involvement_request_by_record"),
        ]

    def __str__(self) -> str:
        """Nothing about whom or what."""
        return str(self.id)
