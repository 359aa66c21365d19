"""The ledger's tables and its projections. Only this package touches them, and only `append` writes entries."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from firsthome.record import ending_tables, projected_tables, request_tables, subject_request_table

__all__ = [  # so that Django knows these tables
    "ending_tables",
    "projected_tables",
    "request_tables",
    "subject_request_table",
]


class RecordRow(models.Model):
    """One record: its opaque reference and the head of its chain, whose lock serialises its writers."""

    id = models.UUIDField(primary_key=True, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.IntegerField()
    invented = models.CharField(max_length=500, blank=True, help_text="Said on every page of a demo record")
    head_seq = models.IntegerField(default=0)
    head_hash = models.BinaryField(default=b"")
    head_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "record"

    def __str__(self) -> str:
        """The reference."""
        return self.reference


class EntryRow(models.Model):
    """One signed entry without its words. Never updated, never deleted: the database refuses."""

    pk = models.CompositePrimaryKey("record", "id")
    record = models.UUIDField()
    id = models.UUIDField()
    seq = models.IntegerField()
    kind = models.CharField(max_length=40)
    schema = models.SmallIntegerField()
    statement = models.UUIDField(help_text="The first entry of the chain of versions that this belongs to")
    happened = models.JSONField()
    learned = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    author = models.IntegerField()
    entered_by = models.IntegerField()
    agency = models.IntegerField()
    how = models.CharField(max_length=20)
    about = ArrayField(models.UUIDField())
    audience = models.JSONField()
    replaces = models.UUIDField(null=True)
    mark = models.CharField(max_length=20, blank=True)
    body_digest = models.BinaryField()
    prev_hash = models.BinaryField()
    formula = models.SmallIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "entry"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "seq"], name="entry_seq_once"),
            models.UniqueConstraint(
                fields=["record", "replaces"],
                condition=Q(mark__in=["correction", "error", "misfiled"]),
                name="entry_settled_once",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, mark="") | Q(replaces__isnull=False) & ~Q(mark=""),
                name="entry_mark_goes_with_replaces",
            ),
        ]

    def __str__(self) -> str:
        """The kind and the id."""
        return f"{self.kind} {self.id}"


class EntryBody(models.Model):
    """Every word of one entry, and the salt of its digest. An ordered redaction deletes this row only."""

    pk = models.CompositePrimaryKey("record", "entry")
    record = models.UUIDField()
    entry = models.UUIDField()
    statement = models.UUIDField()
    salt = models.BinaryField()
    body = models.TextField()

    class Meta:
        db_table = "entry_body"

    def __str__(self) -> str:
        """The entry's id."""
        return str(self.entry)


class ShownTo(models.Model):
    """Projection: who may see a statement now, and how much access to the record that takes.

    `principal` 0 is everyone whose access is at least `level`.
    """

    pk = models.CompositePrimaryKey("record", "statement", "principal")
    record = models.UUIDField()
    statement = models.UUIDField()
    principal = models.BigIntegerField()
    level = models.SmallIntegerField()

    class Meta:
        db_table = "shown_to"

    def __str__(self) -> str:
        """The statement."""
        return str(self.statement)


class ClassShownTo(models.Model):
    """Projection: the same for an audience class, the set of a record's statements with exactly one reach.

    Lists look across records, so their rows hang on classes; entries are only ever read one record at a time.
    """

    pk = models.CompositePrimaryKey("record", "audience_class", "principal")
    record = models.UUIDField()
    audience_class = models.UUIDField()
    principal = models.BigIntegerField()
    level = models.SmallIntegerField()

    class Meta:
        db_table = "class_shown_to"

    def __str__(self) -> str:
        """The class."""
        return str(self.audience_class)


class RecordSummary(models.Model):
    """Projection for lists: what the entries of one audience class say, and nothing else."""

    pk = models.CompositePrimaryKey("record", "audience_class")
    record = models.UUIDField()
    audience_class = models.UUIDField()
    edd = models.DateField(null=True)
    edd_certainty = models.CharField(max_length=20, blank=True)
    edd_said_at = models.DateTimeField(null=True)
    expected_babies = models.SmallIntegerField(null=True)
    babies = ArrayField(models.TextField(), default=list)
    outcomes = ArrayField(models.TextField(), default=list)
    last_seen = models.DateField(null=True)
    last_seen_by = models.IntegerField(null=True)
    last_seen_gestation = models.SmallIntegerField(null=True)
    last_seen_gestation_by = models.IntegerField(null=True)
    dates = ArrayField(models.TextField(), default=list)
    contacts = ArrayField(models.TextField(), null=True, help_text="Empty on old rows until they are rebuilt")
    mother = models.UUIDField(null=True)
    updated_at = models.DateTimeField()
    entries = models.IntegerField()
    head_seq = models.IntegerField()
    code_version = models.SmallIntegerField()

    class Meta:
        db_table = "record_summary"

    def __str__(self) -> str:
        """The record."""
        return str(self.record)


class PersonIndex(models.Model):
    """Projection: who is on which record, for those who may see the entry that says so."""

    pk = models.CompositePrimaryKey("record", "person", "statement")
    record = models.UUIDField()
    person = models.UUIDField(db_index=True)
    statement = models.UUIDField()
    role = models.CharField(max_length=20)
    audience_class = models.UUIDField()

    class Meta:
        db_table = "person_index"

    def __str__(self) -> str:
        """The person's id."""
        return str(self.person)


class DraftRow(models.Model):
    """What somebody has typed and not sent: theirs alone."""

    pk = models.CompositePrimaryKey("practitioner", "page")
    practitioner = models.IntegerField()
    page = models.CharField(max_length=200)
    typed = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "draft"

    def __str__(self) -> str:
        """The page."""
        return self.page
