"""Partnerships, agencies, practitioners, and who may see which record until when."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from firsthome.access.levels import Level
from firsthome.access.permissions import Role


class Partnership(models.Model):
    """A safeguarding children partnership: the area whose agencies hold records together."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "partnership"

    def __str__(self) -> str:
        """The partnership's name."""
        return self.name


class Agency(models.Model):
    """One agency of a partnership, such as a maternity service or a council's social care."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="agencies")
    code = models.SlugField()
    name = models.CharField(max_length=200)
    contact = models.CharField(
        max_length=200, blank=True, help_text="Whom to ring, as the agency publishes it"
    )

    class Meta:
        db_table = "agency"
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "code"], name="agency_code_once")
        ]

    def __str__(self) -> str:
        """The agency's name."""
        return self.name


class Practitioner(AbstractBaseUser):
    """A named person who works for an agency and signs in as themselves."""

    sign_in_name = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    objects: ClassVar = BaseUserManager()
    USERNAME_FIELD = "sign_in_name"

    class Meta:
        db_table = "practitioner"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        """The practitioner's name."""
        return self.name


class Membership(models.Model):
    """A practitioner works for an agency in a role, from a day until a day."""

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    job = models.CharField(max_length=100, blank=True)
    begins = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "membership"

    def __str__(self) -> str:
        """Which practitioner, at which agency."""
        return f"membership {self.pk}"


class RecordAccess(models.Model):
    """What a principal may see of a record until when: a projection of the record's involvement entries.

    `record` is a plain id: this layer knows nothing of records.
    """

    pk = models.CompositePrimaryKey("record", "principal", "source")
    record = models.UUIDField()
    principal = models.BigIntegerField()
    level = models.SmallIntegerField(choices=[(level.value, level.name) for level in Level])
    begins = models.DateTimeField()
    until = models.DateTimeField()
    source = models.UUIDField(default=uuid.uuid4, help_text="The involvement entry that gave it")

    class Meta:
        db_table = "record_access"
        indexes: ClassVar = [
            models.Index(
                fields=["principal", "record"],
                include=["level", "begins", "until"],
                name="record_access_by_principal",
            )
        ]

    def __str__(self) -> str:
        """The record and the level."""
        return f"{self.record}: level {self.level}"


class RecordExclusion(models.Model):
    """A practitioner who must never learn of a record: relative, neighbour, former partner, or the parent."""

    pk = models.CompositePrimaryKey("record", "practitioner")
    record = models.UUIDField()
    practitioner = models.ForeignKey(Practitioner, models.PROTECT)
    why = models.TextField()
    decided_by = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    begins = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "record_exclusion"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(practitioner=models.F("decided_by")), name="not_excluded_by_themselves"
            )
        ]

    def __str__(self) -> str:
        """The record only: whom it is about is nobody's business."""
        return str(self.record)


class RecordHolder(models.Model):
    """The partnership that holds a record; two during a move."""

    pk = models.CompositePrimaryKey("record", "partnership")
    record = models.UUIDField()
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    begins = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "record_holder"

    def __str__(self) -> str:
        """The record."""
        return str(self.record)
