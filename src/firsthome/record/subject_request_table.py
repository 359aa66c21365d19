"""The table behind the list of requests to see what is held."""

from __future__ import annotations

from django.db import models


class SubjectRequestRow(models.Model):
    """Projection for the list of those who answer: who asked what is held about them, and who has answered."""

    pk = models.CompositePrimaryKey("record", "statement")
    record = models.UUIDField()
    statement = models.UUIDField()
    audience_class = models.UUIDField()
    request = models.UUIDField()
    given = models.BooleanField(
        help_text="Whether it says that an answer was handed over, not that somebody asked"
    )
    agency = models.IntegerField()
    begins = models.DateField()
    extended = models.BooleanField()

    class Meta:
        db_table = "subject_request"

    def __str__(self) -> str:
        """The record."""
        return str(self.record)
