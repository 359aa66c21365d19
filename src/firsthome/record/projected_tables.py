"""Tables that drive lists, and what those read who see no entries: worked out from the entries, remade by `rebuild`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class RecordInvolved(models.Model):
    """Projection for presence and summary: who is involved, where that is open to everyone with full access."""

    pk = models.CompositePrimaryKey("record", "statement")
    record = models.UUIDField()
    statement = models.UUIDField()
    agency = models.IntegerField()
    practitioner = models.IntegerField(null=True)
    lead = models.BooleanField()
    begins = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        db_table = "record_involved"

    def __str__(self) -> str:
        """The involvement's statement."""
        return str(self.statement)


class RecordOutline(models.Model):
    """Projection for summary: all that a summary holds. Of how a pregnancy ended, only whether it did."""

    record = models.UUIDField(primary_key=True)
    mother = models.UUIDField(null=True, db_index=True)
    edd = models.DateField(null=True)
    born_on = models.DateField(null=True)
    ended = models.BooleanField()
    lost = models.BooleanField()

    class Meta:
        db_table = "record_outline"

    def __str__(self) -> str:
        """The record."""
        return str(self.record)


class Caseload(models.Model):
    """Projection that drives lists: a principal's records in the order in which something they may see was added.

    One row for each level of access that the principal has at any time; today's is the one that counts.
    """

    pk = models.CompositePrimaryKey("principal", "record", "level")
    principal = models.BigIntegerField()
    record = models.UUIDField()
    level = models.SmallIntegerField()
    updated_at = models.DateTimeField()
    due = models.DateField(null=True, help_text="The expected date, while the baby is awaited")
    due_said_at = models.DateTimeField(null=True)
    closed = models.BooleanField(default=False)
    closed_said_at = models.DateTimeField(
        null=True, help_text="When it was last said that it is closed, or open again"
    )

    class Meta:
        db_table = "caseload"
        indexes: ClassVar = [
            models.Index(fields=["principal", "-updated_at", "record"], name="caseload_by_updated")
        ]

    def __str__(self) -> str:
        """The record."""
        return str(self.record)


class CaseloadDay(models.Model):
    """Projection that drives lists by their next date: each planned day that a principal may know of."""

    pk = models.CompositePrimaryKey("principal", "day", "record", "level")
    principal = models.BigIntegerField()
    day = models.DateField()
    record = models.UUIDField()
    level = models.SmallIntegerField()

    class Meta:
        db_table = "caseload_day"
        indexes: ClassVar = [
            models.Index(fields=["record", "principal", "day"], name="caseload_day_by_record")
        ]

    def __str__(self) -> str:
        """The record."""
        return str(self.record)


class QuietQuestion(models.Model):
    """Projection: a question that nobody on this record is asked any more. Not who said so, and not why."""

    pk = models.CompositePrimaryKey("record", "key")
    record = models.UUIDField()
    key = models.CharField(max_length=300)

    class Meta:
        db_table = "quiet_question"

    def __str__(self) -> str:
        """The question's key."""
        return self.key
