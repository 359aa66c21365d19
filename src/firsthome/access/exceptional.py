"""Exceptions to what involvement gives: who is kept out, what is restricted, and what was opened in an emergency.

`record` is a plain id everywhere: this layer knows nothing of records.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class RecordExclusion(models.Model):
    """A practitioner who must never learn of a record: relative, neighbour, former partner, or the parent.

    One that has ended stays as history. Nobody but the ledger's role reads more than that they are excluded.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record = models.UUIDField()
    practitioner = models.ForeignKey("access.Practitioner", models.PROTECT)
    why = models.TextField()
    decided_by = models.ForeignKey("access.Practitioner", models.PROTECT, related_name="+")
    decided_words = models.TextField(default="")
    declared = models.BooleanField(default=False, help_text="Said by the practitioner themselves")
    begins = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("access.Practitioner", models.PROTECT, related_name="+", null=True)
    why_ended = models.TextField(default="")

    class Meta:
        db_table = "record_exclusion"

    def __str__(self) -> str:
        """The record only: whom it is about is nobody's business."""
        return str(self.record)


class RecordRestriction(models.Model):
    """A record of staff, relatives or somebody in the news: only practitioners named by an involvement read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record = models.UUIDField()
    why = models.TextField()
    decided_by = models.ForeignKey("access.Practitioner", models.PROTECT, related_name="+")
    begins = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("access.Practitioner", models.PROTECT, related_name="+", null=True)
    why_ended = models.TextField(default="")

    class Meta:
        db_table = "record_restriction"

    def __str__(self) -> str:
        """The record."""
        return str(self.record)


class EmergencyAccess(models.Model):
    """A practitioner opened a record for four hours without being involved, or with more than their part gives.

    `reviewers` are the tokens of the safeguarding leads who look at it afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record = models.UUIDField()
    reference = models.TextField()
    practitioner = models.ForeignKey("access.Practitioner", models.PROTECT)
    agency = models.ForeignKey("access.Agency", models.PROTECT)
    reason = models.TextField()
    words = models.TextField()
    begins = models.DateTimeField()
    until = models.DateTimeField()
    reviewers = ArrayField(models.BigIntegerField())
    outcome = models.TextField(default="")
    outcome_words = models.TextField(default="")
    reviewed_by = models.ForeignKey("access.Practitioner", models.PROTECT, related_name="+", null=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "emergency_access"
        indexes: ClassVar = [models.Index(fields=["record", "until"], name="emergency_access_by_record")]

    def __str__(self) -> str:
        """The record."""
        return str(self.record)


class Notice(models.Model):
    """Word of something that happened, for one practitioner at an agency or for an agency's safeguarding leads.

    `recipient` is their token; `what` holds no personal data; `opens` is the page on which one goes on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    recipient = models.BigIntegerField()
    agency = models.ForeignKey("access.Agency", models.PROTECT)
    what = models.TextField()
    record = models.UUIDField(null=True)
    reference = models.TextField(default="")
    opens = models.TextField(default="")
    created = models.DateTimeField()
    read_by = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        db_table = "notice"
        indexes: ClassVar = [models.Index(fields=["recipient", "created"], name="notice_by_recipient")]

    def __str__(self) -> str:
        """What happened."""
        return self.what
