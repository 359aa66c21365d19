"""What somebody keeps for themselves of what they read. Of families nothing stands here."""

from __future__ import annotations

from django.db import models


class Reflection(models.Model):
    """That its reader has read a briefing and thought about it, and their own thoughts: theirs alone."""

    pk = models.CompositePrimaryKey("practitioner", "briefing")
    practitioner = models.IntegerField()
    briefing = models.CharField(max_length=100)
    words = models.TextField(blank=True)
    read_at = models.DateTimeField()

    class Meta:
        db_table = "reflection"

    def __str__(self) -> str:
        """The briefing; never the words."""
        return self.briefing
