"""People as the partnership knows them today. Claims that matter to a case are entries, not columns here."""

from __future__ import annotations

from django.db import models


class Person(models.Model):
    """Somebody on a record: parent, baby, relative. The name and birthday are always today's."""

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=200)
    born = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "person"

    def __str__(self) -> str:
        """The id only: a name would end up in logs."""
        return f"person {self.pk}"
