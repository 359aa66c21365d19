"""Tables about the end of a record: its review, the certificate of its destruction, and what an adoption separates."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class RecordReview(models.Model):
    """Projection: a closed record, for those who review whether its time is over. Worked out from its open part."""

    record = models.UUIDField(primary_key=True)
    reference = models.CharField(max_length=12)
    kept_as = models.CharField(max_length=40, blank=True)
    due = models.DateField(null=True, help_text="The earliest day for a review; empty where it is not set")
    held = models.BooleanField(help_text="A legal hold stands")
    signed = ArrayField(models.BigIntegerField(), help_text="Practitioners whose signature counts")
    reviewers = ArrayField(models.BigIntegerField(), help_text="Tokens of leads and officers of its agencies")

    class Meta:
        db_table = "record_review"
        indexes: ClassVar = [models.Index(fields=["due"], name="record_review_by_due")]

    def __str__(self) -> str:
        """The reference."""
        return self.reference


class DestructionCertificate(models.Model):
    """That a record was destroyed: what is left of it, without a word about anybody. Chained, and never changed."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    record = models.UUIDField(unique=True)
    reference = models.CharField(max_length=12)
    kept_as = models.CharField(max_length=40)
    procedure = models.CharField(max_length=40, help_text="Which version of the schedule was in force")
    due = models.DateField()
    signed = models.JSONField(help_text="practitioner, agency and moment of each who signed")
    entries = models.IntegerField()
    head_hash = models.BinaryField()
    reviewers = ArrayField(models.BigIntegerField(), help_text="Tokens of those who may read this")
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        db_table = "destruction_certificate"

    def __str__(self) -> str:
        """The reference."""
        return self.reference


class NeverInEmergency(models.Model):
    """A record that no emergency opens: of an adopted child, whom only those named may find."""

    record = models.UUIDField(primary_key=True)

    class Meta:
        db_table = "never_in_emergency"

    def __str__(self) -> str:
        """The record."""
        return str(self.record)


class AdoptionBridge(models.Model):
    """The only thing that joins what an adoption order separated. No role of the service may read it."""

    id = models.UUIDField(primary_key=True)
    old_record = models.UUIDField()
    baby = models.UUIDField()
    new_record = models.UUIDField()
    child = models.UUIDField()
    made_on = models.DateField(help_text="The day of the order")
    court = models.TextField()
    seen_by = models.TextField()
    separated_by = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "adoption_bridge"

    def __str__(self) -> str:
        """Nothing of either side."""
        return str(self.pk)


class AdoptionLook(models.Model):
    """Somebody asked what an adoption order separated, and why."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    practitioner = models.BigIntegerField()
    asked = models.TextField(help_text="The reference that was asked about")
    why = models.TextField()
    bridge = models.UUIDField(null=True, help_text="What was found; empty where nothing was")

    class Meta:
        db_table = "adoption_look"

    def __str__(self) -> str:
        """Its id."""
        return str(self.pk)
